package dev.sagebrush.learn.metrics;

import java.util.Arrays;

/** Measures of how scores order two classes. */
public final class Ranking {

  private Ranking() {}

  /**
   * Positions from the least score to the greatest; equal scores in the order given, −0 before 0.
   */
  public static int[] ascending(float[] scores) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToIntBits(scores[i]);
      // Negative floats order backwards as integers: flip all bits but the sign.
      int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
      keys[i] = ((long) ordered << 32) | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  /**
   * Area under the receiver operating characteristic: the chance that a random 1 scores above a
   * random 0, a tie counting half (Mann and Whitney, 1947).
   *
   * @param labels 0 or 1
   * @return in [0, 1]; NaN when a class is missing
   */
  public static double rocAuc(float[] scores, float[] labels) {
    int[] order = ascending(scores);
    double negatives = 0;
    double positives = 0;
    double area = 0;
    for (int i = 0; i < order.length; ) {
      float score = scores[order[i]];
      double tiedPositives = 0;
      double tiedNegatives = 0;
      for (; i < order.length && scores[order[i]] == score; i++) {
        if (labels[order[i]] > 0) {
          tiedPositives++;
        } else {
          tiedNegatives++;
        }
      }
      area += tiedPositives * (negatives + tiedNegatives / 2);
      positives += tiedPositives;
      negatives += tiedNegatives;
    }
    return positives == 0 || negatives == 0 ? Double.NaN : area / (positives * negatives);
  }

  /**
   * Mean negative log likelihood of 0/1 labels.
   *
   * @param probabilities of label 1; kept within 1e-15 of 0 and 1
   */
  public static double logLoss(float[] probabilities, float[] labels) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double right = labels[i] > 0 ? probabilities[i] : 1 - (double) probabilities[i];
      sum -= Math.log(Math.clamp(right, 1e-15, 1));
    }
    return sum / labels.length;
  }
}
