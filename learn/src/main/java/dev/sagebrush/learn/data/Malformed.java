package dev.sagebrush.learn.data;

import dev.sagebrush.learn.InvalidDataException;

/** Words for malformed input: the source, the place in it, what was found, what was expected. */
final class Malformed {
  private static final int SHOWN = 60;

  private Malformed() {}

  /** The error {@code source, where: what}. */
  static InvalidDataException at(String source, String where, String what) {
    return new InvalidDataException(source + ", " + where + ": " + what);
  }

  /** The error at a line of text. */
  static InvalidDataException line(String source, long line, String what) {
    return at(source, "line " + line, what);
  }

  /** Bytes as they may be shown in a message: quoted, printable, shortened. */
  static String shown(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder("'");
    int end = Math.min(to, from + SHOWN);
    for (int i = from; i < end; i++) {
      int b = bytes[i] & 0xff;
      text.append(b >= ' ' && b < 0x7f ? (char) b : '?');
    }
    return text.append(to > end ? "…'" : "'").toString();
  }
}
