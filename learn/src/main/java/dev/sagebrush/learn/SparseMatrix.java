package dev.sagebrush.learn;

import java.util.Arrays;
import java.util.Objects;

/**
 * A matrix in compressed sparse rows; what is not stored is zero (an algorithm may say "missing").
 * The arrays are shared, not copied, and must not be written after the hand-over.
 *
 * @param rows at least 0
 * @param columns at least 0
 * @param offsets {@code rows + 1} ascending positions; row r is {@code [offsets[r], offsets[r+1])}
 * @param indices the column of each entry, in {@code [0, columns)}, strictly ascending in a row
 * @param values the entries
 */
public record SparseMatrix(int rows, int columns, long[] offsets, int[] indices, float[] values)
    implements Matrix {

  public SparseMatrix {
    if (rows < 0 || columns < 0 || offsets.length != rows + 1) {
      throw new IllegalArgumentException(
          rows + " rows need " + (rows + 1) + " offsets, not " + offsets.length);
    }
    if (offsets[0] != 0 || offsets[rows] > Math.min(indices.length, values.length)) {
      throw new IllegalArgumentException("offsets do not cover the entries");
    }
    for (int row = 0; row < rows; row++) {
      int previous = -1;
      if (offsets[row] > offsets[row + 1]) {
        throw new IllegalArgumentException("offsets descend at row " + row);
      }
      for (int i = (int) offsets[row]; i < offsets[row + 1]; i++) {
        if (indices[i] <= previous || indices[i] >= columns) {
          throw new IllegalArgumentException("column " + indices[i] + " out of place, row " + row);
        }
        previous = indices[i];
      }
    }
  }

  @Override
  public long stored() {
    return offsets[rows];
  }

  /** Position of the first entry of a row; {@code begin(row + 1)} is the end. */
  public int begin(int row) {
    return (int) offsets[row];
  }

  @Override
  public void copyRow(int row, float[] target, int at) {
    Objects.checkIndex(row, rows);
    Arrays.fill(target, at, at + columns, 0);
    for (int i = begin(row); i < begin(row + 1); i++) {
      target[at + indices[i]] = values[i];
    }
  }

  @Override
  public SparseMatrix slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    int[] chosen = new int[to - from];
    Arrays.setAll(chosen, i -> from + i);
    return select(chosen);
  }

  @Override
  public SparseMatrix select(int[] chosen) {
    long[] starts = new long[chosen.length + 1];
    for (int i = 0; i < chosen.length; i++) {
      Objects.checkIndex(chosen[i], rows);
      starts[i + 1] = starts[i] + begin(chosen[i] + 1) - begin(chosen[i]);
    }
    int[] columnsOf = new int[Math.toIntExact(starts[chosen.length])];
    float[] entries = new float[columnsOf.length];
    for (int i = 0; i < chosen.length; i++) {
      int length = (int) (starts[i + 1] - starts[i]);
      System.arraycopy(indices, begin(chosen[i]), columnsOf, (int) starts[i], length);
      System.arraycopy(values, begin(chosen[i]), entries, (int) starts[i], length);
    }
    return new SparseMatrix(chosen.length, columns, starts, columnsOf, entries);
  }

  @Override
  public DenseMatrix dense() {
    float[] all = new float[Math.multiplyExact(rows, columns)];
    for (int row = 0; row < rows; row++) {
      copyRow(row, all, row * columns);
    }
    return new DenseMatrix(rows, columns, all);
  }

  @Override
  public long fingerprint() {
    int size = Math.toIntExact(stored());
    Fingerprint print = Fingerprint.start().add(rows).add(columns);
    for (int row = 0; row < rows; row++) {
      print.add(begin(row + 1));
    }
    for (int i = 0; i < size; i++) {
      print.add(indices[i]);
    }
    return print.add(values, 0, size).value();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparseMatrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(offsets, that.offsets)
        && Arrays.equals(indices, 0, begin(rows), that.indices, 0, that.begin(rows))
        && Arrays.equals(values, 0, begin(rows), that.values, 0, that.begin(rows));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(fingerprint());
  }

  @Override
  public String toString() {
    return "SparseMatrix[" + rows + " × " + columns + ", " + stored() + " stored]";
  }
}
