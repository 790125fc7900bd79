package dev.sagebrush.learn.metrics;

/** Measures of how scores order two classes. */
public final class Ranking {

  private static final int DIGIT = 11;
  private static final int DIGIT_MASK = (1 << DIGIT) - 1;

  private Ranking() {}

  /**
   * Positions from the least score to the greatest; equal scores in the order given, −0 before 0. A
   * radix sort of 11 bits at a time: short loops, fast before they are compiled well.
   */
  public static int[] ascending(float[] scores) {
    int[] keys = new int[scores.length];
    int[] order = new int[scores.length];
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToIntBits(scores[i]);
      // Floats order as unsigned integers once positives have the sign bit and negatives are
      // flipped.
      keys[i] = bits ^ ((bits >> 31) | Integer.MIN_VALUE);
      order[i] = i;
    }
    int[] other = new int[scores.length];
    for (int shift = 0; shift < Integer.SIZE; shift += DIGIT) {
      pass(keys, shift, order, other);
      int[] swap = order;
      order = other;
      other = swap;
    }
    return order;
  }

  /** Sorts positions by one digit of their keys, keeping the order of those with the same. */
  private static void pass(int[] keys, int shift, int[] from, int[] to) {
    int[] starts = new int[(1 << DIGIT) + 1];
    for (int key : keys) {
      starts[((key >>> shift) & DIGIT_MASK) + 1]++;
    }
    for (int digit = 0; digit < DIGIT_MASK; digit++) {
      starts[digit + 1] += starts[digit];
    }
    for (int position : from) {
      to[starts[(keys[position] >>> shift) & DIGIT_MASK]++] = position;
    }
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
