package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.math.Blocks;
import dev.sagebrush.learn.math.Vectors;
import dev.sagebrush.learn.math.Workers;
import java.util.Arrays;

/**
 * Sparse rows, which stay sparse: scaling goes into the weights and the gradient, centring into the
 * intercepts going forward and into a correction of the gradient coming back, each once for a
 * mini-batch. Loops run over the models.
 */
final class SparseDesign implements Design {
  private final SparseMatrix matrix;
  private final Scaler scaler;
  private final Blocks blocks;

  SparseDesign(SparseMatrix matrix, Scaler scaler, Blocks blocks) {
    this.matrix = matrix;
    this.scaler = scaler;
    this.blocks = blocks;
  }

  @Override
  public Blocks blocks() {
    return blocks;
  }

  @Override
  public void prepare(Workers workers) {
    // Rows are read where they lie.
  }

  @Override
  public int columns() {
    return matrix.columns();
  }

  @Override
  public Pass pass(int models) {
    return new SparsePass(models);
  }

  private final class SparsePass implements Pass {
    private final int models;

    /** Scaled weights, the models' side by side for each feature. */
    private final float[][] turned;

    private final float[][] gathered;
    private final float[] intercepts;
    private final float[] row;

    SparsePass(int models) {
      this.models = models;
      this.turned = new float[matrix.columns()][models];
      this.gathered = new float[matrix.columns()][models];
      this.intercepts = new float[models];
      this.row = new float[models];
    }

    @Override
    public void start(float[][] weights, float[] bias) {
      for (int m = 0; m < models; m++) {
        double intercept = bias[m];
        for (int j = 0; j < turned.length; j++) {
          float scaled = weights[m][j] * scaler.inverse()[j];
          turned[j][m] = scaled;
          intercept -= (double) scaled * scaler.mean()[j];
        }
        intercepts[m] = (float) intercept;
      }
    }

    @Override
    public void forward(int block, float[][] margins) {
      int begin = blocks.begin(block);
      for (int i = 0; i < blocks.rows(block); i++) {
        int number = blocks.order()[begin + i];
        System.arraycopy(intercepts, 0, row, 0, models);
        for (int e = matrix.begin(number); e < matrix.begin(number + 1); e++) {
          Vectors.addScaled(matrix.values()[e], turned[matrix.indices()[e]], row, models);
        }
        for (int m = 0; m < models; m++) {
          margins[m][i] = row[m];
        }
      }
    }

    @Override
    public void backward(int block, float[][] derivatives, float[][] gradient) {
      int begin = blocks.begin(block);
      for (int i = 0; i < blocks.rows(block); i++) {
        int number = blocks.order()[begin + i];
        for (int m = 0; m < models; m++) {
          row[m] = derivatives[m][i];
        }
        for (int e = matrix.begin(number); e < matrix.begin(number + 1); e++) {
          Vectors.addScaled(matrix.values()[e], row, gathered[matrix.indices()[e]], models);
        }
      }
    }

    @Override
    public void finish(float[][] gradient, float[] biasGradient) {
      for (int j = 0; j < gathered.length; j++) {
        float mean = scaler.mean()[j];
        float inverse = scaler.inverse()[j];
        for (int m = 0; m < models; m++) {
          gradient[m][j] += (gathered[j][m] - mean * biasGradient[m]) * inverse;
        }
        Arrays.fill(gathered[j], 0);
      }
    }
  }
}
