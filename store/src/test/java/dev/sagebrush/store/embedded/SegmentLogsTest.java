package dev.sagebrush.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.store.Logs;
import dev.sagebrush.store.contract.LogsContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With segments so small that the contract's tests fill several. */
final class SegmentLogsTest extends LogsContract {

  @Override
  protected Logs open(Path directory) {
    return SegmentLogs.open(directory, 8 * 1024);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Path onlySegment(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }

  @Test
  void cutsATornTailAtEveryLength(@TempDir Path directory) throws IOException {
    int whole;
    try (Logs logs = open(directory)) {
      logs.append("log", List.of(bytes("kept")));
      whole = (int) Files.size(onlySegment(directory));
      logs.append("log", List.of(bytes("torn"), bytes("too")));
    }
    Path segment = onlySegment(directory);
    byte[] all = Files.readAllBytes(segment);
    for (int length = whole; length < all.length; length++) {
      Files.write(segment, Arrays.copyOf(all, length));
      try (Logs logs = open(directory)) {
        assertEquals(1, logs.next("log"), "length " + length);
        assertEquals(1, logs.append("log", List.of(bytes("again"))));
        assertEquals(2, logs.read("log", 0, 10).size());
      }
    }
  }

  @Test
  void forgivesASegmentThatWasJustBeingMade(@TempDir Path directory) throws IOException {
    try (Logs logs = open(directory)) {
      logs.append("log", List.of(bytes("kept")));
    }
    Path torn = onlySegment(directory).resolveSibling(LogSegment.fileName(1));
    Files.write(torn, new byte[] {0x53, 0x42});
    try (Logs logs = open(directory)) {
      assertEquals(1, logs.next("log"));
      for (int i = 1; i < 20; i++) {
        assertEquals(i, logs.append("log", List.of(new byte[1000])));
      }
    }
    try (Logs logs = open(directory)) {
      assertEquals(20, logs.read("log", 0, 100).size());
    }
  }

  @Test
  void noticesDamageUnderAReader(@TempDir Path directory) throws IOException {
    try (Logs logs = open(directory)) {
      logs.append("log", List.of(bytes("first")));
      logs.append("log", List.of(bytes("second")));
      Path segment = onlySegment(directory);
      byte[] all = Files.readAllBytes(segment);
      all[all.length - 1] ^= 1;
      Files.write(segment, all);
      assertEquals(1, logs.read("log", 0, 1).size());
      assertThrows(IOException.class, () -> logs.read("log", 0, 2));
    }
  }

  @Test
  void readsTheGoldenFileOfVersionOne(@TempDir Path directory) throws IOException {
    String name = GoldenFiles.LOG_DIRECTORY + '/' + LogSegment.fileName(0);
    Path target = directory.resolve("logs").resolve(name);
    Files.createDirectories(target.getParent());
    try (InputStream golden = SegmentLogsTest.class.getResourceAsStream("logs-v1/" + name)) {
      Files.copy(Objects.requireNonNull(golden), target);
    }
    try (Logs logs = open(directory)) {
      List<byte[]> records = logs.read("golden", 0, 10);
      assertEquals(3, records.size());
      assertEquals("one", new String(records.get(0), StandardCharsets.UTF_8));
      assertEquals("", new String(records.get(1), StandardCharsets.UTF_8));
      assertEquals("thrée", new String(records.get(2), StandardCharsets.UTF_8));
    }
  }

  @Test
  void keepsEveryAcknowledgedRecordOfAKilledProcess(@TempDir Path directory) throws Exception {
    long acknowledged = KilledChild.run(Writer.class, directory, 500);
    Set<String> found = new HashSet<>();
    try (Logs logs = open(directory)) {
      for (byte[] each : logs.read("log", 0, Integer.MAX_VALUE)) {
        assertTrue(found.add(new String(each, StandardCharsets.UTF_8)));
      }
    }
    for (long i = 0; i < acknowledged; i++) {
      assertTrue(found.contains(i + "a") && found.contains(i + "b"), "record " + i);
    }
  }

  /** The child: appends numbered pairs. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      Logs logs = SegmentLogs.open(Path.of(arguments[0]), 8 * 1024);
      KilledChild.acknowledgeForEver(
          i -> logs.append("log", List.of(bytes(i + "a"), bytes(i + "b"))));
    }
  }
}
