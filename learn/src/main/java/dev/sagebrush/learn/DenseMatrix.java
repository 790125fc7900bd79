package dev.sagebrush.learn;

import java.util.Arrays;
import java.util.Objects;

/**
 * A row-major matrix; the array is shared, not copied, and must not be written after the hand-over.
 *
 * @param rows at least 0
 * @param columns at least 0
 * @param values at least {@code rows × columns}; row r starts at {@code r × columns}
 */
public record DenseMatrix(int rows, int columns, float[] values) implements Matrix {

  public DenseMatrix {
    if (rows < 0 || columns < 0 || (long) rows * columns > values.length) {
      throw new IllegalArgumentException(
          rows + " rows of " + columns + " columns do not fit " + values.length + " values");
    }
  }

  @Override
  public long stored() {
    return (long) rows * columns;
  }

  @Override
  public void copyRow(int row, float[] target, int at) {
    Objects.checkIndex(row, rows);
    System.arraycopy(values, row * columns, target, at, columns);
  }

  @Override
  public DenseMatrix slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new DenseMatrix(
        to - from, columns, Arrays.copyOfRange(values, from * columns, to * columns));
  }

  @Override
  public DenseMatrix select(int[] chosen) {
    float[] copy = new float[Math.multiplyExact(chosen.length, columns)];
    for (int i = 0; i < chosen.length; i++) {
      copyRow(chosen[i], copy, i * columns);
    }
    return new DenseMatrix(chosen.length, columns, copy);
  }

  @Override
  public DenseMatrix dense() {
    return this;
  }

  @Override
  public long fingerprint() {
    return Fingerprint.start()
        .add(rows)
        .add(columns)
        .add(values, 0, Math.toIntExact(stored()))
        .value();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DenseMatrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(values, 0, rows * columns, that.values, 0, that.rows * that.columns);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(fingerprint());
  }

  @Override
  public String toString() {
    return "DenseMatrix[" + rows + " × " + columns + "]";
  }
}
