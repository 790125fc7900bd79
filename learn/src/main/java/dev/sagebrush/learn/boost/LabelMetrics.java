package dev.sagebrush.learn.boost;

import java.util.List;

/**
 * Metrics of predicted labels against true ones, unweighted. A class is predicted where the margin
 * is positive, or by the largest of several margins; errors of regression are those of the
 * predictions.
 *
 * <p>Precision, recall and F1 are per class; {@code macro} is their mean over the classes that
 * occur among true or predicted labels, {@code micro} counts all classes together, and without
 * either word they are those of class 1 when there are two classes, else macro. A ratio 0/0 counts
 * as 0.
 */
final class LabelMetrics {
  /** The names, in alphabetical order. */
  static final List<String> NAMES =
      List.of(
          "accuracy",
          "balanced_accuracy",
          "f1",
          "f1_binary",
          "f1_macro",
          "mae",
          "mse",
          "precision",
          "precision_macro",
          "precision_micro",
          "r2",
          "recall",
          "recall_macro",
          "recall_micro",
          "rmse");

  private static final List<String> OF_ERRORS = List.of("mae", "mse", "r2", "rmse");

  private LabelMetrics() {}

  /** Whether a metric compares classes rather than numbers. */
  static boolean ofClasses(String metric) {
    return NAMES.contains(metric) && !OF_ERRORS.contains(metric);
  }

  /**
   * A metric's value.
   *
   * @param margins row-major, {@code classes} to a row
   * @param classes values to a row, 1 unless there are several classes
   * @param predictions what the model predicts for each row, for errors of regression
   */
  static double value(
      String metric, float[] labels, float[] margins, int classes, float[] predictions) {
    return switch (metric) {
      case "mse" -> squared(labels, predictions) / labels.length;
      case "rmse" -> Math.sqrt(squared(labels, predictions) / labels.length);
      case "mae" -> absolute(labels, predictions) / labels.length;
      case "r2" -> 1 - squared(labels, predictions) / spread(labels);
      default -> new Confusion(labels, predicted(margins, classes)).value(metric);
    };
  }

  /** The class of each row. */
  static int[] predicted(float[] margins, int classes) {
    int[] predicted = new int[margins.length / classes];
    for (int row = 0; row < predicted.length; row++) {
      predicted[row] =
          classes == 1
              ? (margins[row] > 0 ? 1 : 0)
              : Objective.argmax(margins, row * classes, classes);
    }
    return predicted;
  }

  private static double squared(float[] labels, float[] predictions) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double error = (double) labels[i] - predictions[i];
      sum += error * error;
    }
    return sum;
  }

  private static double absolute(float[] labels, float[] predictions) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += Math.abs((double) labels[i] - predictions[i]);
    }
    return sum;
  }

  private static double spread(float[] labels) {
    double mean = 0;
    for (float label : labels) {
      mean += label;
    }
    mean /= labels.length;
    double sum = 0;
    for (float label : labels) {
      sum += (label - mean) * (label - mean);
    }
    return sum;
  }

  /** Counts of true and predicted classes. */
  private static final class Confusion {
    private final long[] hits;
    private final long[] actual;
    private final long[] guessed;
    private final long rows;

    Confusion(float[] labels, int[] predicted) {
      int classes = 2;
      for (int i = 0; i < labels.length; i++) {
        classes = Math.max(classes, Math.max((int) labels[i], predicted[i]) + 1);
      }
      hits = new long[classes];
      actual = new long[classes];
      guessed = new long[classes];
      rows = labels.length;
      for (int i = 0; i < labels.length; i++) {
        int label = (int) labels[i];
        actual[label]++;
        guessed[predicted[i]]++;
        hits[label] += label == predicted[i] ? 1 : 0;
      }
    }

    double value(String metric) {
      boolean two = hits.length == 2;
      return switch (metric) {
        case "accuracy", "precision_micro", "recall_micro" -> ratio(sum(hits), rows);
        case "balanced_accuracy" -> meanRecall();
        case "f1", "f1_macro" -> mean(Confusion::f1);
        case "f1_binary" -> f1(1);
        case "precision" -> two ? precision(1) : mean(Confusion::precision);
        case "precision_macro" -> mean(Confusion::precision);
        case "recall" -> two ? recall(1) : mean(Confusion::recall);
        case "recall_macro" -> mean(Confusion::recall);
        default -> throw new IllegalArgumentException("no metric " + metric);
      };
    }

    private double precision(int label) {
      return ratio(hits[label], guessed[label]);
    }

    private double recall(int label) {
      return ratio(hits[label], actual[label]);
    }

    private double f1(int label) {
      return ratio(2.0 * hits[label], actual[label] + guessed[label]);
    }

    /** Mean recall over the classes that occur, as balanced accuracy is defined. */
    private double meanRecall() {
      double total = 0;
      int present = 0;
      for (int label = 0; label < hits.length; label++) {
        if (actual[label] > 0) {
          total += recall(label);
          present++;
        }
      }
      return ratio(total, present);
    }

    private double mean(PerClass metric) {
      double total = 0;
      int present = 0;
      for (int label = 0; label < hits.length; label++) {
        if (actual[label] + guessed[label] > 0) {
          total += metric.of(this, label);
          present++;
        }
      }
      return ratio(total, present);
    }

    private static double ratio(double part, double whole) {
      return whole == 0 ? 0 : part / whole;
    }

    private static long sum(long[] counts) {
      long sum = 0;
      for (long count : counts) {
        sum += count;
      }
      return sum;
    }
  }

  private interface PerClass {
    double of(Confusion confusion, int label);
  }
}
