package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.data.Libsvm;
import dev.sagebrush.learn.data.RecordIoProtobuf;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads the rows of a request to XGBoost. A row may have the model's d columns; d − 1, the last of
 * which is then missing; or, in CSV, d + 1, of which the first is then taken for a label.
 */
final class XgboostRequest {

  private final int columns;

  /** Requests to a model with so many features. */
  XgboostRequest(int columns) {
    this.columns = columns;
  }

  /** Rows in CSV. */
  Matrix csv(byte[] body, Workspace space) {
    Floats features = space.features;
    int rows =
        CsvRequest.read(
            body,
            space.row,
            (cells, count, line) -> {
              if (count < columns - 1) {
                throw InvalidDataException.of(
                    "Feature size of csv inference data %d is not consistent with feature size of"
                        + " trained model %d. (line %d)",
                    count, columns, line);
              }
              features.add(cells, count > columns ? 1 : 0, Math.min(count, columns));
              if (count < columns) {
                features.add(Float.NaN);
              }
            });
    return new DenseMatrix(rows, columns, features.array());
  }

  /**
   * Rows in libsvm text, with or without a label. Indices count from 0, or from 1 when that alone
   * fits the model.
   */
  Matrix libsvm(byte[] body, Workspace space) {
    Floats features = space.features;
    float[] row = space.row;
    int rows = 0;
    int line = 0;
    boolean zero = false;
    boolean beyond = false;
    for (int at = 0; at < body.length; ) {
      int end = CsvRequest.lineEnd(body, at);
      line++;
      if (!blank(body, at, end)) {
        Libsvm.parse(space.libsvm, body, at, end, row, "The request", line);
        zero |= !Float.isNaN(row[0]);
        beyond |= !Float.isNaN(row[columns]);
        features.add(row, 0, columns + 1);
        rows++;
      }
      at = end + 1;
    }
    if (zero && beyond) {
      throw InvalidDataException.of(
          "Feature size of libsvm inference data %d is larger than feature size of trained model"
              + " %d.",
          columns + 1, columns);
    }
    float[] wide = features.array();
    int shift = beyond ? 1 : 0;
    float[] values = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(wide, i * (columns + 1) + shift, values, i * columns, columns);
    }
    return new DenseMatrix(rows, columns, values);
  }

  private static boolean blank(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  /** Rows in RecordIO-protobuf, dense or sparse. */
  Matrix recordIo(byte[] body) {
    Matrix matrix;
    try {
      matrix =
          new RecordIoProtobuf().read(new ByteArrayInputStream(body), "The request").features();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean fits =
        switch (matrix) {
          case DenseMatrix dense -> columns - dense.columns() <= 1 && dense.columns() <= columns;
          case SparseMatrix sparse -> sparse.columns() <= columns;
        };
    if (!fits) {
      throw InvalidDataException.of(
          "Feature size of recordio-protobuf inference data %d is not consistent with feature size"
              + " of trained model %d.",
          matrix.columns(), columns);
    }
    return matrix;
  }
}
