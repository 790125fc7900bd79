package dev.sagebrush.learn.math;

/**
 * Loops over single-precision arrays. Nothing here depends on whether it is interpreted or
 * compiled: sums have a fixed order.
 */
public final class Vectors {

  private Vectors() {}

  /** {@code y[i] += scale · x[i]} for i in [0, n); x and y are different arrays. */
  public static void addScaled(float scale, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(scale, x[i], y[i]);
    }
  }

  /** {@code sums[i] += (x[i] − point)²} for i in [0, n). */
  public static void addSquaredDifference(float[] x, float point, float[] sums, int n) {
    for (int i = 0; i < n; i++) {
      float difference = x[i] - point;
      sums[i] = Math.fma(difference, difference, sums[i]);
    }
  }

  /** {@code x[i] *= factors[i]} for i in [0, n). */
  public static void scale(float[] x, float[] factors, int n) {
    for (int i = 0; i < n; i++) {
      x[i] *= factors[i];
    }
  }

  /** {@code most[i] = max(most[i], x[i])} for i in [0, n). */
  public static void raise(float[] most, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      most[i] = Math.max(most[i], x[i]);
    }
  }

  /** Σ x[i] for i in [0, n), in double. */
  public static double sum(float[] x, int n) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i < n - 7; i += 8) {
      sum0 += (double) x[i] + x[i + 1];
      sum1 += (double) x[i + 2] + x[i + 3];
      sum2 += (double) x[i + 4] + x[i + 5];
      sum3 += (double) x[i + 6] + x[i + 7];
    }
    for (; i < n; i++) {
      sum0 += x[i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  // The compiler does not reorder a sum: four of them hide the latency of addition.

  /** Σ (x[xAt + i] − y[yAt + i])² for i in [0, n). */
  public static float squaredDistance(float[] x, int xAt, float[] y, int yAt, int n) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int i = 0;
    for (; i < n - 3; i += 4) {
      float d0 = x[xAt + i] - y[yAt + i];
      float d1 = x[xAt + i + 1] - y[yAt + i + 1];
      float d2 = x[xAt + i + 2] - y[yAt + i + 2];
      float d3 = x[xAt + i + 3] - y[yAt + i + 3];
      sum0 += d0 * d0;
      sum1 += d1 * d1;
      sum2 += d2 * d2;
      sum3 += d3 * d3;
    }
    for (; i < n; i++) {
      float d = x[xAt + i] - y[yAt + i];
      sum0 += d * d;
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  /** Σ x[xAt + i] · y[yAt + i] for i in [0, n). */
  public static float dot(float[] x, int xAt, float[] y, int yAt, int n) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int i = 0;
    for (; i < n - 3; i += 4) {
      sum0 += x[xAt + i] * y[yAt + i];
      sum1 += x[xAt + i + 1] * y[yAt + i + 1];
      sum2 += x[xAt + i + 2] * y[yAt + i + 2];
      sum3 += x[xAt + i + 3] * y[yAt + i + 3];
    }
    for (; i < n; i++) {
      sum0 += x[xAt + i] * y[yAt + i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }
}
