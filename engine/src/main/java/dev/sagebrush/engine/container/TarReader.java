package dev.sagebrush.engine.container;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tar formats in use: ustar, pax, and GNU's long names and sizes.
 *
 * <p>Source: IEEE Std 1003.1-2017, <i>pax</i>; GNU tar manual, "Basic Tar Format".
 */
final class TarReader {

  private static final int BLOCK = TarWriter.BLOCK;
  private static final int LONGEST_EXTENSION = 1 << 20;

  private final InputStream in;
  private long left;
  private long padding;

  /** A file or folder of the archive. */
  record Entry(String name, long size, boolean folder) {}

  TarReader(InputStream in) {
    this.in = in;
  }

  /** The next file or folder; null at the end. What was not read of the one before is skipped. */
  @Nullable Entry next() throws IOException {
    skip(left + padding);
    left = 0;
    padding = 0;
    String longName = null;
    long longSize = -1;
    for (byte[] block = block(); block != null; block = block()) {
      long size = number(block, 124, 12);
      char type = (char) (block[156] & 0xff);
      switch (type) {
        case 'x' -> {
          Pax pax = Pax.of(extension(size));
          longName = pax.path == null ? longName : pax.path;
          longSize = pax.size < 0 ? longSize : pax.size;
        }
        case 'g' -> extension(size);
        case 'L' -> longName = text(extension(size), 0, (int) size);
        case '0', '\0', '7', '5' -> {
          long actual = longSize < 0 ? size : longSize;
          return entry(longName == null ? name(block) : longName, actual, type == '5');
        }
        default -> throw new IOException("the archive holds a link or device: " + name(block));
      }
    }
    return null;
  }

  private Entry entry(String name, long size, boolean folder) throws IOException {
    if (size < 0 || name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IOException("the archive has a broken header");
    }
    left = folder ? 0 : size;
    padding = -left & BLOCK - 1;
    return new Entry(name, left, folder || name.endsWith("/"));
  }

  /** Copies the content of the present entry. */
  void content(OutputStream out) throws IOException {
    byte[] chunk = new byte[1 << 16];
    while (left > 0) {
      int n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (n < 0) {
        throw new EOFException("the archive is cut short");
      }
      out.write(chunk, 0, n);
      left -= n;
    }
  }

  /** A header; null at the end, which a block of zeros marks. */
  private byte @Nullable [] block() throws IOException {
    byte[] block = in.readNBytes(BLOCK);
    if (block.length == 0) {
      return null;
    }
    if (block.length < BLOCK) {
      throw new EOFException("the archive is cut short");
    }
    long sum = TarWriter.checksum(block);
    if (sum == 8 * ' ' && block[0] == 0) {
      return null;
    }
    if (number(block, 148, 8) != sum) {
      throw new IOException("not a tar archive, or a damaged one");
    }
    return block;
  }

  private byte[] extension(long size) throws IOException {
    if (size < 0 || size > LONGEST_EXTENSION) {
      throw new IOException("the archive has an extended header of " + size + " bytes");
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException("the archive is cut short");
    }
    skip(-size & BLOCK - 1);
    return bytes;
  }

  private void skip(long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw new IOException("the archive is cut short", e);
    }
  }

  private static String name(byte[] block) {
    String name = text(block, 0, 100);
    boolean posix = block[257] == 'u' && block[262] == 0;
    String prefix = posix ? text(block, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] bytes, int offset, int most) {
    int end = offset;
    while (end < offset + most && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
  }

  /** Octal digits, or with the first bit set GNU's binary. */
  private static long number(byte[] block, int offset, int length) throws IOException {
    long value = 0;
    if ((block[offset] & 0x80) != 0) {
      for (int i = offset + length - 8; i < offset + length; i++) {
        value = value << 8 | block[i] & 0xff;
      }
      return value;
    }
    for (int i = offset; i < offset + length; i++) {
      int digit = block[i];
      if (digit >= '0' && digit <= '7') {
        value = value << 3 | digit - '0';
      } else if (digit != ' ' && digit != 0) {
        throw new IOException("not a tar archive, or a damaged one");
      }
    }
    return value;
  }

  /** The records of a pax header that matter here. */
  private record Pax(@Nullable String path, long size) {

    static Pax of(byte[] bytes) throws IOException {
      String path = null;
      long size = -1;
      int at = 0;
      while (at < bytes.length) {
        int space = at;
        int length = 0;
        while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9') {
          length = Math.min(length * 10 + bytes[space++] - '0', LONGEST_EXTENSION);
        }
        int end = at + length;
        if (end > bytes.length || end <= space + 1) {
          throw new IOException("the archive has a broken pax header");
        }
        String record = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
        if (record.startsWith("path=")) {
          path = record.substring("path=".length());
        } else if (record.startsWith("size=")) {
          size = size(record.substring("size=".length()));
        }
        at = end;
      }
      return new Pax(path, size);
    }

    private static long size(String digits) throws IOException {
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        throw new IOException("the archive has a broken pax header", e);
      }
    }
  }
}
