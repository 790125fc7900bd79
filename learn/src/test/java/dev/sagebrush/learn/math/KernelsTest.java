package dev.sagebrush.learn.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KernelsTest {
  private final SplittableRandom random = new SplittableRandom(1);

  private float[][] numbers(int rows, int columns) {
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }

  private static float[][] copy(float[][] rows) {
    float[][] copy = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      copy[row] = rows[row].clone();
    }
    return copy;
  }

  /** Straight from the definition. */
  private static void define(
      float[][] a, int first, int rows, int inner, float[][] b, float[][] out, int width) {
    for (int p = 0; p < rows; p++) {
      for (int c = 0; c < width; c++) {
        for (int q = 0; q < inner; q++) {
          out[p][c] = Math.fma(a[first + p][q], b[q][c], out[p][c]);
        }
      }
    }
  }

  @Test
  void bothFormsGiveTheBitsOfTheDefinition() {
    for (int trial = 0; trial < 300; trial++) {
      int first = random.nextInt(3);
      int rows = random.nextInt(0, 12);
      int inner = random.nextInt(0, 40);
      int width = random.nextInt(0, 90);
      float[][] a = numbers(first + rows + 1, inner + 1);
      float[][] b = numbers(inner, width + 2);
      float[][] start = numbers(rows + 1, width + 3);
      float[][] expected = copy(start);
      define(a, first, rows, inner, b, expected, width);
      for (Kernels kernels : new Kernels[] {new PlainKernels(), new VectorKernels()}) {
        float[][] out = copy(start);
        kernels.multiply(a, first, rows, inner, b, out, width);
        for (int row = 0; row <= rows; row++) {
          assertArrayEquals(expected[row], out[row], kernels + " row " + row);
        }
      }
    }
  }

  @Test
  void theVectorFormIsUsedWhereTheModuleIsPresent() {
    assertInstanceOf(VectorKernels.class, Kernels.best());
  }
}
