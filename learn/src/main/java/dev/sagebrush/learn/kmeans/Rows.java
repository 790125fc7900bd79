package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.SparseMatrix;
import org.jspecify.annotations.Nullable;

/**
 * The rows to cluster, seen from an origin near their middle: distances stay the same, and the
 * expanded form ‖x‖² − 2x·c + ‖c‖² keeps its digits. Sparse rows keep the zero origin.
 */
final class Rows {
  private static final int SAMPLE = 10_000;

  final Matrix matrix;
  final float[] weights;

  /** One for each column. */
  final float[] origin;

  /** The rows when they are dense; null when they are sparse. */
  final @Nullable DenseMatrix dense;

  Rows(Matrix matrix, float[] weights) {
    this.matrix = matrix;
    this.weights = weights;
    this.dense = matrix instanceof DenseMatrix rows ? rows : null;
    this.origin = dense == null ? new float[matrix.columns()] : middle(dense);
  }

  private static float[] middle(DenseMatrix dense) {
    double[] sums = new double[dense.columns()];
    int step = Math.max(1, dense.rows() / SAMPLE);
    int seen = 0;
    for (int row = 0; row < dense.rows(); row += step, seen++) {
      accumulate(dense.values(), row * sums.length, sums);
    }
    float[] middle = new float[sums.length];
    for (int j = 0; j < sums.length && seen > 0; j++) {
      middle[j] = (float) (sums[j] / seen);
    }
    return middle;
  }

  private static void accumulate(float[] values, int at, double[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += values[at + j];
    }
  }

  int count() {
    return matrix.rows();
  }

  int columns() {
    return matrix.columns();
  }

  float weight(int row) {
    return weights.length == 0 ? 1 : weights[row];
  }

  /** The entries of sparse rows. */
  SparseMatrix sparse() {
    return (SparseMatrix) matrix;
  }

  /** Writes a row, relative to the origin. */
  void read(int row, float[] target, int at) {
    matrix.copyRow(row, target, at);
    for (int j = 0; dense != null && j < origin.length; j++) {
      target[at + j] -= origin[j];
    }
  }

  /** ‖row‖² of a sparse row. */
  double squaredNorm(int row) {
    SparseMatrix sparse = sparse();
    double sum = 0;
    for (int e = sparse.begin(row); e < sparse.begin(row + 1); e++) {
      sum += (double) sparse.values()[e] * sparse.values()[e];
    }
    return sum;
  }

  /** {@code sum += weight · row}, in place; the weight may be negative. */
  void addTo(double[] sum, int row, double weight) {
    if (dense != null) {
      addDense(dense.values(), row * origin.length, origin, weight, sum);
    } else {
      SparseMatrix sparse = sparse();
      for (int e = sparse.begin(row); e < sparse.begin(row + 1); e++) {
        sum[sparse.indices()[e]] += weight * sparse.values()[e];
      }
    }
  }

  private static void addDense(
      float[] values, int at, float[] origin, double weight, double[] sum) {
    for (int j = 0; j < origin.length; j++) {
      sum[j] += weight * (values[at + j] - origin[j]);
    }
  }
}
