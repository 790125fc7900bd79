package dev.sagebrush.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ClockTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AdvanceableClock clock = new AdvanceableClock(START);
  private final LinkedBlockingQueue<String> woken = new LinkedBlockingQueue<>();

  private Thread sleeper(String name, Duration duration, int sleepingAfter) {
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                clock.sleep(duration);
                woken.add(name);
              } catch (InterruptedException e) {
                woken.add(name + " interrupted");
              }
            });
    while (clock.sleeping() < sleepingAfter) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void standsStillUntilAdvanced() {
    assertEquals(START, clock.now());
    clock.advance(Duration.ofHours(3));
    assertEquals(START.plusSeconds(3 * 3600), clock.now());
    assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
  }

  @Test
  void wakesSleepersWhoseTimeHasCome() throws InterruptedException {
    sleeper("late", Duration.ofSeconds(20), 1);
    sleeper("early", Duration.ofSeconds(10), 2);
    clock.advance(Duration.ofMillis(9_999));
    assertEquals(2, clock.sleeping());
    clock.advance(Duration.ofMillis(1));
    assertEquals("early", woken.take());
    assertEquals(1, clock.sleeping());
    clock.advance(Duration.ofDays(1));
    assertEquals("late", woken.take());
    assertEquals(0, clock.sleeping());
  }

  @Test
  void stopsAtEveryMomentThatSomebodySleepsFor() throws InterruptedException {
    AdvanceableClock running =
        new AdvanceableClock(clock, AdvanceableClock.Setting.MACHINE, Duration.ofSeconds(10));
    List<Instant> nights = new CopyOnWriteArrayList<>();
    Thread nightly =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (nights.size() < 365) {
                  running.sleep(Duration.ofDays(1));
                  nights.add(running.now());
                }
              } catch (InterruptedException e) {
                woken.add("interrupted");
              }
            });
    while (running.sleeping() < 1) {
      Thread.onSpinWait();
    }
    running.advance(Duration.ofDays(400));
    nightly.join();
    assertEquals(365, nights.size());
    for (int night = 0; night < 365; night++) {
      assertEquals(START.plus(Duration.ofDays(night + 1)), nights.get(night));
    }
    assertEquals(START.plus(Duration.ofDays(400)), running.now());
  }

  @Test
  void runsOnFromWhereItWasMovedTo() throws InterruptedException {
    AdvanceableClock moved =
        new AdvanceableClock(clock, AdvanceableClock.Setting.MACHINE, Duration.ZERO);
    moved.advance(Duration.ofDays(31));
    clock.advance(Duration.ofHours(1));
    assertEquals(START.plus(Duration.ofDays(31)).plusSeconds(3600), moved.now());
    moved.pin(START.plus(Duration.ofDays(40)));
    clock.advance(Duration.ofHours(1));
    assertEquals(START.plus(Duration.ofDays(40)), moved.now());
    moved.run();
    clock.advance(Duration.ofHours(1));
    assertEquals(START.plus(Duration.ofDays(40)).plusSeconds(3600), moved.now());
    assertEquals(clock, moved.machine());
    assertThrows(IllegalArgumentException.class, () -> moved.pin(START));
  }

  @Test
  void aResetLeavesSleepersWhatWasLeft() throws InterruptedException {
    SystemClock system = new SystemClock();
    AdvanceableClock moved =
        new AdvanceableClock(
            system, new AdvanceableClock.Setting(null, Duration.ofDays(9)), Duration.ZERO);
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                moved.sleep(Duration.ofMillis(50));
                woken.add("slept");
              } catch (InterruptedException e) {
                woken.add("interrupted");
              }
            });
    while (moved.sleeping() < 1) {
      Thread.onSpinWait();
    }
    moved.reset();
    assertEquals(AdvanceableClock.Setting.MACHINE, moved.setting());
    thread.join();
    assertEquals("slept", woken.take());
  }

  @Test
  void letsGoOfInterruptedSleepers() throws InterruptedException {
    Thread thread = sleeper("doomed", Duration.ofSeconds(5), 1);
    thread.interrupt();
    assertEquals("doomed interrupted", woken.take());
    thread.join();
    assertEquals(0, clock.sleeping());
  }

  @Test
  void doesNotSleepForNothing() throws InterruptedException {
    clock.sleep(Duration.ZERO);
    clock.sleep(Duration.ofSeconds(-1));
    new SystemClock().sleep(Duration.ofSeconds(-1));
    assertEquals(0, clock.sleeping());
  }

  @Test
  void theSystemClockRunsForward() throws InterruptedException {
    SystemClock system = new SystemClock();
    Instant last = system.now();
    for (int i = 0; i < 10_000; i++) {
      Instant next = system.now();
      assertFalse(next.isBefore(last));
      last = next;
    }
    system.sleep(Duration.ofMillis(2));
    assertTrue(system.now().isAfter(last.plusMillis(1)));
  }
}
