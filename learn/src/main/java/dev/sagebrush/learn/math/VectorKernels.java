package dev.sagebrush.learn.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product on the Vector API. It keeps a tile of 4 rows × 2 vectors of {@code out} in registers
 * while it walks the inner dimension (the outer-product form of Goto and van de Geijn, "Anatomy of
 * High-Performance Matrix Multiplication", 2008): ahead of the plain form where {@code out} is
 * narrow, level with it elsewhere, and slow until it is compiled.
 */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public void multiply(
      float[][] a, int first, int rows, int inner, float[][] b, float[][] out, int width) {
    int c = 0;
    for (; c + 2 * LANES <= width; c += 2 * LANES) {
      int p = 0;
      for (; p + 4 <= rows; p += 4) {
        tile4x2(a, first + p, p, inner, b, c, out);
      }
      for (; p < rows; p++) {
        tile1x1(a[first + p], inner, b, c, out[p]);
        tile1x1(a[first + p], inner, b, c + LANES, out[p]);
      }
    }
    for (; c + LANES <= width; c += LANES) {
      for (int p = 0; p < rows; p++) {
        tile1x1(a[first + p], inner, b, c, out[p]);
      }
    }
    for (; c < width; c++) {
      for (int p = 0; p < rows; p++) {
        single(a[first + p], inner, b, c, out[p]);
      }
    }
  }

  private static void tile4x2(
      float[][] a, int at, int p, int inner, float[][] b, int c, float[][] out) {
    float[] a0 = a[at];
    float[] a1 = a[at + 1];
    float[] a2 = a[at + 2];
    float[] a3 = a[at + 3];
    FloatVector s00 = FloatVector.fromArray(SPECIES, out[p], c);
    FloatVector s01 = FloatVector.fromArray(SPECIES, out[p], c + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, out[p + 1], c);
    FloatVector s11 = FloatVector.fromArray(SPECIES, out[p + 1], c + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, out[p + 2], c);
    FloatVector s21 = FloatVector.fromArray(SPECIES, out[p + 2], c + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, out[p + 3], c);
    FloatVector s31 = FloatVector.fromArray(SPECIES, out[p + 3], c + LANES);
    for (int q = 0; q < inner; q++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b[q], c);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b[q], c + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a0[q]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = FloatVector.broadcast(SPECIES, a1[q]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = FloatVector.broadcast(SPECIES, a2[q]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = FloatVector.broadcast(SPECIES, a3[q]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    s00.intoArray(out[p], c);
    s01.intoArray(out[p], c + LANES);
    s10.intoArray(out[p + 1], c);
    s11.intoArray(out[p + 1], c + LANES);
    s20.intoArray(out[p + 2], c);
    s21.intoArray(out[p + 2], c + LANES);
    s30.intoArray(out[p + 3], c);
    s31.intoArray(out[p + 3], c + LANES);
  }

  private static void tile1x1(float[] a, int inner, float[][] b, int c, float[] out) {
    FloatVector sum = FloatVector.fromArray(SPECIES, out, c);
    for (int q = 0; q < inner; q++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
      sum = x.fma(FloatVector.fromArray(SPECIES, b[q], c), sum);
    }
    sum.intoArray(out, c);
  }

  private static void single(float[] a, int inner, float[][] b, int c, float[] out) {
    float sum = out[c];
    for (int q = 0; q < inner; q++) {
      sum = Math.fma(a[q], b[q][c], sum);
    }
    out[c] = sum;
  }
}
