package dev.sagebrush.engine.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the tar format of POSIX: a ustar header of 512 bytes before each content, which is padded
 * to as many; a pax header before it where a name or a size does not fit.
 *
 * <p>Source: IEEE Std 1003.1-2017, <i>pax</i>, "Extended Description".
 */
final class TarWriter {

  static final int BLOCK = 512;
  private static final long LARGEST_OCTAL = 077777777777L;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  void folder(String name, long modified) throws IOException {
    header(name, '5', 0, modified);
  }

  void file(String name, Path content, long modified) throws IOException {
    long size = Files.size(content);
    header(name, '0', size, modified);
    long written;
    try (InputStream stream = Files.newInputStream(content)) {
      written = stream.transferTo(out);
    }
    if (written != size) {
      throw new IOException(name + " changed its size while it was packed");
    }
    pad(size);
  }

  /** Writes the end of the archive and flushes it. */
  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private void header(String name, char type, long size, long modified) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 100 || bytes.length != name.length() || size > LARGEST_OCTAL) {
      byte[] extended =
          (pax("path", name) + pax("size", Long.toString(size))).getBytes(StandardCharsets.UTF_8);
      block(new byte[] {'p', 'a', 'x'}, 'x', extended.length, modified);
      out.write(extended);
      pad(extended.length);
    }
    block(bytes, type, Math.min(size, LARGEST_OCTAL), modified);
  }

  /** A pax record states its own length in its decimal digits. */
  private static String pax(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.getBytes(StandardCharsets.UTF_8).length;
    int total = length + 1;
    while (total != length + Integer.toString(total).length()) {
      total = length + Integer.toString(total).length();
    }
    return total + rest;
  }

  private void block(byte[] name, char type, long size, long modified) throws IOException {
    byte[] block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(100, name.length));
    octal(block, 100, 7, type == '5' ? 0755 : 0644);
    octal(block, 108, 7, 0);
    octal(block, 116, 7, 0);
    octal(block, 124, 11, size);
    octal(block, 136, 11, Math.max(0, modified));
    block[156] = (byte) type;
    put(block, 257, "ustar");
    put(block, 263, "00");
    octal(block, 148, 6, checksum(block));
    block[155] = ' ';
    out.write(block);
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) (-size & BLOCK - 1)]);
  }

  private static void octal(byte[] block, int offset, int digits, long value) {
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      block[offset + i] = (byte) ('0' + (rest & 7));
      rest >>= 3;
    }
  }

  private static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  /** The sum of a header's bytes, with spaces in place of the sum. */
  static long checksum(byte[] block) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
    }
    return sum;
  }
}
