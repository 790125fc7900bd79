package dev.sagebrush.learn.metrics;

/**
 * Errors of predicted numbers.
 *
 * @param mse mean squared error
 * @param mae mean absolute error
 * @param r2 1 − squared error / squared deviation of the labels from their mean; NaN when all
 *     labels are equal
 */
public record Regression(double mse, double mae, double r2) {

  /** Compares predictions with labels, row by row. */
  public static Regression of(float[] predictions, float[] labels) {
    double mean = 0;
    for (float label : labels) {
      mean += label;
    }
    mean /= labels.length;
    double squares = 0;
    double absolutes = 0;
    double deviations = 0;
    for (int i = 0; i < labels.length; i++) {
      double error = (double) predictions[i] - labels[i];
      squares += error * error;
      absolutes += Math.abs(error);
      deviations += (labels[i] - mean) * (labels[i] - mean);
    }
    double r2 = deviations == 0 ? Double.NaN : 1 - squares / deviations;
    return new Regression(squares / labels.length, absolutes / labels.length, r2);
  }

  /** Root of the mean squared error. */
  public double rmse() {
    return Math.sqrt(mse);
  }
}
