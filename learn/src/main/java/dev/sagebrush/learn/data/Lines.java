package dev.sagebrush.learn.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Walks the lines of a stream in place: each line is a range of {@link #buffer}, valid until the
 * next call. Lines end with LF or CRLF; a UTF-8 byte order mark at the start is skipped.
 */
final class Lines {
  private static final int START = 1 << 17;

  private final InputStream in;
  private final String source;
  private final int maxLine;
  private byte[] buffer = new byte[START];
  private int filled;
  private int next;
  private boolean ended;
  private int start;
  private int end;
  private long number;

  /**
   * Reads from the start of a stream.
   *
   * @param source what messages call the stream
   * @param maxLine longest line accepted, in bytes
   */
  Lines(InputStream in, String source, int maxLine) {
    this.in = in;
    this.source = source;
    this.maxLine = maxLine;
  }

  /** Moves to the next line; false at the end of the stream. */
  boolean next() throws IOException {
    int scan = next;
    while (true) {
      for (int i = scan; i < filled; i++) {
        if (buffer[i] == '\n') {
          line(next, i);
          next = i + 1;
          return true;
        }
      }
      int pending = filled - next;
      if (ended) {
        if (pending == 0) {
          return false;
        }
        line(next, filled);
        next = filled;
        return true;
      }
      fill();
      scan = next + pending;
    }
  }

  private void line(int from, int to) {
    start = from;
    end = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
    if (number++ == 0 && end - start >= 3 && bom(start)) {
      start += 3;
    }
  }

  private boolean bom(int at) {
    return (buffer[at] & 0xff) == 0xef
        && (buffer[at + 1] & 0xff) == 0xbb
        && (buffer[at + 2] & 0xff) == 0xbf;
  }

  private void fill() throws IOException {
    int pending = filled - next;
    if (pending > maxLine) {
      throw Malformed.line(source, number + 1, "the line is longer than " + maxLine + " bytes");
    }
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, pending);
    } else if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    next = 0;
    filled = pending;
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
    } else {
      filled += read;
    }
  }

  /** The bytes in which the current line lies. */
  byte[] buffer() {
    return buffer;
  }

  /** Index of the line's first byte. */
  int start() {
    return start;
  }

  /** Index after the line's last byte, its end mark excluded. */
  int end() {
    return end;
  }

  /** The line's number, from 1. */
  long number() {
    return number;
  }
}
