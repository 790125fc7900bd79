package dev.sagebrush.learn.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sagebrush.learn.math.Kernels.Panel;
import dev.sagebrush.learn.math.Kernels.Strided;
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

  /** Straight from the definition, in double, added to {@code start}. */
  private static float[] product(Strided a, int rows, int inner, Panel b, float[] start) {
    float[] out = start.clone();
    for (int p = 0; p < rows; p++) {
      for (int c = 0; c < b.width(); c++) {
        double sum = start[p * b.width() + c];
        for (int q = 0; q < inner; q++) {
          float left = a.values()[a.at() + p * a.rowStep() + q * a.innerStep()];
          sum += (double) left * b.values()[q * b.width() + c];
        }
        out[p * b.width() + c] = (float) sum;
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
      float[] values = numbers(at + rows * inner);
      Strided a = new Strided(values, at, byColumns ? 1 : inner, byColumns ? rows : 1);
      Panel b = new Panel(numbers(inner * width), 0, width);
      float[] start = numbers(rows * width);
      float[] added = product(a, rows, inner, b, start);
      float[] fresh = product(a, rows, inner, b, new float[rows * width]);
      for (Kernels kernels : new Kernels[] {plain, vector}) {
        Panel out = new Panel(start.clone(), 0, width);
        kernels.multiply(a, rows, inner, b, out, true);
        assertArrayEquals(added, out.values(), 1e-4f);
        kernels.multiply(a, rows, inner, b, out, false);
        assertArrayEquals(fresh, out.values(), 1e-4f);
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
