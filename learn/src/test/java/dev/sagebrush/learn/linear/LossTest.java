package dev.sagebrush.learn.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LossTest {

  private static double value(Loss loss, float z, float label) {
    float[] losses = new float[1];
    loss.differentiate(new float[][] {{z}}, 0, 1, new float[] {label}, new float[] {1}, losses);
    return losses[0];
  }

  /** The derivative is the slope of the value, for 17 rows at once and for one. */
  private static void checkSlope(Loss loss, boolean labelled) {
    SplittableRandom random = new SplittableRandom(4);
    for (int trial = 0; trial < 30; trial++) {
      float[] margins = new float[20];
      float[] labels = new float[20];
      float[] weights = new float[20];
      float[] losses = new float[20];
      for (int i = 0; i < 20; i++) {
        margins[i] = (float) (3 * random.nextGaussian());
        labels[i] = labelled ? random.nextInt(2) : (float) random.nextGaussian();
        weights[i] = random.nextInt(1, 4);
      }
      float[] slopes = margins.clone();
      loss.differentiate(new float[][] {{}, slopes}, 1, 17, labels, weights, losses);
      for (int i = 0; i < 17; i++) {
        float z = margins[i];
        float label = labels[i];
        assertEquals(weights[i] * value(loss, z, label), losses[i], 1e-4, loss + " at " + z);
        double slope = (value(loss, z + 0.01f, label) - value(loss, z - 0.01f, label)) / 0.02;
        assertEquals(weights[i] * slope, slopes[i], 0.05, loss + " at " + z + ", " + label);
      }
      assertEquals(margins[17], slopes[17], "a row beyond the block");
    }
  }

  @Test
  void derivativesAreSlopes() {
    checkSlope(new Loss.Squared(0), false);
    checkSlope(new Loss.Squared(0.5f), false);
    checkSlope(new Loss.Huber(1), false);
    checkSlope(new Loss.Logistic(), true);
  }

  @Test
  void knownValues() {
    assertEquals(4, value(new Loss.Squared(0), 3, 1));
    assertEquals(2.25, value(new Loss.Squared(0.5f), 3, 1));
    assertEquals(0, value(new Loss.Squared(0.5f), 1.4f, 1));
    assertEquals(2, value(new Loss.Absolute(0), 3, 1));
    assertEquals(1.5, value(new Loss.Absolute(0.5f), -1, 1));
    assertEquals(0.5, value(new Loss.Huber(1), 2, 1));
    assertEquals(1.5, value(new Loss.Huber(1), 3, 1));
    assertEquals(0.9f * 2, value(new Loss.Quantile(0.9f), -1, 1), 1e-6);
    assertEquals(0.1f * 2, value(new Loss.Quantile(0.9f), 3, 1), 1e-6);
    assertEquals(3, value(new Loss.Hinge(1), 2, 0));
    assertEquals(0, value(new Loss.Hinge(1), 2, 1));
    assertEquals(Math.log(2), value(new Loss.Logistic(), 0, 1), 1e-6);
    assertEquals(100, value(new Loss.Logistic(), -100, 1), 1e-4);
    assertEquals(0, value(new Loss.Logistic(), 100, 1), 1e-6);
  }

  @Test
  void hingeAndPinballSlopes() {
    float[] z = {2, 0.5f};
    float[] losses = new float[2];
    float[] ones = {1, 1};
    new Loss.Hinge(1).differentiate(new float[][] {z}, 0, 2, ones, new float[] {1, 2}, losses);
    assertEquals(0, z[0]);
    assertEquals(-2, z[1]);
    z = new float[] {2, 0.5f};
    new Loss.Quantile(0.9f).differentiate(new float[][] {z}, 0, 2, ones, ones, losses);
    assertEquals(0.1f, z[0], 1e-6f);
    assertEquals(-0.9f, z[1], 1e-6f);
  }

  @Test
  void softmaxOfTheSecondModel() {
    float[][] z = {{7}, {7}, {7}, {0, 5}, {1, 5}, {2, 5}};
    float[] losses = new float[2];
    float[] labels = {2, 1};
    new Loss.Softmax(3).differentiate(z, 3, 2, labels, new float[] {2, 1}, losses);
    double sum = Math.exp(-2) + Math.exp(-1) + 1;
    assertEquals(2 * Math.log(sum), losses[0], 1e-5);
    assertEquals(2 * Math.exp(-2) / sum, z[3][0], 1e-5);
    assertEquals(2 * (1 / sum - 1), z[5][0], 1e-5);
    assertEquals(Math.log(3), losses[1], 1e-5);
    assertEquals(1 / 3.0, z[3][1], 1e-5);
    assertEquals(1 / 3.0 - 1, z[4][1], 1e-5);
    assertEquals(7, z[0][0]);
  }
}
