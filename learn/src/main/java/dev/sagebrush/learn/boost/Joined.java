package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.SparseMatrix;
import java.util.Arrays;
import java.util.Locale;

/** Two data sets, one below the other. */
final class Joined {
  private Joined() {}

  /** The rows of one, then those of two. */
  static Dataset of(Dataset one, Dataset two) {
    float[] labels = new float[one.rows() + two.rows()];
    float[] weights = new float[one.weighted() || two.weighted() ? labels.length : 0];
    for (int row = 0; row < labels.length; row++) {
      Dataset from = row < one.rows() ? one : two;
      int at = row < one.rows() ? row : row - one.rows();
      labels[row] = from.labels()[at];
      if (weights.length > 0) {
        weights[row] = from.weight(at);
      }
    }
    return new Dataset(features(one.features(), two.features()), labels, weights);
  }

  private static Matrix features(Matrix one, Matrix two) {
    if (one instanceof DenseMatrix first && two instanceof DenseMatrix second) {
      return dense(first, second);
    }
    if (one instanceof SparseMatrix first && two instanceof SparseMatrix second) {
      return sparse(first, second);
    }
    throw new InvalidDataException(
        "The training data and the validation data must both be dense or both be sparse.");
  }

  private static Matrix dense(DenseMatrix one, DenseMatrix two) {
    if (one.columns() != two.columns()) {
      throw new InvalidDataException(
          String.format(
              Locale.ROOT,
              "The training data has %d feature columns, the validation data %d; they must agree.",
              one.columns(),
              two.columns()));
    }
    int first = Math.multiplyExact(one.rows(), one.columns());
    int second = Math.multiplyExact(two.rows(), two.columns());
    float[] values = Arrays.copyOf(one.values(), Math.addExact(first, second));
    System.arraycopy(two.values(), 0, values, first, second);
    return new DenseMatrix(one.rows() + two.rows(), one.columns(), values);
  }

  private static Matrix sparse(SparseMatrix one, SparseMatrix two) {
    int first = Math.toIntExact(one.stored());
    int second = Math.toIntExact(two.stored());
    int[] indices = Arrays.copyOf(one.indices(), Math.addExact(first, second));
    System.arraycopy(two.indices(), 0, indices, first, second);
    float[] values = Arrays.copyOf(one.values(), first + second);
    System.arraycopy(two.values(), 0, values, first, second);
    long[] offsets = Arrays.copyOf(one.offsets(), one.rows() + two.rows() + 1);
    for (int row = 1; row <= two.rows(); row++) {
      offsets[one.rows() + row] = first + two.offsets()[row];
    }
    return new SparseMatrix(
        one.rows() + two.rows(), Math.max(one.columns(), two.columns()), offsets, indices, values);
  }
}
