package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.SparseMatrix;

/**
 * The map from raw to scaled values: (x − mean) · inverse.
 *
 * @param mean of each feature; 0 where features are not centred
 * @param inverse one over the deviation of each feature; 1 where it is 0 or features are not scaled
 */
record Scaler(float[] mean, float[] inverse, double labelMean, double labelDeviation) {

  /**
   * Takes the statistics of a sample.
   *
   * @param sample rows to look at
   */
  static Scaler of(
      Dataset data,
      int[] sample,
      boolean centre,
      boolean scale,
      boolean centreLabel,
      boolean scaleLabel) {
    int columns = data.columns();
    double[] sums = new double[columns];
    double[] squares = new double[columns];
    double labelSum = 0;
    double labelSquares = 0;
    for (int row : sample) {
      add(data, row, sums, squares);
      labelSum += data.labels()[row];
      labelSquares += (double) data.labels()[row] * data.labels()[row];
    }
    float[] mean = new float[columns];
    float[] inverse = new float[columns];
    for (int j = 0; j < columns; j++) {
      double middle = sums[j] / sample.length;
      double variance = squares[j] / sample.length - middle * middle;
      // Below this the difference of the two terms is rounding, not variance.
      boolean constant = variance <= 1e-12 * squares[j] / sample.length;
      mean[j] = centre ? (float) middle : 0;
      inverse[j] = scale && !constant ? (float) (1 / Math.sqrt(variance)) : 1;
    }
    double middle = labelSum / sample.length;
    double deviation = Math.sqrt(Math.max(0, labelSquares / sample.length - middle * middle));
    return new Scaler(
        mean, inverse, centreLabel ? middle : 0, scaleLabel && deviation > 0 ? deviation : 1);
  }

  private static void add(Dataset data, int row, double[] sums, double[] squares) {
    if (data.features() instanceof DenseMatrix dense) {
      int at = row * sums.length;
      for (int j = 0; j < sums.length; j++) {
        double value = dense.values()[at + j];
        sums[j] += value;
        squares[j] += value * value;
      }
    } else {
      SparseMatrix sparse = (SparseMatrix) data.features();
      for (int i = sparse.begin(row); i < sparse.begin(row + 1); i++) {
        double value = sparse.values()[i];
        sums[sparse.indices()[i]] += value;
        squares[sparse.indices()[i]] += value * value;
      }
    }
  }

  float label(float raw) {
    return (float) ((raw - labelMean) / labelDeviation);
  }
}
