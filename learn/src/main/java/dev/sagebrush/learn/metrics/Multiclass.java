package dev.sagebrush.learn.metrics;

import java.util.function.IntToDoubleFunction;

/** Measures of predictions over classes 0 … classes − 1. */
public final class Multiclass {
  private final int classes;
  private final double[] right;
  private final double[] predicted;
  private final double[] actual;
  private final int rows;

  /**
   * Counts decisions.
   *
   * @param predictions a class for each row
   * @param labels the true class of each row
   */
  public Multiclass(int classes, float[] predictions, float[] labels) {
    this.classes = classes;
    this.rows = labels.length;
    this.right = new double[classes];
    this.predicted = new double[classes];
    this.actual = new double[classes];
    for (int i = 0; i < rows; i++) {
      predicted[(int) predictions[i]]++;
      actual[(int) labels[i]]++;
      if (predictions[i] == labels[i]) {
        right[(int) labels[i]]++;
      }
    }
  }

  /** The part of the rows that is predicted right. */
  public double accuracy() {
    double sum = 0;
    for (double count : right) {
      sum += count;
    }
    return Confusion.ratio(sum, rows);
  }

  /** The mean of the classes' precisions, over classes that occur. */
  public double macroPrecision() {
    return mean(c -> Confusion.ratio(right[c], predicted[c]), false);
  }

  /** The mean of the classes' recalls, over classes that occur in labels or predictions. */
  public double macroRecall() {
    return mean(this::recall, false);
  }

  /** The mean of the recalls of the classes that occur in the labels. */
  public double balancedAccuracy() {
    return mean(this::recall, true);
  }

  /** The mean of the classes' F, over classes that occur; see {@link Confusion#fBeta}. */
  public double macroFBeta(double beta) {
    double square = beta * beta;
    return mean(
        c -> Confusion.ratio((1 + square) * right[c], square * actual[c] + predicted[c]), false);
  }

  private double recall(int c) {
    return Confusion.ratio(right[c], actual[c]);
  }

  private double mean(IntToDoubleFunction measure, boolean labelled) {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < classes; c++) {
      if (actual[c] > 0 || (!labelled && predicted[c] > 0)) {
        sum += measure.applyAsDouble(c);
        occurring++;
      }
    }
    return Confusion.ratio(sum, occurring);
  }

  /** How many classes score above the true one, an equal score of a lower class included. */
  private static int above(float[] scores, int from, int classes, int label) {
    int above = 0;
    float own = scores[from + label];
    for (int c = 0; c < classes; c++) {
      float score = scores[from + c];
      above += score > own || (score == own && c < label) ? 1 : 0;
    }
    return above;
  }

  /**
   * The part of the rows whose true class is among the k best scores.
   *
   * @param scores row-major, {@code classes} to a row
   */
  public static double topAccuracy(int k, int classes, float[] scores, float[] labels) {
    double found = 0;
    for (int i = 0; i < labels.length; i++) {
      found += above(scores, i * classes, classes, (int) labels[i]) < k ? 1 : 0;
    }
    return Confusion.ratio(found, labels.length);
  }

  /**
   * Mean discounted cumulative gain of the true class: 1 / log₂(1 + its place), places from 1
   * (Järvelin and Kekäläinen, 2002).
   */
  public static double dcg(int classes, float[] scores, float[] labels) {
    double gain = 0;
    for (int i = 0; i < labels.length; i++) {
      int place = 1 + above(scores, i * classes, classes, (int) labels[i]);
      gain += Math.log(2) / Math.log(1 + place);
    }
    return Confusion.ratio(gain, labels.length);
  }

  /** Mean negative log likelihood; probabilities are kept at 1e-15 or more. */
  public static double logLoss(int classes, float[] probabilities, float[] labels) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(Math.max(1e-15, probabilities[i * classes + (int) labels[i]]));
    }
    return Confusion.ratio(sum, labels.length);
  }
}
