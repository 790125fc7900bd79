package dev.sagebrush.learn.math;

import java.util.Arrays;

/**
 * The kernels in plain Java, shaped so that the compiler's own vectoriser finds the inner loops.
 */
public final class PlainKernels implements Kernels {

  @Override
  public void multiply(Strided a, int rows, int inner, Panel b, Panel out, boolean add) {
    int width = out.width();
    for (int p = 0; p < rows; p++) {
      int to = out.at() + p * width;
      if (!add) {
        Arrays.fill(out.values(), to, to + width, 0);
      }
      int from = a.at() + p * a.rowStep();
      for (int q = 0; q < inner; q++) {
        float scale = a.values()[from + q * a.innerStep()];
        if (scale != 0) {
          addScaled(scale, b.values(), b.at() + q * width, out.values(), to, width);
        }
      }
    }
  }

  @Override
  public void addScaled(float scale, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] += scale * x[xAt + i];
    }
  }

  // Float sums are not reassociated by the compiler: four of them hide the latency of addition.
  @Override
  public float squaredDistance(float[] x, int xAt, float[] y, int yAt, int n) {
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

  @Override
  public float dot(float[] x, int xAt, float[] y, int yAt, int n) {
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

  @Override
  public void subtract(float[] x, int xAt, float[] y, int yAt, float[] out, int outAt, int n) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = x[xAt + i] - y[yAt + i];
    }
  }

  @Override
  public int indexOfLeast(float[] x, int xAt, int n) {
    int best = 0;
    float least = x[xAt];
    for (int i = 1; i < n; i++) {
      if (x[xAt + i] < least) {
        least = x[xAt + i];
        best = i;
      }
    }
    return best;
  }

  @Override
  public void exp(float[] x, int at, int n) {
    for (int i = at; i < at + n; i++) {
      x[i] = (float) Math.exp(x[i]);
    }
  }

  @Override
  public void logistic(
      float[] margins, int at, int n, float label, float[] weights, float[] losses) {
    for (int i = 0; i < n; i++) {
      float z = margins[at + i];
      double e = Math.exp(-Math.abs(z));
      double p = (z >= 0 ? 1 : e) / (1 + e);
      losses[i] += weights[i] * (float) (Math.max(z, 0) - label * z + Math.log1p(e));
      margins[at + i] = weights[i] * (float) (p - label);
    }
  }
}
