package dev.sagebrush.learn.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens data, unpacking gzip where its magic bytes ({@code 1f 8b}) stand at the start. */
public final class Sources {
  private static final int BUFFER = 1 << 16;

  private Sources() {}

  /** The content of a file, unpacked. */
  public static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return unpacked(raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** The content of a stream, unpacked; closing the result closes {@code raw}. */
  public static InputStream unpacked(InputStream raw) throws IOException {
    PushbackInputStream whole = new PushbackInputStream(raw, 2);
    byte[] head = whole.readNBytes(2);
    whole.unread(head);
    boolean packed = head.length == 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b;
    return packed ? new GZIPInputStream(whole, BUFFER) : whole;
  }
}
