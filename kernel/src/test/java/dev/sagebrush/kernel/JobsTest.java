package dev.sagebrush.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class JobsTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final LinkedBlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private final Jobs jobs =
      new Jobs((name, failure) -> failures.add(name + ": " + failure.getMessage()), LONG);

  @AfterEach
  void closeJobs() {
    jobs.close();
  }

  private static void forEver() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Test
  void runsNamedWork() throws InterruptedException {
    LinkedBlockingQueue<String> threads = new LinkedBlockingQueue<>();
    CountDownLatch go = new CountDownLatch(1);
    jobs.start(
        "a",
        () -> {
          threads.add(Thread.currentThread().getName());
          go.await();
        });
    assertEquals("job-a", threads.take());
    assertThrows(IllegalStateException.class, () -> jobs.start("a", () -> {}));
    jobs.start("b", JobsTest::forEver);
    assertEquals(List.of("a", "b"), jobs.running());
    assertFalse(jobs.await("a", Duration.ofMillis(1)));
    go.countDown();
    assertTrue(jobs.await("a", LONG));
    assertEquals(List.of("b"), jobs.running());
    jobs.start("a", () -> {});
    assertTrue(jobs.await("a", LONG));
    assertTrue(jobs.await("never", LONG));
    assertTrue(failures.isEmpty());
  }

  @Test
  void cancelsByInterrupt() throws InterruptedException {
    jobs.start("a", JobsTest::forEver);
    assertTrue(jobs.cancel("a"));
    assertTrue(jobs.await("a", LONG));
    assertFalse(jobs.cancel("a"));
    assertTrue(failures.isEmpty());
  }

  @Test
  void reportsWhatThrows() throws InterruptedException {
    jobs.start(
        "broken",
        () -> {
          throw new java.io.IOException("no disk");
        });
    assertEquals("broken: no disk", failures.take());
    assertTrue(jobs.await("broken", LONG));
    jobs.start(
        "stubborn",
        () -> {
          try {
            forEver();
          } catch (InterruptedException e) {
            throw new IllegalStateException("while cancelled", e);
          }
        });
    jobs.cancel("stubborn");
    assertEquals("stubborn: while cancelled", failures.take());
    jobs.start(
        "unasked",
        () -> {
          throw new InterruptedException("by nobody");
        });
    assertEquals("unasked: by nobody", failures.take());
  }

  @Test
  void endsEverythingAtClose() throws InterruptedException {
    LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();
    for (String name : List.of("a", "b", "c")) {
      jobs.start(
          name,
          () -> {
            try {
              forEver();
            } finally {
              ended.add(name);
            }
          });
    }
    jobs.close();
    assertEquals(3, ended.size());
    assertEquals(List.of(), jobs.running());
    assertThrows(IllegalStateException.class, () -> jobs.start("d", () -> {}));
  }

  @Test
  void doesNotWaitForEver() {
    Jobs impatient = new Jobs((name, failure) -> {}, Duration.ofMillis(5));
    CountDownLatch release = new CountDownLatch(1);
    impatient.start(
        "deaf",
        () -> {
          boolean waiting = true;
          while (waiting) {
            try {
              release.await();
              waiting = false;
            } catch (InterruptedException e) {
              failures.add("deaf");
            }
          }
        });
    impatient.close();
    assertEquals(List.of("deaf"), impatient.running());
    release.countDown();
  }
}
