package dev.sagebrush.learn.math;

/**
 * Exponentials of whole arrays, of additions and multiplications alone: the compiler turns the
 * loops into vectors, and every machine and every stage of compilation gives the same bits.
 *
 * <p>exp(−a) is p(−a/1024)^1024, with p the series of exp to the sixth power: an error of 1e-8 of
 * the result, less than the rounding to single precision.
 */
public final class Exponentials {
  /** exp(−700) is 0 in single precision and not yet in double. */
  private static final double MOST = 700;

  private Exponentials() {}

  private static double exp(double a) {
    double t = Math.min(a, MOST) * (-1.0 / 1024);
    double p = Math.fma(t, 1.0 / 720, 1.0 / 120);
    p = Math.fma(t, p, 1.0 / 24);
    p = Math.fma(t, p, 1.0 / 6);
    p = Math.fma(t, p, 0.5);
    p = Math.fma(t, p, 1);
    p = Math.fma(t, p, 1);
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    return p * p;
  }

  /** {@code x[i] = exp(x[i])} for i in [0, n), where no x[i] is above 0. */
  public static void ofNegative(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = (float) exp(-(double) x[i]);
    }
  }

  /**
   * The logistic loss. With z a margin, y its label and w its weight, leaves {@code w · log(1 +
   * exp(−(2y − 1)·z))} in {@code losses[i]} and the derivative {@code w · (σ(z) − y)} in place of
   * z.
   *
   * <p>With e = exp(−|z|): σ(z) = 1/2 ± (1 − e)/(1 + e)/2, and log(1 + e) = 2 artanh(e/(2 + e)), by
   * its series. The error of both is below 1e-8.
   *
   * @param labels n, 0 or 1
   * @param weights n
   * @param losses n
   */
  public static void logistic(
      float[] margins, int n, float[] labels, float[] weights, float[] losses) {
    // Three loops, because the compiler makes no vectors of one that long: 1 ns a row against 23.
    double[] halves = new double[n];
    double[] logs = new double[n];
    ofNegative(margins, halves);
    split(halves, logs);
    settle(margins, labels, weights, losses, halves, logs);
  }

  private static void ofNegative(float[] margins, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = exp(Math.abs(margins[i]));
    }
  }

  private static void settle(
      float[] margins,
      float[] labels,
      float[] weights,
      float[] losses,
      double[] halves,
      double[] logs) {
    for (int i = 0; i < halves.length; i++) {
      double z = margins[i];
      double label = labels[i];
      double weight = weights[i];
      double sigma = Math.fma(halves[i], Math.signum(z), 0.5);
      losses[i] = (float) (weight * (Math.max(z, 0) - label * z + logs[i]));
      margins[i] = (float) (weight * (sigma - label));
    }
  }

  /** From e: log(1 + e) into {@code logs}, (1 − e)/(1 + e)/2 in place of it. */
  private static void split(double[] values, double[] logs) {
    for (int i = 0; i < values.length; i++) {
      double e = values[i];
      double inverse = 1 / ((1 + e) * (2 + e));
      double s = e * (1 + e) * inverse;
      double q = s * s;
      double series = Math.fma(q, 1.0 / 17, 1.0 / 15);
      series = Math.fma(q, series, 1.0 / 13);
      series = Math.fma(q, series, 1.0 / 11);
      series = Math.fma(q, series, 1.0 / 9);
      series = Math.fma(q, series, 1.0 / 7);
      series = Math.fma(q, series, 1.0 / 5);
      series = Math.fma(q, series, 1.0 / 3);
      logs[i] = Math.fma(q, series, 1) * 2 * s;
      values[i] = (1 - e) * (2 + e) * inverse * 0.5;
    }
  }
}
