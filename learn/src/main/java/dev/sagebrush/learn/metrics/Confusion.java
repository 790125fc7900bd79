package dev.sagebrush.learn.metrics;

/**
 * Weighted counts of a two-class decision.
 *
 * @param truePositive label 1, predicted 1
 * @param falsePositive label 0, predicted 1
 * @param trueNegative label 0, predicted 0
 * @param falseNegative label 1, predicted 0
 */
public record Confusion(
    double truePositive, double falsePositive, double trueNegative, double falseNegative) {

  /** Counts with "1" predicted where the score is at least the threshold; labels are 0 or 1. */
  public static Confusion at(float threshold, float[] scores, float[] labels) {
    long truePositive = 0;
    long falsePositive = 0;
    long positive = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean predicted = scores[i] >= threshold;
      if (labels[i] > 0) {
        positive++;
        truePositive += predicted ? 1 : 0;
      } else {
        falsePositive += predicted ? 1 : 0;
      }
    }
    return new Confusion(
        truePositive,
        falsePositive,
        labels.length - positive - falsePositive,
        positive - truePositive);
  }

  /** The part of the rows that is predicted right. */
  public double accuracy() {
    double right = truePositive + trueNegative;
    return ratio(right, right + falsePositive + falseNegative);
  }

  /** The part of the predicted 1s that is right. */
  public double precision() {
    return ratio(truePositive, truePositive + falsePositive);
  }

  /** The part of the 1s that is found. */
  public double recall() {
    return ratio(truePositive, truePositive + falseNegative);
  }

  /** The mean of the recalls of both classes. */
  public double balancedAccuracy() {
    return (recall() + ratio(trueNegative, trueNegative + falsePositive)) / 2;
  }

  /** Van Rijsbergen's F: recall counts β times as much as precision. */
  public double fBeta(double beta) {
    double square = beta * beta;
    double weighted = (1 + square) * truePositive;
    return ratio(weighted, weighted + square * falseNegative + falsePositive);
  }

  static double ratio(double numerator, double denominator) {
    return denominator == 0 ? 0 : numerator / denominator;
  }
}
