package dev.sagebrush.learn.data;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Parquet with numeric columns at the top level: label columns first, then features. Integers of 32
 * and 64 bits, floats, doubles and truth values are read; null is NaN.
 *
 * @param labels number of label columns, at least 0
 * @see <a href="https://parquet.apache.org/docs/file-format/">Parquet file format</a>
 */
public record ParquetColumns(int labels) implements DataFormat {
  /** Checks the layout. */
  public ParquetColumns {
    if (labels < 0) {
      throw new IllegalArgumentException("labels is " + labels + ", must be at least 0");
    }
  }

  @Override
  public Dataset read(List<Path> files) throws IOException {
    List<ParquetTable> tables = new ArrayList<>();
    for (Path file : files) {
      tables.add(ParquetTable.read(Files.readAllBytes(file), file.getFileName().toString()));
    }
    return dataset(tables, "the data");
  }

  @Override
  public Dataset read(InputStream in, String source) throws IOException {
    return dataset(List.of(ParquetTable.read(in.readAllBytes(), source)), source);
  }

  private Dataset dataset(List<ParquetTable> tables, String source) {
    long rows = tables.stream().mapToLong(ParquetTable::rows).sum();
    if (rows == 0) {
      throw new InvalidDataException(source + " holds no row; at least one is expected");
    }
    int columns = tables.getFirst().columns();
    int features = columns - labels;
    if (features < 1) {
      throw InvalidDataException.of(
          "%s has %d columns, but the first %d are labels and at least one feature must follow",
          tables.getFirst().source(), columns, labels);
    }
    if (rows * columns > Integer.MAX_VALUE - 8) {
      throw InvalidDataException.of("%s has too many values for one data set", source);
    }
    float[] values = new float[(int) rows * features];
    float[] targets = new float[(int) rows * labels];
    int start = 0;
    for (ParquetTable table : tables) {
      if (table.columns() != columns) {
        throw InvalidDataException.of(
            "%s has %d columns, but %s has %d; every file must have the same number",
            table.source(), table.columns(), tables.getFirst().source(), columns);
      }
      place(table, start, targets, values, features);
      start += table.rows();
    }
    return new Dataset(new DenseMatrix((int) rows, features, values), targets, new float[0]);
  }

  private void place(ParquetTable table, int start, float[] targets, float[] values, int features) {
    for (int column = 0; column < table.columns(); column++) {
      float[] cells = table.cells().get(column);
      for (int row = 0; row < table.rows(); row++) {
        if (column >= labels) {
          values[(start + row) * features + column - labels] = cells[row];
        } else if (Float.isNaN(cells[row])) {
          throw Malformed.at(
              table.source(),
              "row " + (row + 1) + ", column " + (column + 1),
              "the label is missing; a number is expected");
        } else {
          targets[(start + row) * labels + column] = cells[row];
        }
      }
    }
  }
}
