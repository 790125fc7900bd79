package dev.sagebrush.store.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.store.BlobRange;
import dev.sagebrush.store.Blobs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Blobs} promise, whatever keeps them. */
public abstract class BlobsContract {

  @TempDir Path directory;
  private Blobs blobs;

  /** Opens the blobs of a directory; opened again, it has what was stored before. */
  protected abstract Blobs open(Path directory);

  @BeforeEach
  void openBlobs() {
    blobs = open(directory);
  }

  @AfterEach
  void closeBlobs() {
    blobs.close();
  }

  private void reopen() {
    blobs.close();
    openBlobs();
  }

  /** Content that differs by seed and has no short period. */
  protected static byte[] content(int length, long seed) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static byte[] all(Blobs blobs, String id) throws IOException {
    return bytes(blobs, id, 0, blobs.size(id));
  }

  private static byte[] bytes(Blobs blobs, String id, long offset, long length) throws IOException {
    try (BlobRange range = blobs.open(id, offset, length)) {
      assertEquals(length, range.length());
      byte[] streamed = range.stream().readAllBytes();
      FileChannel channel = range.channel();
      if (channel != null) {
        ByteBuffer direct = ByteBuffer.allocate((int) length);
        long at = range.position();
        while (direct.hasRemaining()) {
          at += channel.read(direct, at);
        }
        assertArrayEquals(streamed, direct.array());
      }
      return streamed;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 16383, 16384, 16385, 65535, 65536, 65537, 200_000, 20_000_000})
  void givesBackWhatWasStored(int length) throws IOException {
    byte[] content = content(length, length);
    String id = blobs.put(new ByteArrayInputStream(content));
    assertArrayEquals(content, all(blobs, id));
    reopen();
    assertArrayEquals(content, all(blobs, id));
    assertEquals(length, blobs.size(id));
    assertThrows(IndexOutOfBoundsException.class, () -> blobs.open(id, 1, length));
    assertThrows(IndexOutOfBoundsException.class, () -> blobs.open(id, -1, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {3000, 150_000})
  void readsAnyStretch(int length) throws IOException {
    byte[] content = content(length, 1);
    String id = blobs.put(new ByteArrayInputStream(content));
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      int from = random.nextInt(length + 1);
      int to = from + random.nextInt(length - from + 1);
      assertArrayEquals(Arrays.copyOfRange(content, from, to), bytes(blobs, id, from, to - from));
    }
  }

  @Test
  void takesBytesInAnyPortions() throws IOException {
    Random random = new Random(3);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (Blobs.Upload upload = blobs.upload()) {
      for (int i = 0; i < 200; i++) {
        byte[] portion = content(random.nextInt(2000), i);
        upload.write(portion);
        expected.write(portion);
        upload.write(i);
        expected.write(i);
      }
      assertArrayEquals(expected.toByteArray(), all(blobs, upload.commit()));
    }
  }

  @Test
  void forgetsWhatIsNotCommitted() throws IOException {
    for (int length : new int[] {10, 100_000}) {
      Blobs.Upload upload = blobs.upload();
      upload.write(content(length, 4));
      upload.close();
      assertThrows(IllegalStateException.class, upload::commit);
      assertThrows(IllegalStateException.class, () -> upload.write(1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 100_000})
  void deletesUnderOpenReaders(int length) throws IOException {
    byte[] content = content(length, 5);
    String id = blobs.put(new ByteArrayInputStream(content));
    String other = blobs.put(new ByteArrayInputStream(content));
    try (BlobRange range = blobs.open(id, 0, length)) {
      blobs.delete(id);
      assertArrayEquals(content, range.stream().readAllBytes());
    }
    blobs.delete(id);
    assertThrows(NoSuchFileException.class, () -> blobs.open(id, 0, 0));
    assertThrows(NoSuchFileException.class, () -> blobs.size(id));
    assertArrayEquals(content, all(blobs, other));
    reopen();
    assertThrows(NoSuchFileException.class, () -> blobs.size(id));
    assertArrayEquals(content, all(blobs, other));
  }

  @Test
  void knowsNoForeignIds() {
    for (String id : List.of("", "f", "s", "x", "s1.0.zz", "f1.zz", "s9.9.9", "../epoch", "f/x")) {
      assertThrows(NoSuchFileException.class, () -> blobs.open(id, 0, 0), id);
      assertThrows(NoSuchFileException.class, () -> blobs.size(id), id);
    }
  }

  @Test
  void neverGivesAnIdTwice() throws IOException {
    Set<String> ids = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      for (int length : new int[] {1, 1, 20_000, 20_000}) {
        String id = blobs.put(new ByteArrayInputStream(new byte[length]));
        assertNotEquals(false, ids.add(id), id);
        blobs.delete(id);
      }
      reopen();
    }
  }

  @Test
  void listsWhatWasThereAtTheOpening() throws IOException {
    Set<String> expected = new HashSet<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 12; i++) {
        String id = blobs.put(new ByteArrayInputStream(new byte[i % 3 == 0 ? 20_000 : 9000]));
        if (i % 4 == 0) {
          blobs.delete(id);
        } else {
          expected.add(id);
        }
      }
      reopen();
    }
    blobs.put(new ByteArrayInputStream(new byte[9000]));
    blobs.put(new ByteArrayInputStream(new byte[20_000]));
    String gone = expected.iterator().next();
    blobs.delete(gone);
    expected.remove(gone);
    for (int limit : new int[] {1, 5, 1000}) {
      List<String> found = new ArrayList<>();
      List<String> page = blobs.ids("", limit);
      while (!page.isEmpty()) {
        assertTrue(page.size() <= limit);
        found.addAll(page);
        page = blobs.ids(page.getLast(), limit);
      }
      assertEquals(expected.size(), found.size());
      assertEquals(expected, new HashSet<>(found));
    }
  }

  @Test
  void joins() throws IOException {
    List<String> ids = new ArrayList<>();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int length : new int[] {5, 0, 70_000, 65_536, 16_384, 1, 300_000}) {
      byte[] content = content(length, length);
      ids.add(blobs.put(new ByteArrayInputStream(content)));
      expected.write(content);
    }
    String joined = blobs.concat(ids);
    String twice = blobs.concat(List.of(joined, ids.get(0), joined));
    for (String id : ids) {
      blobs.delete(id);
    }
    assertArrayEquals(expected.toByteArray(), all(blobs, joined));
    reopen();
    assertArrayEquals(expected.toByteArray(), bytes(blobs, twice, 0, expected.size()));
    assertArrayEquals(
        expected.toByteArray(), bytes(blobs, twice, expected.size() + 5L, expected.size()));
    assertEquals(0, blobs.size(blobs.concat(List.of())));
    assertThrows(NoSuchFileException.class, () -> blobs.concat(List.of(joined, ids.get(0))));
  }

  @Test
  void servesManyAtOnce() throws Exception {
    List<Callable<Map<String, Integer>>> work = new ArrayList<>();
    for (int caller = 0; caller < 8; caller++) {
      int seed = caller;
      work.add(() -> storeAndDelete(seed));
    }
    Map<String, Integer> kept = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Map<String, Integer>> future : threads.invokeAll(work)) {
        kept.putAll(future.get());
      }
    }
    reopen();
    for (Map.Entry<String, Integer> entry : kept.entrySet()) {
      int seed = entry.getValue();
      assertArrayEquals(content(seed % 5000, seed), all(blobs, entry.getKey()));
    }
  }

  private Map<String, Integer> storeAndDelete(int caller) throws IOException {
    Map<String, Integer> kept = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      int seed = caller * 1000 + i;
      byte[] content = content(seed % 5000, seed);
      String id = blobs.put(new ByteArrayInputStream(content));
      assertArrayEquals(content, all(blobs, id));
      if (i % 4 == 0) {
        kept.put(id, seed);
      } else {
        blobs.delete(id);
      }
    }
    return kept;
  }
}
