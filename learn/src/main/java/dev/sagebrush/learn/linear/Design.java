package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.math.Blocks;
import dev.sagebrush.learn.math.Workers;

/** The scaled features in blocks of rows, as products see them. Models are arrays of weights. */
sealed interface Design permits DenseDesign, SparseDesign {

  /** The rows, in blocks. */
  Blocks blocks();

  /** Brings the layout up to date after the blocks' order was changed. */
  void prepare(Workers workers);

  /** How many features a row has. */
  int columns();

  /** Space for one thread, for as many models as its group has. */
  Pass pass(int models);

  /** One thread's way through the blocks. */
  interface Pass {

    /** Looks at the weights, which stay as they are until the next start. */
    void start(float[][] weights, float[] bias);

    /** Leaves {@code bias + rows · weights} of a block in {@code margins}, an array a model. */
    void forward(int block, float[][] margins);

    /** Adds {@code rowsᵀ · derivatives} of a block to the gradient, here or when it finishes. */
    void backward(int block, float[][] derivatives, float[][] gradient);

    /**
     * Completes the gradient of a mini-batch.
     *
     * @param biasGradient the mini-batch's whole, one for each model
     */
    void finish(float[][] gradient, float[] biasGradient);
  }

  /** The design of a matrix of either kind; to be prepared before the first pass. */
  static Design of(Matrix matrix, Scaler scaler, Blocks blocks) {
    return matrix instanceof DenseMatrix dense
        ? new DenseDesign(dense, scaler, blocks)
        : new SparseDesign((SparseMatrix) matrix, scaler, blocks);
  }
}
