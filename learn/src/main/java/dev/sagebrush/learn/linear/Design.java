package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.math.Kernels;
import dev.sagebrush.learn.math.Kernels.Panel;
import dev.sagebrush.learn.math.Kernels.Strided;

/**
 * The scaled features, as products see them. Dense rows are scaled as they are read. Sparse rows
 * stay sparse: their centring moves into the intercept going forward, and into a correction of the
 * gradient coming back, both once for a mini-batch.
 */
final class Design {
  /** Rows that are worked on at a time. */
  static final int BLOCK = 128;

  private final Matrix matrix;
  private final Scaler scaler;
  private final Kernels kernels = Kernels.best();

  Design(Matrix matrix, Scaler scaler) {
    this.matrix = matrix;
    this.scaler = scaler;
  }

  /** Space for a block of scaled rows. */
  float[] scratch() {
    return matrix instanceof DenseMatrix dense ? new float[BLOCK * dense.columns()] : new float[0];
  }

  /** The intercepts that forward products start from. */
  void start(Panel weights, float[] bias, float[] out) {
    int width = weights.width();
    System.arraycopy(bias, 0, out, 0, width);
    if (matrix instanceof SparseMatrix sparse) {
      for (int j = 0; j < sparse.columns(); j++) {
        float shift = scaler.mean()[j] * scaler.inverse()[j];
        if (shift != 0) {
          kernels.addScaled(-shift, weights.values(), j * width, out, 0, width);
        }
      }
    }
  }

  /** {@code out = intercepts + rows · weights} for {@code order[from … to)}, a block at most. */
  void forward(
      int[] order, int from, int to, Panel weights, float[] intercepts, Panel out, float[] block) {
    int width = weights.width();
    for (int i = 0; i < to - from; i++) {
      System.arraycopy(intercepts, 0, out.values(), i * width, width);
    }
    switch (matrix) {
      case DenseMatrix dense -> {
        int columns = dense.columns();
        for (int i = from; i < to; i++) {
          load(dense, order[i], block, (i - from) * columns);
        }
        Strided rows = new Strided(block, 0, columns, 1);
        kernels.multiply(rows, to - from, columns, weights, out, true);
      }
      case SparseMatrix sparse -> {
        for (int i = from; i < to; i++) {
          for (int e = sparse.begin(order[i]); e < sparse.begin(order[i] + 1); e++) {
            int j = sparse.indices()[e];
            float value = sparse.values()[e] * scaler.inverse()[j];
            kernels.addScaled(
                value, weights.values(), j * width, out.values(), (i - from) * width, width);
          }
        }
      }
    }
  }

  /** {@code gradient += rowsᵀ · derivatives}, of the rows that forward just saw. */
  void backward(int[] order, int from, int to, Panel derivatives, Panel gradient, float[] block) {
    int width = gradient.width();
    switch (matrix) {
      case DenseMatrix dense -> {
        Strided columns = new Strided(block, 0, 1, dense.columns());
        kernels.multiply(columns, dense.columns(), to - from, derivatives, gradient, true);
      }
      case SparseMatrix sparse -> {
        for (int i = from; i < to; i++) {
          for (int e = sparse.begin(order[i]); e < sparse.begin(order[i] + 1); e++) {
            int j = sparse.indices()[e];
            float value = sparse.values()[e] * scaler.inverse()[j];
            kernels.addScaled(
                value,
                derivatives.values(),
                (i - from) * width,
                gradient.values(),
                j * width,
                width);
          }
        }
      }
    }
  }

  /** Takes the centring of sparse rows out of a mini-batch's whole gradient. */
  void finish(Panel gradient, float[] biasGradient) {
    if (matrix instanceof SparseMatrix sparse) {
      int width = gradient.width();
      for (int j = 0; j < sparse.columns(); j++) {
        float shift = scaler.mean()[j] * scaler.inverse()[j];
        if (shift != 0) {
          kernels.addScaled(-shift, biasGradient, 0, gradient.values(), j * width, width);
        }
      }
    }
  }

  private void load(DenseMatrix dense, int row, float[] block, int at) {
    float[] values = dense.values();
    float[] mean = scaler.mean();
    float[] inverse = scaler.inverse();
    int from = row * mean.length;
    for (int j = 0; j < mean.length; j++) {
      block[at + j] = (values[from + j] - mean[j]) * inverse[j];
    }
  }
}
