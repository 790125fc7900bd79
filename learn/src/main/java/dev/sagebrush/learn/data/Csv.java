package dev.sagebrush.learn.data;

import dev.sagebrush.learn.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Delimited text without a header line: label columns first, then an optional weight column, then
 * features, one row a line. A cell is a decimal number (see {@link Decimal}), may be quoted with
 * {@code "}, may have blanks around it, and counts as missing when empty.
 *
 * @param delimiter the byte between cells, or {@link #SNIFF} to tell it from the first line
 * @param labels number of label columns, at least 0
 * @param weights whether a weight column follows the labels
 * @param missing what an empty feature cell means
 */
public record Csv(int delimiter, int labels, boolean weights, Missing missing)
    implements DataFormat {
  /** Find the delimiter in the first line: one of {@code , ; tab | space :}. */
  public static final int SNIFF = 0;

  private static final int MAX_LINE = 1 << 26;

  /** What an empty feature cell means. */
  public enum Missing {
    /** The value is not known: NaN. */
    NAN,
    /** The data is malformed. */
    ERROR
  }

  /** Checks the layout. */
  public Csv {
    if (labels < 0) {
      throw new IllegalArgumentException("labels is " + labels + ", must be at least 0");
    }
    if (delimiter < 0 || delimiter > 0x7f || delimiter == '"' || delimiter == '\n') {
      throw new IllegalArgumentException("a delimiter is one ASCII character other than \" and LF");
    }
  }

  /** Delimiter told from the first line, one label column, no weights, empty cells as NaN. */
  public static Csv labelled() {
    return new Csv(SNIFF, 1, false, Missing.NAN);
  }

  /** Delimiter told from the first line, features only, empty cells as NaN. */
  public static Csv unlabelled() {
    return new Csv(SNIFF, 0, false, Missing.NAN);
  }

  @Override
  public Dataset read(List<Path> files) throws IOException {
    CsvReader reader = new CsvReader(this);
    for (Path file : files) {
      try (InputStream in = Sources.open(file)) {
        String name = file.getFileName().toString();
        reader.read(new Lines(in, name, MAX_LINE), name);
      }
    }
    return reader.finish(
        files.size() == 1 ? files.getFirst().getFileName().toString() : "the data");
  }

  @Override
  public Dataset read(InputStream in, String source) throws IOException {
    CsvReader reader = new CsvReader(this);
    reader.read(new Lines(Sources.unpacked(in), source, MAX_LINE), source);
    return reader.finish(source);
  }
}
