package dev.sagebrush.store.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.store.BlobRange;
import dev.sagebrush.store.BlobWindow;
import dev.sagebrush.store.Blobs;
import dev.sagebrush.store.CorruptBlobException;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.contract.BlobsContract;
import dev.sagebrush.store.contract.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With segments so small that every test of the contract fills and compacts some. */
final class FileBlobsTest extends BlobsContract {

  private static final long SMALL_SEGMENTS = 32 * 1024;

  @Override
  protected Blobs open(Path directory) {
    return FileBlobs.open(directory, SMALL_SEGMENTS);
  }

  private static String put(Blobs blobs, byte[] content) throws IOException {
    return blobs.put(new ByteArrayInputStream(content));
  }

  private static byte[] read(Blobs blobs, String id) throws IOException {
    try (BlobRange range = blobs.open(id, 0, blobs.size(id))) {
      return range.stream().readAllBytes();
    }
  }

  private static long bytesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static byte[] throughWindows(BlobRange range) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < range.length()) {
      try (BlobWindow window = Objects.requireNonNull(range.window(all.size()))) {
        byte[] bytes = new byte[window.bytes().remaining()];
        window.bytes().get(bytes);
        all.writeBytes(bytes);
      }
    }
    return all.toByteArray();
  }

  @Test
  void largeContentIsReadThroughMappedWindows(@TempDir Path directory) throws IOException {
    byte[] content = content(2 * MappedWindows.SIZE + 77, 1);
    try (FileBlobs blobs = FileBlobs.open(directory)) {
      String id = put(blobs, content);
      int from = MappedWindows.SIZE - 3;
      try (BlobRange whole = blobs.open(id, 0, content.length);
          BlobRange part = blobs.open(id, from, MappedWindows.SIZE + 10)) {
        assertArrayEquals(content, throughWindows(whole));
        byte[] expected = Arrays.copyOfRange(content, from, from + MappedWindows.SIZE + 10);
        assertArrayEquals(expected, throughWindows(part));
        assertArrayEquals(expected, throughWindows(part), "again, out of the kept windows");
      }
    }
  }

  @Test
  void aWindowOutlivesItsContentAndItsPlaceAmongTheKept(@TempDir Path directory)
      throws IOException {
    byte[] content = content(3 << 20, 2);
    try (FileBlobs blobs = FileBlobs.open(directory)) {
      String id = put(blobs, content);
      try (BlobRange range = blobs.open(id, 0, content.length);
          BlobWindow window = Objects.requireNonNull(range.window(0))) {
        blobs.delete(id);
        String other = put(blobs, content(20 * MappedWindows.SIZE, 3));
        try (BlobRange many = blobs.open(other, 0, blobs.size(other))) {
          throughWindows(many);
        }
        byte[] bytes = new byte[window.bytes().remaining()];
        window.bytes().get(bytes);
        assertArrayEquals(content, bytes);
      }
    }
  }

  @Test
  void reclaimsSegmentSpace(@TempDir Path directory) throws IOException {
    List<String> ids = new ArrayList<>();
    try (FileBlobs blobs = FileBlobs.open(directory, SMALL_SEGMENTS)) {
      for (int i = 0; i < 100; i++) {
        ids.add(put(blobs, content(4096, i)));
      }
      for (int i = 0; i < 90; i++) {
        if (i % 9 != 0) {
          blobs.delete(ids.get(i));
        }
      }
      blobs.awaitMaintenance();
      assertTrue(bytesIn(directory.resolve("packed")) < 35 * 4200);
      for (int i = 0; i < 90; i += 9) {
        assertArrayEquals(content(4096, i), read(blobs, ids.get(i)));
      }
    }
    // Again, from what another process finds: the compacted files have no counts in memory.
    try (FileBlobs blobs = FileBlobs.open(directory, SMALL_SEGMENTS)) {
      for (int i = 0; i < 100; i++) {
        if (i % 9 != 0 || i >= 90) {
          blobs.delete(ids.get(i));
        } else {
          assertArrayEquals(content(4096, i), read(blobs, ids.get(i)));
          blobs.delete(ids.get(i));
        }
      }
      blobs.awaitMaintenance();
      assertEquals(0, bytesIn(directory.resolve("packed")));
    }
  }

  @Test
  void roomMadeAheadIsNoContent(@TempDir Path directory, @TempDir Path other) throws IOException {
    List<String> ids = new ArrayList<>();
    Path packed = Files.createDirectories(other.resolve("packed"));
    try (FileBlobs blobs = FileBlobs.open(directory, SMALL_SEGMENTS)) {
      for (int i = 0; i < 3; i++) {
        ids.add(put(blobs, content(500, i)));
      }
      assertEquals(SMALL_SEGMENTS, bytesIn(directory.resolve("packed")));
      // What a crash of the machine would leave now.
      try (Stream<Path> files = Files.list(directory.resolve("packed"))) {
        for (Path file : files.toList()) {
          Files.copy(file, packed.resolve(file.getFileName()));
        }
      }
      Files.copy(directory.resolve("epoch"), other.resolve("epoch"));
    }
    assertEquals(16 + 3 * (24 + 500), bytesIn(directory.resolve("packed")));
    try (FileBlobs blobs = FileBlobs.open(other, SMALL_SEGMENTS)) {
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(content(500, i), read(blobs, ids.get(i)));
      }
      assertEquals(ids.stream().sorted().toList(), blobs.ids("", 10));
      blobs.delete(ids.get(0));
      blobs.delete(ids.get(1));
      blobs.delete(ids.get(2));
      assertThrows(NoSuchFileException.class, () -> read(blobs, ids.get(1)));
    }
  }

  @Test
  void removesWhatACrashLeft(@TempDir Path directory) throws IOException {
    String small;
    String large;
    try (Blobs blobs = open(directory)) {
      small = put(blobs, content(500, 1));
      large = put(blobs, content(50_000, 1));
      Blobs.Upload abandoned = blobs.upload();
      abandoned.write(new byte[100_000]);
    }
    Path segment =
        directory.resolve("packed").resolve(small.substring(1, small.lastIndexOf('.')) + ".0");
    // A torn append, and a compaction that was killed before it removed the old generation.
    Files.write(segment, new byte[] {0x4c, 0x49}, java.nio.file.StandardOpenOption.APPEND);
    Path next = Path.of(segment.toString().replaceFirst("0$", "1"));
    Files.copy(segment, next);
    try (Blobs blobs = open(directory)) {
      assertArrayEquals(content(500, 1), read(blobs, small));
      assertArrayEquals(content(50_000, 1), read(blobs, large));
      assertTrue(Files.notExists(segment));
      assertEquals(0, bytesIn(directory.resolve("unfinished")));
    }
  }

  @Test
  void noticesDamage(@TempDir Path directory) throws IOException {
    try (Blobs blobs = open(directory)) {
      String small = put(blobs, content(500, 1));
      String large = put(blobs, content(200_000, 1));
      Path segment =
          directory.resolve("packed").resolve(small.substring(1, small.lastIndexOf('.')) + ".0");
      flip(segment, PackedSegment.HEADER + PackedEntry.HEADER + 250);
      flip(directory.resolve("files").resolve(large), 100_000);
      assertThrows(CorruptBlobException.class, () -> read(blobs, small));
      assertThrows(CorruptBlobException.class, () -> read(blobs, large));
      try (BlobRange intact = blobs.open(large, 0, 65_536)) {
        assertEquals(65_536, intact.stream().readAllBytes().length);
      }
      flip(directory.resolve("files").resolve(large), 200_003);
      assertThrows(CorruptBlobException.class, () -> read(blobs, large));
    }
  }

  private static void flip(Path file, long position) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(position);
      int before = bytes.read();
      bytes.seek(position);
      bytes.write(before ^ 1);
    }
  }

  @Test
  void readsTheGoldenFilesOfVersionOne(@TempDir Path directory) throws IOException {
    for (String name : List.of("packed/1.0.0", "packed/2.0.1", "files/f1.0")) {
      Path target = directory.resolve(name);
      Files.createDirectories(target.getParent());
      try (InputStream golden = FileBlobsTest.class.getResourceAsStream("blobs-v1/" + name)) {
        Files.copy(Objects.requireNonNull(golden), target);
      }
    }
    try (Blobs blobs = open(directory)) {
      for (GoldenFiles.GoldenBlob golden : GoldenFiles.BLOBS) {
        assertArrayEquals(
            content(golden.length(), golden.length()), read(blobs, golden.id()), golden.id());
      }
    }
  }

  @Test
  void keepsEveryAcknowledgedBlobOfAKilledProcess(@TempDir Path directory) throws Exception {
    long acknowledged = KilledChild.run(Writer.class, directory, 300);
    try (Tables tables = SqliteTables.open(directory);
        Blobs blobs = open(directory)) {
      Table<Sample> names = tables.table(TableSpec.of("names", Sample.class));
      for (long i = 0; i < acknowledged; i++) {
        Sample name = Objects.requireNonNull(names.get(Long.toString(i)));
        assertArrayEquals(Writer.contentOf(i), read(blobs, name.name()));
      }
      assertEquals(0, bytesIn(directory.resolve("unfinished")));
    }
  }

  /** The child: stores blobs of both forms, deletes every third, names the others in a table. */
  static final class Writer {
    private Writer() {}

    static byte[] contentOf(long number) {
      return content(number % 10 == 0 ? 40_000 : 2000, number);
    }

    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[0]);
      Tables tables = SqliteTables.open(directory);
      Table<Sample> names = tables.table(TableSpec.of("names", Sample.class));
      Blobs blobs = FileBlobs.open(directory, SMALL_SEGMENTS);
      KilledChild.acknowledgeForEver(i -> {
        String doomed = put(blobs, contentOf(i + 1));
        String id = put(blobs, contentOf(i));
        blobs.delete(doomed);
        names.put(Long.toString(i), Sample.named(id));
      });
    }
  }
}
