package dev.sagebrush.learn.data;

import dev.sagebrush.learn.InvalidDataException;
import java.util.Arrays;

/**
 * One row of delimited text, read into an array the caller supplies and reuses: nothing is
 * allocated unless the row is malformed. Not safe for use by several threads at once.
 */
public final class CsvRow {
  private final byte delimiter;
  private float[] cells;
  private int count;

  /** Rows with {@code delimiter} between their cells. */
  public CsvRow(int delimiter) {
    this.delimiter = (byte) delimiter;
    this.cells = new float[64];
  }

  /**
   * Reads the row in {@code bytes[from, to)}, without its line end, into {@code into}.
   *
   * @param source what messages call the text
   * @param line the row's number for messages, from 1
   * @return the number of cells; empty ones are NaN
   * @throws InvalidDataException if a cell is no number or there are more than {@code into} holds
   */
  public static int parse(
      byte[] bytes, int from, int to, int delimiter, float[] into, String source, long line) {
    int at = from;
    int cell = 0;
    while (true) {
      int end = cellEnd(bytes, at, to, (byte) delimiter);
      if (cell == into.length) {
        throw Malformed.line(source, line, "more than the " + into.length + " columns expected");
      }
      float value = cell(bytes, at, end);
      if (Decimal.isNone(value)) {
        throw notANumber(bytes, at, end, source, line, cell + 1);
      }
      into[cell++] = value;
      if (end >= to) {
        return cell;
      }
      at = end + 1;
    }
  }

  /** Reads a row as {@link #parse} does, into {@link #cells}, as many as there are. */
  void read(byte[] bytes, int from, int to, String source, long line) {
    int at = from;
    count = 0;
    while (true) {
      int end = cellEnd(bytes, at, to, delimiter);
      float value = cell(bytes, at, end);
      if (Decimal.isNone(value)) {
        throw notANumber(bytes, at, end, source, line, count + 1);
      }
      if (count == cells.length) {
        cells = Arrays.copyOf(cells, count * 2);
      }
      cells[count++] = value;
      if (end >= to) {
        return;
      }
      at = end + 1;
    }
  }

  /** The cells of the row last read: the first {@link #count} elements. */
  float[] cells() {
    return cells;
  }

  /** Number of cells of the row last read. */
  int count() {
    return count;
  }

  /** Index of the delimiter that ends the cell at {@code at}, or {@code to}. */
  static int cellEnd(byte[] bytes, int at, int to, byte delimiter) {
    boolean quoted = false;
    for (int i = at; i < to; i++) {
      byte b = bytes[i];
      if (b == delimiter && !quoted) {
        return i;
      }
      quoted ^= b == '"';
    }
    return to;
  }

  /** The number in a cell: NaN when empty, {@link Decimal#NONE} when it is none. */
  static float cell(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && blank(bytes[start])) {
      start++;
    }
    while (end > start && blank(bytes[end - 1])) {
      end--;
    }
    if (end - start >= 2 && bytes[start] == '"' && bytes[end - 1] == '"') {
      start++;
      end--;
    }
    return start == end ? Float.NaN : Decimal.parse(bytes, start, end);
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  static InvalidDataException notANumber(
      byte[] bytes, int from, int to, String source, long line, int column) {
    return Malformed.at(
        source,
        "line " + line + ", column " + column,
        Malformed.shown(bytes, from, to) + " is not a number; every cell must be numeric");
  }
}
