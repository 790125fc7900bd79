package dev.sagebrush.learn.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API. The product keeps a tile of 8 rows × 1 vector, or 4 rows × 2
 * vectors, of {@code out} in registers while it walks the inner dimension (the outer-product form
 * of Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", 2008).
 */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > PAD
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** For what is shorter than a vector. */
  private static final PlainKernels SHORT = new PlainKernels();

  @Override
  public void multiply(Strided a, int rows, int inner, Panel b, Panel out, boolean add) {
    int c = 0;
    for (; c + 2 * LANES <= out.width(); c += 2 * LANES) {
      int p = 0;
      for (; p + 4 <= rows; p += 4) {
        tile4x2(a, p, inner, b, c, out, add);
      }
      for (; p < rows; p++) {
        tile1x1(a, p, inner, b, c, out, add);
        tile1x1(a, p, inner, b, c + LANES, out, add);
      }
    }
    for (; c < out.width(); c += LANES) {
      int p = 0;
      for (; p + 8 <= rows; p += 8) {
        tile8x1(a, p, inner, b, c, out, add);
      }
      for (; p < rows; p++) {
        tile1x1(a, p, inner, b, c, out, add);
      }
    }
  }

  private static FloatVector start(float[] out, int at, boolean add) {
    return add ? FloatVector.fromArray(SPECIES, out, at) : FloatVector.zero(SPECIES);
  }

  private static FloatVector spread(float[] a, int at) {
    return FloatVector.broadcast(SPECIES, a[at]);
  }

  private static void tile4x2(
      Strided left, int p, int inner, Panel right, int c, Panel result, boolean add) {
    float[] a = left.values();
    float[] b = right.values();
    float[] out = result.values();
    int rowStep = left.rowStep();
    int innerStep = left.innerStep();
    int width = result.width();
    int o0 = result.at() + p * width + c;
    int o1 = o0 + width;
    int o2 = o1 + width;
    int o3 = o2 + width;
    FloatVector s00 = start(out, o0, add);
    FloatVector s01 = start(out, o0 + LANES, add);
    FloatVector s10 = start(out, o1, add);
    FloatVector s11 = start(out, o1 + LANES, add);
    FloatVector s20 = start(out, o2, add);
    FloatVector s21 = start(out, o2 + LANES, add);
    FloatVector s30 = start(out, o3, add);
    FloatVector s31 = start(out, o3 + LANES, add);
    int from = left.at() + p * rowStep;
    int row = right.at() + c;
    for (int q = 0; q < inner; q++, from += innerStep, row += width) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      FloatVector x = spread(a, from);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = spread(a, from + rowStep);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = spread(a, from + 2 * rowStep);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = spread(a, from + 3 * rowStep);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    s00.intoArray(out, o0);
    s01.intoArray(out, o0 + LANES);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + LANES);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + LANES);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + LANES);
  }

  private static void tile8x1(
      Strided left, int p, int inner, Panel right, int c, Panel result, boolean add) {
    float[] a = left.values();
    float[] b = right.values();
    float[] out = result.values();
    int rowStep = left.rowStep();
    int innerStep = left.innerStep();
    int width = result.width();
    int o0 = result.at() + p * width + c;
    FloatVector r0 = start(out, o0, add);
    FloatVector r1 = start(out, o0 + width, add);
    FloatVector r2 = start(out, o0 + 2 * width, add);
    FloatVector r3 = start(out, o0 + 3 * width, add);
    FloatVector r4 = start(out, o0 + 4 * width, add);
    FloatVector r5 = start(out, o0 + 5 * width, add);
    FloatVector r6 = start(out, o0 + 6 * width, add);
    FloatVector r7 = start(out, o0 + 7 * width, add);
    int from = left.at() + p * rowStep;
    int row = right.at() + c;
    for (int q = 0; q < inner; q++, from += innerStep, row += width) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      r0 = spread(a, from).fma(b0, r0);
      r1 = spread(a, from + rowStep).fma(b0, r1);
      r2 = spread(a, from + 2 * rowStep).fma(b0, r2);
      r3 = spread(a, from + 3 * rowStep).fma(b0, r3);
      r4 = spread(a, from + 4 * rowStep).fma(b0, r4);
      r5 = spread(a, from + 5 * rowStep).fma(b0, r5);
      r6 = spread(a, from + 6 * rowStep).fma(b0, r6);
      r7 = spread(a, from + 7 * rowStep).fma(b0, r7);
    }
    r0.intoArray(out, o0);
    r1.intoArray(out, o0 + width);
    r2.intoArray(out, o0 + 2 * width);
    r3.intoArray(out, o0 + 3 * width);
    r4.intoArray(out, o0 + 4 * width);
    r5.intoArray(out, o0 + 5 * width);
    r6.intoArray(out, o0 + 6 * width);
    r7.intoArray(out, o0 + 7 * width);
  }

  private static void tile1x1(
      Strided left, int p, int inner, Panel right, int c, Panel result, boolean add) {
    float[] a = left.values();
    float[] b = right.values();
    float[] out = result.values();
    int innerStep = left.innerStep();
    int width = result.width();
    int o0 = result.at() + p * width + c;
    FloatVector sum = start(out, o0, add);
    int from = left.at() + p * left.rowStep();
    int row = right.at() + c;
    for (int q = 0; q < inner; q++, from += innerStep, row += width) {
      sum = spread(a, from).fma(FloatVector.fromArray(SPECIES, b, row), sum);
    }
    sum.intoArray(out, o0);
  }

  @Override
  public void addScaled(float scale, float[] x, int xAt, float[] y, int yAt, int n) {
    int bound = SPECIES.loopBound(n);
    FloatVector factor = FloatVector.broadcast(SPECIES, scale);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i)
          .fma(factor, FloatVector.fromArray(SPECIES, y, yAt + i))
          .intoArray(y, yAt + i);
    }
    for (int i = bound; i < n; i++) {
      y[yAt + i] = Math.fma(scale, x[xAt + i], y[yAt + i]);
    }
  }

  @Override
  public float squaredDistance(float[] x, int xAt, float[] y, int yAt, int n) {
    if (n < LANES) {
      return SHORT.squaredDistance(x, xAt, y, yAt, n);
    }
    int bound = SPECIES.loopBound(n);
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector difference =
          FloatVector.fromArray(SPECIES, x, xAt + i)
              .sub(FloatVector.fromArray(SPECIES, y, yAt + i));
      sums = difference.fma(difference, sums);
    }
    float sum = sums.reduceLanes(VectorOperators.ADD);
    for (int i = bound; i < n; i++) {
      float difference = x[xAt + i] - y[yAt + i];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }

  @Override
  public float dot(float[] x, int xAt, float[] y, int yAt, int n) {
    if (n < LANES) {
      return SHORT.dot(x, xAt, y, yAt, n);
    }
    int bound = SPECIES.loopBound(n);
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int i = 0; i < bound; i += LANES) {
      sums =
          FloatVector.fromArray(SPECIES, x, xAt + i)
              .fma(FloatVector.fromArray(SPECIES, y, yAt + i), sums);
    }
    float sum = sums.reduceLanes(VectorOperators.ADD);
    for (int i = bound; i < n; i++) {
      sum = Math.fma(x[xAt + i], y[yAt + i], sum);
    }
    return sum;
  }

  @Override
  public void subtract(float[] x, int xAt, float[] y, int yAt, float[] out, int outAt, int n) {
    int bound = SPECIES.loopBound(n);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i)
          .sub(FloatVector.fromArray(SPECIES, y, yAt + i))
          .intoArray(out, outAt + i);
    }
    for (int i = bound; i < n; i++) {
      out[outAt + i] = x[xAt + i] - y[yAt + i];
    }
  }

  @Override
  public int indexOfLeast(float[] x, int xAt, int n) {
    int bound = SPECIES.loopBound(n);
    FloatVector least = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
    for (int i = 0; i < bound; i += LANES) {
      least = least.min(FloatVector.fromArray(SPECIES, x, xAt + i));
    }
    float value = least.reduceLanes(VectorOperators.MIN);
    for (int i = bound; i < n; i++) {
      value = Math.min(value, x[xAt + i]);
    }
    for (int i = 0; i < bound; i += LANES) {
      var equal = FloatVector.fromArray(SPECIES, x, xAt + i).compare(VectorOperators.EQ, value);
      if (equal.anyTrue()) {
        return i + equal.firstTrue();
      }
    }
    for (int i = bound; i < n; i++) {
      if (x[xAt + i] == value) {
        return i;
      }
    }
    return 0;
  }

  @Override
  public void exp(float[] x, int at, int n) {
    int bound = SPECIES.loopBound(n);
    for (int i = at; i < at + bound; i += LANES) {
      FloatVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.EXP).intoArray(x, i);
    }
    SHORT.exp(x, at + bound, n - bound);
  }

  @Override
  public void logistic(
      float[] margins, int at, int n, float label, float[] weights, float[] losses) {
    int bound = SPECIES.loopBound(n);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector z = FloatVector.fromArray(SPECIES, margins, at + i);
      FloatVector w = FloatVector.fromArray(SPECIES, weights, i);
      FloatVector e = z.abs().neg().lanewise(VectorOperators.EXP);
      FloatVector p = one.blend(e, z.lt(0)).div(e.add(1));
      FloatVector loss = z.max(0).sub(z.mul(label)).add(e.lanewise(VectorOperators.LOG1P));
      loss.fma(w, FloatVector.fromArray(SPECIES, losses, i)).intoArray(losses, i);
      p.sub(label).mul(w).intoArray(margins, at + i);
    }
    for (int i = bound; i < n; i++) {
      float z = margins[at + i];
      double e = Math.exp(-Math.abs(z));
      double p = (z >= 0 ? 1 : e) / (1 + e);
      losses[i] += weights[i] * (float) (Math.max(z, 0) - label * z + Math.log1p(e));
      margins[at + i] = weights[i] * (float) (p - label);
    }
  }
}
