package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.math.Blocks;
import dev.sagebrush.learn.math.Columns;
import dev.sagebrush.learn.math.Kernels;
import dev.sagebrush.learn.math.Workers;
import java.util.Arrays;

/**
 * Dense rows. Going forward, loops run over the rows of a block, which is laid column by column;
 * coming back, over the columns of its rows, which are scaled as they are read.
 */
final class DenseDesign implements Design {
  private final DenseMatrix matrix;
  private final Scaler scaler;
  private final Blocks blocks;
  private final Columns laid;
  private final Kernels kernels = Kernels.best();

  DenseDesign(DenseMatrix matrix, Scaler scaler, Blocks blocks) {
    this.matrix = matrix;
    this.scaler = scaler;
    this.blocks = blocks;
    this.laid = new Columns(blocks, matrix.values(), scaler.mean(), scaler.inverse());
  }

  @Override
  public Blocks blocks() {
    return blocks;
  }

  @Override
  public void prepare(Workers workers) {
    laid.prepare(workers);
  }

  @Override
  public int columns() {
    return matrix.columns();
  }

  @Override
  public Pass pass(int models) {
    return new DensePass();
  }

  private final class DensePass implements Pass {
    private final float[][] scratch = laid.scratch();
    private float[][] rows = new float[0][];
    private float[][] weights = new float[0][];
    private float[] bias = new float[0];

    @Override
    public void start(float[][] newWeights, float[] newBias) {
      weights = newWeights;
      bias = newBias;
    }

    @Override
    public void forward(int block, float[][] margins) {
      int count = blocks.rows(block);
      for (int m = 0; m < weights.length; m++) {
        Arrays.fill(margins[m], 0, count, bias[m]);
      }
      float[][] columns = laid.of(block, scratch);
      kernels.multiply(weights, 0, weights.length, columns(), columns, margins, count);
    }

    @Override
    public void backward(int block, float[][] derivatives, float[][] gradient) {
      if (rows.length == 0) {
        rows = new float[blocks.size()][columns()];
      }
      int begin = blocks.begin(block);
      int count = blocks.rows(block);
      for (int i = 0; i < count; i++) {
        System.arraycopy(
            matrix.values(), blocks.order()[begin + i] * columns(), rows[i], 0, columns());
        scale(rows[i], scaler.mean(), scaler.inverse());
      }
      kernels.multiply(derivatives, 0, gradient.length, count, rows, gradient, columns());
    }

    private static void scale(float[] row, float[] mean, float[] inverse) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (row[j] - mean[j]) * inverse[j];
      }
    }

    @Override
    public void finish(float[][] gradient, float[] biasGradient) {
      // Every backward has already added all of its own.
    }
  }
}
