package dev.sagebrush.learn;

/** Rows of single-precision features. NaN is a missing value. */
public sealed interface Matrix permits DenseMatrix, SparseMatrix {

  /** How many rows. */
  int rows();

  /** How many features a row has. */
  int columns();

  /** Stored values: rows × columns when dense, the explicit entries when sparse. */
  long stored();

  /** The stored values; at least {@link #stored} of them. Shared, not to be written. */
  float[] values();

  /**
   * Writes one row, zeros included, to {@code target[at … at + columns())}.
   *
   * @throws IndexOutOfBoundsException when the row or the target is out of range
   */
  void copyRow(int row, float[] target, int at);

  /** Rows {@code [from, to)} as a matrix of the same kind; values are copied. */
  Matrix slice(int from, int to);

  /** The given rows in the given order, as a matrix of the same kind; values are copied. */
  Matrix select(int[] rows);

  /** This matrix with every zero written out; itself when it is dense. */
  DenseMatrix dense();

  /** A 64-bit fingerprint of shape and content, equal for equal content; not cryptographic. */
  long fingerprint();
}
