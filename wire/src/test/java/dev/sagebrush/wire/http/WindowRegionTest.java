package dev.sagebrush.wire.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowRegionTest {

  private static final int SIZE = 20 << 20;

  @TempDir private Path folder;

  /** Takes a prime number of bytes at a time, and every third time none, as a full socket does. */
  private static final class Sluggish implements WritableByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int calls;

    @Override
    public int write(ByteBuffer bytes) {
      if (++calls % 3 == 0) {
        return 0;
      }
      byte[] some = new byte[Math.min(bytes.remaining(), 700_001)];
      bytes.get(some);
      taken.writeBytes(some);
      return some.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private FileChannel file(byte[] content) throws IOException {
    return FileChannel.open(Files.write(folder.resolve("content"), content));
  }

  private static WindowRegion region(FileChannel file, long position, long length)
      throws IOException {
    FileBody body = new FileBody(file, position, length, new AtomicInteger());
    return new WindowRegion(body, body.window(0));
  }

  @Test
  void sendsEveryByteOfTheStretch() throws IOException {
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    Sluggish target = new Sluggish();
    try (FileChannel file = file(content)) {
      WindowRegion region = region(file, 5, SIZE - 12);
      while (region.transferred() < region.count()) {
        long before = region.transferred();
        long written = region.transferTo(target, before);
        assertEquals(before + written, region.transferred());
      }
      assertEquals(0, region.transferTo(target, region.transferred()));
      assertTrue(region.release());
      assertTrue(file.isOpen(), "others may be reading it");
    }
    assertArrayEquals(Arrays.copyOfRange(content, 5, SIZE - 7), target.taken.toByteArray());
  }

  @Test
  void failsWhereTheContentEndsEarly() throws IOException {
    try (FileChannel file = file(new byte[1000])) {
      WindowRegion region = region(file, 900, 200);
      assertEquals(100, region.transferTo(new Sluggish(), 0));
      assertThrows(IOException.class, () -> region.transferTo(new Sluggish(), 100));
      assertTrue(region.release());
    }
  }
}
