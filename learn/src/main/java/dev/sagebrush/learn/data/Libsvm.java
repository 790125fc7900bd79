package dev.sagebrush.learn.data;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Sparse text: {@code label[:weight] [qid:group] index:value … # comment}, one row a line. An index
 * without a value stands for the value 1; a feature that is not named is missing.
 *
 * @param base the index of the first feature, 0 or 1
 * @param columns least number of columns of the data set; it is wider if an index asks for it
 * @see <a href="https://www.csie.ntu.edu.tw/~cjlin/libsvm/">LIBSVM</a>
 */
public record Libsvm(int base, int columns) implements DataFormat {
  private static final int MAX_LINE = 1 << 26;

  /** Checks the layout. */
  public Libsvm {
    if (base < 0 || base > 1) {
      throw new IllegalArgumentException("the first index is " + base + ", must be 0 or 1");
    }
  }

  /** Indices from 0, as wide as the data. */
  public static Libsvm zeroBased() {
    return new Libsvm(0, 0);
  }

  @Override
  public Dataset read(List<Path> files) throws IOException {
    Rows rows = Rows.sparse();
    for (Path file : files) {
      try (InputStream in = Sources.open(file)) {
        String name = file.getFileName().toString();
        read(new Lines(in, name, MAX_LINE), name, rows);
      }
    }
    return finish(rows, "the data");
  }

  @Override
  public Dataset read(InputStream in, String source) throws IOException {
    Rows rows = Rows.sparse();
    read(new Lines(Sources.unpacked(in), source, MAX_LINE), source, rows);
    return finish(rows, source);
  }

  private Dataset finish(Rows rows, String source) {
    if (rows.count() == 0) {
      throw new InvalidDataException(source + " holds no row; at least one line is expected");
    }
    return rows.dataset(columns);
  }

  private void read(Lines lines, String source, Rows rows) throws IOException {
    LibsvmLine line = new LibsvmLine(base);
    while (lines.next()) {
      if (!line.start(lines.buffer(), lines.start(), lines.end(), source, lines.number())) {
        continue;
      }
      rows.label(line.label());
      if (line.weighted()) {
        rows.weight(line.weight());
      }
      while (line.next()) {
        rows.add(line.column(), line.value());
      }
      if (line.grouped()) {
        rows.group(line.group());
      }
      int repeated = rows.end();
      if (repeated >= 0) {
        throw Malformed.line(
            source, lines.number(), "index " + (repeated + base) + " occurs more than once");
      }
    }
  }

  /**
   * Reads the row in {@code bytes[from, to)} into {@code into}, features that it does not name as
   * NaN, without allocating unless the row is malformed. The label may be left out.
   *
   * @param reader reused from row to row by one thread
   * @throws InvalidDataException if the row is malformed or names a feature beyond {@code into}
   */
  public static void parse(
      LibsvmLine reader, byte[] bytes, int from, int to, float[] into, String source, long line) {
    Arrays.fill(into, Float.NaN);
    if (!reader.startUnlabelled(bytes, from, to, source, line)) {
      return;
    }
    while (reader.next()) {
      if (reader.column() >= into.length) {
        throw Malformed.line(
            source,
            line,
            "feature " + reader.column() + ", but the model has " + into.length + " features");
      }
      into[reader.column()] = reader.value();
    }
  }
}
