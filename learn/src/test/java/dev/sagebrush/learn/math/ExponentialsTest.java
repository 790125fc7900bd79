package dev.sagebrush.learn.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExponentialsTest {

  @Test
  void exponentialsOfWhatIsNotPositive() {
    for (float x = 0; x > -110; x -= 0.0137f) {
      float[] values = {x, 1};
      Exponentials.ofNegative(values, 1);
      double exact = Math.exp(x);
      assertEquals(exact, values[0], 1.2e-7 * exact + Float.MIN_VALUE, "exp(" + x + ")");
      assertEquals(1, values[1]);
    }
  }

  @Test
  void exponentialsAtTheEnds() {
    float[] values = {0, -0f, -1e30f, Float.NEGATIVE_INFINITY, Float.NaN};
    Exponentials.ofNegative(values, values.length);
    assertEquals(1, values[0]);
    assertEquals(1, values[1]);
    assertEquals(0, values[2]);
    assertEquals(0, values[3]);
    assertEquals(Float.NaN, values[4]);
  }

  @Test
  void logisticLossAndItsDerivative() {
    for (float z = -120; z < 120; z += 0.0371f) {
      for (int label = 0; label < 2; label++) {
        float[] margins = {z};
        float[] losses = new float[1];
        Exponentials.logistic(margins, 1, new float[] {label}, new float[] {3}, losses);
        double against = (2 * label - 1) * (double) z;
        double loss = Math.max(-against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
        double derivative = 1 / (1 + Math.exp(-(double) z)) - label;
        assertEquals(3 * loss, losses[0], 4e-7 * loss + 1e-8, "loss at " + z);
        assertEquals(3 * derivative, margins[0], 2e-7, "derivative at " + z);
      }
    }
  }
}
