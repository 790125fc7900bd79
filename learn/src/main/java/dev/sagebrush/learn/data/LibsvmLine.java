package dev.sagebrush.learn.data;

import dev.sagebrush.learn.InvalidDataException;

/** Walks the parts of a line of libsvm text in place. Not safe for use by several threads. */
public final class LibsvmLine {
  private static final int MAX_COLUMN = Integer.MAX_VALUE - 2;

  private final int base;
  private byte[] bytes = {};
  private int at;
  private int to;
  private String source = "";
  private long line;
  private float label;
  private float weight;
  private boolean weighted;
  private boolean grouped;
  private int query;
  private int column;
  private float value;

  /**
   * A reader of lines.
   *
   * @param base the index of the first feature, 0 or 1
   */
  public LibsvmLine(int base) {
    this.base = base;
  }

  /** Starts a line with its label; false if there is nothing on it. */
  boolean start(byte[] buffer, int from, int end, String name, long number) {
    if (!open(buffer, from, end, name, number)) {
      return false;
    }
    int stop = tokenEnd();
    int colon = colon(at, stop);
    label = number(at, colon < 0 ? stop : colon, "the label");
    if (Float.isNaN(label)) {
      throw Malformed.line(name, number, "the label is not a number");
    }
    weighted = colon >= 0;
    weight = weighted ? number(colon + 1, stop, "the weight") : 1;
    if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
      throw Malformed.line(
          name, number, "the weight is " + weight + "; a finite number of at least 0 is expected");
    }
    at = stop;
    return true;
  }

  /** Starts a line whose label, if any, is passed over; false if there is nothing on it. */
  boolean startUnlabelled(byte[] buffer, int from, int end, String name, long number) {
    if (!open(buffer, from, end, name, number)) {
      return false;
    }
    int stop = tokenEnd();
    if (colon(at, stop) < 0) {
      number(at, stop, "the label");
      at = stop;
    }
    return true;
  }

  private boolean open(byte[] buffer, int from, int end, String name, long number) {
    bytes = buffer;
    at = from;
    to = end;
    source = name;
    line = number;
    grouped = false;
    for (int i = from; i < end; i++) {
      if (buffer[i] == '#') {
        to = i;
        break;
      }
    }
    skipBlanks();
    return at < to;
  }

  /** Moves to the next feature; false at the end of the line. */
  boolean next() {
    while (true) {
      skipBlanks();
      if (at >= to) {
        return false;
      }
      int stop = tokenEnd();
      int colon = colon(at, stop);
      boolean group = colon == at + 3 && bytes[at] == 'q' && bytes[at + 2] == 'd';
      if (group) {
        query = whole(colon + 1, stop);
        grouped = true;
      } else {
        column = index(at, colon < 0 ? stop : colon);
        value = colon < 0 ? 1 : number(colon + 1, stop, "the value");
      }
      at = stop;
      if (!group) {
        return true;
      }
    }
  }

  private int whole(int from, int end) {
    float number = number(from, end, "the group");
    if (!(number >= 0 && number < 1 << 24 && number == (int) number)) {
      throw Malformed.line(
          source,
          line,
          "the group "
              + Malformed.shown(bytes, from, end)
              + " must be an integer of at least 0 and less than 2^24");
    }
    return (int) number;
  }

  private int index(int from, int end) {
    long index = 0;
    for (int i = from; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || index > MAX_COLUMN) {
        throw badIndex(from, end);
      }
      index = index * 10 + digit;
    }
    index -= base;
    if (from == end || index < 0 || index > MAX_COLUMN) {
      throw badIndex(from, end);
    }
    return (int) index;
  }

  private InvalidDataException badIndex(int from, int end) {
    return Malformed.at(
        source,
        "line " + line + ", byte " + (from + 1),
        Malformed.shown(bytes, from, end)
            + " is not a feature index; index:value is expected, with an integer index from "
            + base);
  }

  private float number(int from, int end, String role) {
    float number = Decimal.parse(bytes, from, end);
    if (Decimal.isNone(number)) {
      throw Malformed.line(
          source, line, role + " " + Malformed.shown(bytes, from, end) + " is not a number");
    }
    return number;
  }

  private void skipBlanks() {
    while (at < to && blank(bytes[at])) {
      at++;
    }
  }

  private int tokenEnd() {
    int end = at;
    while (end < to && !blank(bytes[end])) {
      end++;
    }
    return end;
  }

  private int colon(int from, int end) {
    for (int i = from; i < end; i++) {
      if (bytes[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  /** The label of the line. */
  float label() {
    return label;
  }

  /** The weight of the line; 1 if none is written. */
  float weight() {
    return weight;
  }

  /** Whether a weight is written. */
  boolean weighted() {
    return weighted;
  }

  /** Whether a query id has been passed on this line. */
  boolean grouped() {
    return grouped;
  }

  /** The query id passed. */
  int group() {
    return query;
  }

  /** The current feature, from 0. */
  int column() {
    return column;
  }

  /** The current feature's value. */
  float value() {
    return value;
  }
}
