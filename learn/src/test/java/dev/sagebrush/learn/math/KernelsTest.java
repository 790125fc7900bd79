package dev.sagebrush.learn.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KernelsTest {
  private final Kernels plain = new PlainKernels();
  private final Kernels vector = new VectorKernels();
  private final SplittableRandom random = new SplittableRandom(1);

  private float[] numbers(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Straight from the definition, in double. */
  private static float[] product(
      float[] a, int at, int rowStep, int innerStep, int rows, int inner, float[] b, int width,
      float[] start) {
    float[] out = start.clone();
    for (int p = 0; p < rows; p++) {
      for (int c = 0; c < width; c++) {
        double sum = start[p * width + c];
        for (int q = 0; q < inner; q++) {
          sum += (double) a[at + p * rowStep + q * innerStep] * b[q * width + c];
        }
        out[p * width + c] = (float) sum;
      }
    }
    return out;
  }

  @Test
  void productByRowsAndByColumns() {
    for (int trial = 0; trial < 200; trial++) {
      int rows = random.nextInt(1, 20);
      int inner = random.nextInt(1, 40);
      int width = Kernels.PAD * random.nextInt(1, 6);
      int at = random.nextInt(5);
      boolean byColumns = random.nextBoolean();
      float[] a = numbers(at + rows * inner);
      float[] b = numbers(inner * width);
      int rowStep = byColumns ? 1 : inner;
      int innerStep = byColumns ? rows : 1;
      float[] start = numbers(rows * width);
      float[] expected = product(a, at, rowStep, innerStep, rows, inner, b, width, start);
      float[] fresh =
          product(a, at, rowStep, innerStep, rows, inner, b, width, new float[rows * width]);
      for (Kernels kernels : new Kernels[] {plain, vector}) {
        float[] out = start.clone();
        kernels.multiply(
            a, at, rowStep, innerStep, rows, inner, b, 0, width, out, 0, true);
        assertArrayEquals(expected, out, 1e-4f);
        kernels.multiply(
            a, at, rowStep, innerStep, rows, inner, b, 0, width, out, 0, false);
        assertArrayEquals(fresh, out, 1e-4f);
      }
    }
  }

  @Test
  void vectorAndPlainFormsAgree() {
    for (int n = 1; n < 70; n++) {
      float[] x = numbers(n + 3);
      float[] y = numbers(n + 1);
      assertEquals(plain.dot(x, 3, y, 1, n), vector.dot(x, 3, y, 1, n), 1e-4f);
      assertEquals(
          plain.squaredDistance(x, 3, y, 1, n), vector.squaredDistance(x, 3, y, 1, n), 1e-3f);
      assertEquals(plain.indexOfLeast(x, 3, n), vector.indexOfLeast(x, 3, n));
      float[] first = y.clone();
      float[] second = y.clone();
      plain.addScaled(0.5f, x, 3, first, 1, n);
      vector.addScaled(0.5f, x, 3, second, 1, n);
      assertArrayEquals(first, second, 1e-6f);
      plain.subtract(x, 3, y, 1, first, 0, n);
      vector.subtract(x, 3, y, 1, second, 0, n);
      assertArrayEquals(first, second);
    }
  }

  @Test
  void theFirstOfEqualValuesIsTheLeast() {
    float[] x = new float[40];
    x[17] = x[33] = -1;
    assertEquals(17, plain.indexOfLeast(x, 0, 40));
    assertEquals(17, vector.indexOfLeast(x, 0, 40));
  }

  @Test
  void theVectorFormIsUsedWhereTheModuleIsPresent() {
    assertInstanceOf(VectorKernels.class, Kernels.best());
  }
}
