package dev.sagebrush.learn.math;

/**
 * The product in plain Java, in a form that HotSpot's own vectoriser takes: the innermost loop runs
 * over whole arrays, every one of them at the same index, so that no two accesses can be suspected
 * to overlap. It is compiled within milliseconds, where the Vector API allocates an object for each
 * vector until its caller is compiled: a fit of a tenth of a second is over before that.
 */
public final class PlainKernels implements Kernels {
  /** Rows of {@code b} that a pass takes: fewer, and it is {@code out} that is waited for. */
  private static final int STEP = 8;

  @Override
  public void multiply(
      float[][] a, int first, int rows, int inner, float[][] b, float[][] out, int width) {
    int q = 0;
    for (; q + STEP <= inner; q += STEP) {
      int p = 0;
      for (; p + 2 <= rows; p += 2) {
        pairByEight(a[first + p], a[first + p + 1], q, b, out[p], out[p + 1], width);
      }
      if (p < rows) {
        oneByEight(a[first + p], q, b, out[p], width);
      }
    }
    for (; q < inner; q++) {
      for (int p = 0; p < rows; p++) {
        Vectors.addScaled(a[first + p][q], b[q], out[p], width);
      }
    }
  }

  private static void oneByEight(float[] a, int q, float[][] b, float[] out, int width) {
    float x0 = a[q];
    float x1 = a[q + 1];
    float x2 = a[q + 2];
    float x3 = a[q + 3];
    float x4 = a[q + 4];
    float x5 = a[q + 5];
    float x6 = a[q + 6];
    float x7 = a[q + 7];
    float[] b0 = b[q];
    float[] b1 = b[q + 1];
    float[] b2 = b[q + 2];
    float[] b3 = b[q + 3];
    float[] b4 = b[q + 4];
    float[] b5 = b[q + 5];
    float[] b6 = b[q + 6];
    float[] b7 = b[q + 7];
    for (int c = 0; c < width; c++) {
      float sum = Math.fma(x0, b0[c], out[c]);
      sum = Math.fma(x1, b1[c], sum);
      sum = Math.fma(x2, b2[c], sum);
      sum = Math.fma(x3, b3[c], sum);
      sum = Math.fma(x4, b4[c], sum);
      sum = Math.fma(x5, b5[c], sum);
      sum = Math.fma(x6, b6[c], sum);
      out[c] = Math.fma(x7, b7[c], sum);
    }
  }

  private static void pairByEight(
      float[] a, float[] next, int q, float[][] b, float[] out, float[] nextOut, int width) {
    float x0 = a[q];
    float x1 = a[q + 1];
    float x2 = a[q + 2];
    float x3 = a[q + 3];
    float x4 = a[q + 4];
    float x5 = a[q + 5];
    float x6 = a[q + 6];
    float x7 = a[q + 7];
    float y0 = next[q];
    float y1 = next[q + 1];
    float y2 = next[q + 2];
    float y3 = next[q + 3];
    float y4 = next[q + 4];
    float y5 = next[q + 5];
    float y6 = next[q + 6];
    float y7 = next[q + 7];
    float[] b0 = b[q];
    float[] b1 = b[q + 1];
    float[] b2 = b[q + 2];
    float[] b3 = b[q + 3];
    float[] b4 = b[q + 4];
    float[] b5 = b[q + 5];
    float[] b6 = b[q + 6];
    float[] b7 = b[q + 7];
    for (int c = 0; c < width; c++) {
      // Each element of b is read once, and before anything is written that could be the same.
      float v = b0[c];
      float x = Math.fma(x0, v, out[c]);
      float y = Math.fma(y0, v, nextOut[c]);
      v = b1[c];
      x = Math.fma(x1, v, x);
      y = Math.fma(y1, v, y);
      v = b2[c];
      x = Math.fma(x2, v, x);
      y = Math.fma(y2, v, y);
      v = b3[c];
      x = Math.fma(x3, v, x);
      y = Math.fma(y3, v, y);
      v = b4[c];
      x = Math.fma(x4, v, x);
      y = Math.fma(y4, v, y);
      v = b5[c];
      x = Math.fma(x5, v, x);
      y = Math.fma(y5, v, y);
      v = b6[c];
      x = Math.fma(x6, v, x);
      y = Math.fma(y6, v, y);
      v = b7[c];
      x = Math.fma(x7, v, x);
      y = Math.fma(y7, v, y);
      out[c] = x;
      nextOut[c] = y;
    }
  }
}
