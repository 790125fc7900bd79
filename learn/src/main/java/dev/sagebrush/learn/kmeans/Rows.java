package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.math.Kernels;

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

  private final Kernels kernels = Kernels.best();

  Rows(Matrix matrix, float[] weights) {
    this.matrix = matrix;
    this.weights = weights;
    this.origin = new float[matrix.columns()];
    if (matrix instanceof DenseMatrix dense && dense.rows() > 0) {
      double[] sums = new double[origin.length];
      int step = Math.max(1, dense.rows() / SAMPLE);
      int seen = 0;
      for (int row = 0; row < dense.rows(); row += step, seen++) {
        for (int j = 0; j < sums.length; j++) {
          sums[j] += dense.values()[row * sums.length + j];
        }
      }
      for (int j = 0; j < sums.length; j++) {
        origin[j] = (float) (sums[j] / seen);
      }
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

  /** Writes a row, relative to the origin. */
  void read(int row, float[] target, int at) {
    switch (matrix) {
      case DenseMatrix dense ->
          kernels.subtract(
              dense.values(), row * origin.length, origin, 0, target, at, origin.length);
      case SparseMatrix sparse -> sparse.copyRow(row, target, at);
    }
  }

  /** {@code sum += weight · row}, in place. */
  void addTo(float[] sum, int row, float weight, float[] scratch) {
    switch (matrix) {
      case DenseMatrix dense -> {
        kernels.subtract(dense.values(), row * origin.length, origin, 0, scratch, 0, origin.length);
        kernels.addScaled(weight, scratch, 0, sum, 0, origin.length);
      }
      case SparseMatrix sparse -> {
        for (int i = sparse.begin(row); i < sparse.begin(row + 1); i++) {
          sum[sparse.indices()[i]] += weight * sparse.values()[i];
        }
      }
    }
  }
}
