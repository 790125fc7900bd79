package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.data.CsvRow;

/** Walks the lines of a request in CSV. */
final class CsvRequest {

  private static final byte[] DELIMITERS = {',', '\t', ';', '|', ' ', ':'};

  private CsvRequest() {}

  /** Takes a row: its cells are {@code cells[0 .. count)}. */
  interface Rows {
    void row(float[] cells, int count, int line);
  }

  /**
   * Reads every row; lines without text are passed over.
   *
   * @param cells room for the most that a row may have
   * @return how many there are
   */
  static int read(byte[] body, float[] cells, Rows rows) {
    byte delimiter = 0;
    int count = 0;
    int line = 0;
    for (int at = 0; at < body.length; ) {
      int end = lineEnd(body, at);
      int stop = end > at && body[end - 1] == '\r' ? end - 1 : end;
      line++;
      if (stop > at) {
        if (delimiter == 0) {
          delimiter = delimiter(body, at, stop);
        }
        int found = CsvRow.parse(body, at, stop, delimiter, cells, "The request", line);
        rows.row(cells, found, line);
        count++;
      }
      at = end + 1;
    }
    return count;
  }

  /** Index of the line's end. */
  static int lineEnd(byte[] body, int from) {
    int end = from;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    return end;
  }

  /** The first of the usual delimiters that the line has between other characters. */
  private static byte delimiter(byte[] body, int from, int to) {
    int first = from;
    int last = to - 1;
    while (first < to && body[first] == ' ') {
      first++;
    }
    while (last > first && body[last] == ' ') {
      last--;
    }
    for (byte delimiter : DELIMITERS) {
      for (int i = first; i <= last; i++) {
        if (body[i] == delimiter) {
          return delimiter;
        }
      }
    }
    return ',';
  }
}
