package dev.sagebrush.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.store.Logs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Logs} promise, whatever keeps them. */
public abstract class LogsContract {

  @TempDir Path directory;
  private Logs logs;

  /** Opens the logs of a directory; opened again, they have what was appended before. */
  protected abstract Logs open(Path directory);

  @BeforeEach
  void openLogs() {
    logs = open(directory);
  }

  @AfterEach
  void closeLogs() {
    logs.close();
  }

  private void reopen() {
    logs.close();
    openLogs();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> texts(String log, long offset, int limit) throws IOException {
    return logs.read(log, offset, limit).stream()
        .map(each -> new String(each, StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void keepsRecordsInOrder() throws IOException {
    String log = "/aws/x\u0000y \uD83D\uDE00";
    assertEquals(0, logs.append(log, List.of(bytes("a"), bytes(""), bytes("c"))));
    assertEquals(3, logs.append(log, List.of(bytes("d"))));
    assertEquals(4, logs.append(log, List.of()));
    assertEquals(List.of("a", "", "c", "d"), texts(log, 0, 100));
    assertEquals(List.of("", "c"), texts(log, 1, 2));
    reopen();
    assertEquals(List.of("c", "d"), texts(log, 2, 100));
    assertEquals(List.of(), texts(log, 4, 100));
    assertEquals(List.of(), texts(log, 99, 100));
    assertEquals(List.of(), texts(log, 0, 0));
    assertEquals(4, logs.next(log));
    assertEquals(4, logs.append(log, List.of(bytes("e"))));
    assertEquals(List.of("d", "e"), texts(log, 3, 100));
  }

  @Test
  void knowsNothingOfOtherLogs() throws IOException {
    logs.append("a", List.of(bytes("1")));
    assertEquals(List.of(), texts("b", 0, 10));
    assertEquals(0, logs.first("b"));
    assertEquals(0, logs.next("b"));
    logs.trim("b", 5);
    logs.delete("b");
    assertEquals(List.of("1"), texts("a", 0, 10));
  }

  @Test
  void readsLikeAList() throws IOException {
    Random random = new Random(9);
    List<String> expected = new ArrayList<>();
    for (int step = 0; step < 120; step++) {
      List<byte[]> batch = new ArrayList<>();
      int offset = expected.size();
      for (int i = random.nextInt(8); i >= 0; i--) {
        String text = "r" + expected.size() + "x".repeat(random.nextInt(400));
        batch.add(bytes(text));
        expected.add(text);
      }
      assertEquals(offset, logs.append("log", batch));
      if (step % 40 == 39) {
        reopen();
      }
      int from = random.nextInt(expected.size());
      int count = 1 + random.nextInt(30);
      List<String> wanted = expected.subList(from, Math.min(expected.size(), from + count));
      assertEquals(wanted, texts("log", from, count));
    }
    assertEquals(expected, texts("log", 0, Integer.MAX_VALUE));
  }

  @Test
  void trimsWholeStretches() throws IOException {
    for (int i = 0; i < 100; i++) {
      logs.append("log", List.of(bytes(i + "-" + "x".repeat(1000))));
    }
    logs.trim("log", 60);
    long first = logs.first("log");
    assertTrue(first > 0 && first <= 60, "first " + first);
    assertThrows(IllegalArgumentException.class, () -> logs.read("log", first - 1, 1));
    reopen();
    assertEquals(first, logs.first("log"));
    assertEquals(100 - first, logs.read("log", first, 1000).size());
    assertTrue(texts("log", first, 1).getFirst().startsWith(first + "-"));
    logs.trim("log", 100);
    assertEquals(100, logs.next("log"));
    assertEquals(100, logs.append("log", List.of(bytes("more"))));
    assertEquals(List.of("more"), texts("log", 100, 1));
  }

  @Test
  void deletes() throws IOException {
    logs.append("log", List.of(bytes("old")));
    logs.delete("log");
    assertEquals(List.of(), texts("log", 0, 10));
    reopen();
    assertEquals(0, logs.next("log"));
    assertEquals(0, logs.append("log", List.of(bytes("new"))));
    assertEquals(List.of("new"), texts("log", 0, 10));
  }

  @Test
  void servesManyAtOnce() throws Exception {
    List<Callable<Set<Long>>> work = new ArrayList<>();
    for (int caller = 0; caller < 8; caller++) {
      String own = "own" + caller;
      work.add(() -> {
        Set<Long> offsets = new HashSet<>();
        for (int i = 0; i < 25; i++) {
          offsets.add(logs.append("shared", List.of(bytes(own))));
          assertEquals(i, logs.append(own, List.of(bytes("" + i))));
          assertEquals(List.of("" + i), texts(own, i, 1));
        }
        return offsets;
      });
    }
    Set<Long> offsets = new HashSet<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("caller-", 0).factory())) {
      for (Future<Set<Long>> future : threads.invokeAll(work)) {
        offsets.addAll(future.get());
      }
    }
    assertEquals(200, offsets.size());
    assertEquals(200, texts("shared", 0, 1000).size());
  }
}
