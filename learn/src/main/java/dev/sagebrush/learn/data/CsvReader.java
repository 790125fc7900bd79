package dev.sagebrush.learn.data;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.InvalidDataException;
import java.io.IOException;

/** Reads delimited text of one layout from several sources into one data set. */
final class CsvReader {
  private static final byte[] DELIMITERS = {',', ';', '\t', '|', ' ', ':'};

  private final Csv format;
  private final Rows rows = Rows.dense();
  private int columns = -1;
  private String columnsFrom = "";

  CsvReader(Csv format) {
    this.format = format;
  }

  /** Adds all rows of a source; lines without any text are passed over. */
  void read(Lines lines, String source) throws IOException {
    CsvRow row = null;
    while (lines.next()) {
      if (lines.start() == lines.end()) {
        continue;
      }
      if (row == null) {
        row = new CsvRow(delimiter(lines));
        first(row, lines, source);
      } else {
        row.read(lines.buffer(), lines.start(), lines.end(), source, lines.number());
      }
      if (columns < 0) {
        columns = row.count();
        columnsFrom = source + ", line " + lines.number();
      }
      add(row, lines.number(), source);
    }
  }

  /** The data set of all rows read. */
  Dataset finish(String source) {
    if (rows.count() == 0) {
      throw new InvalidDataException(source + " holds no row; at least one line is expected");
    }
    return rows.dataset(0);
  }

  private int delimiter(Lines lines) {
    return format.delimiter() == Csv.SNIFF
        ? sniff(lines.buffer(), lines.start(), lines.end())
        : format.delimiter();
  }

  private static void first(CsvRow row, Lines lines, String source) {
    try {
      row.read(lines.buffer(), lines.start(), lines.end(), source, lines.number());
    } catch (InvalidDataException e) {
      if (looksLikeHeader(lines)) {
        throw new InvalidDataException(
            e.getMessage()
                + ". The line looks like a header: remove it, delimited text has no header line here",
            e);
      }
      throw e;
    }
  }

  /** Names are words: a first line with letters and hardly a digit first in a cell. */
  private static boolean looksLikeHeader(Lines lines) {
    int letters = 0;
    int digits = 0;
    for (int i = lines.start(); i < lines.end(); i++) {
      int lower = lines.buffer()[i] | 0x20;
      letters += lower >= 'a' && lower <= 'z' ? 1 : 0;
      digits += lower >= '0' && lower <= '9' ? 1 : 0;
    }
    return letters > digits;
  }

  private void add(CsvRow row, long line, String source) {
    int fixed = format.labels() + (format.weights() ? 1 : 0);
    if (row.count() != columns) {
      throw Malformed.line(
          source,
          line,
          row.count()
              + " columns, but "
              + columnsFrom
              + " has "
              + columns
              + "; every row must have the same number");
    }
    if (columns <= fixed) {
      throw Malformed.line(
          source,
          line,
          columns
              + " columns, but the first "
              + fixed
              + " are label or weight and at least one feature must follow");
    }
    float[] cells = row.cells();
    for (int i = 0; i < format.labels(); i++) {
      rows.label(present(cells[i], "label", i, line, source));
    }
    if (format.weights()) {
      rows.weight(weight(cells[fixed - 1], fixed - 1, line, source));
    }
    if (format.missing() == Csv.Missing.ERROR) {
      for (int i = fixed; i < columns; i++) {
        present(cells[i], "feature", i, line, source);
      }
    }
    rows.add(cells, fixed, columns);
    rows.end();
  }

  private static float present(float value, String role, int column, long line, String source) {
    if (Float.isNaN(value)) {
      throw Malformed.at(
          source,
          "line " + line + ", column " + (column + 1),
          "the " + role + " is missing; a number is expected");
    }
    return value;
  }

  private static float weight(float value, int column, long line, String source) {
    if (!(value >= 0 && value < Float.POSITIVE_INFINITY)) {
      throw Malformed.at(
          source,
          "line " + line + ", column " + (column + 1),
          "the weight is " + value + "; a finite number of at least 0 is expected");
    }
    return value;
  }

  /**
   * The likeliest delimiter of a line: the one that splits it into most cells that are all numbers
   * or empty; if none does, the one that occurs most; a comma if none occurs.
   */
  static byte sniff(byte[] bytes, int from, int to) {
    byte best = ',';
    long bestScore = 0;
    for (byte delimiter : DELIMITERS) {
      long cells = 0;
      long numbers = 0;
      int end;
      for (int at = from; at <= to; at = end + 1) {
        end = CsvRow.cellEnd(bytes, at, to, delimiter);
        cells++;
        numbers += Decimal.isNone(CsvRow.cell(bytes, at, end)) ? 0 : 1;
      }
      long score = cells == 1 ? 0 : cells + (numbers == cells ? 1L << 40 : 0);
      if (score > bestScore) {
        best = delimiter;
        bestScore = score;
      }
    }
    return best;
  }
}
