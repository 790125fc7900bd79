package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.metrics.Confusion;
import dev.sagebrush.learn.metrics.Ranking;

/** What a two-class model and its threshold are chosen by. */
record Criterion(String word, double targetPrecision, double targetRecall, double beta) {

  static Criterion of(Parameters parameters) {
    String word = parameters.word("binary_classifier_model_selection_criteria");
    return new Criterion(
        word,
        parameters.real("target_precision"),
        parameters.real("target_recall"),
        word.equals("f1") ? 1 : parameters.real("f_beta"));
  }

  /** Whether the objective alone decides, and the threshold stays in the middle. */
  boolean objectiveOnly() {
    return word.equals("loss_function") || word.equals("cross_entropy_loss");
  }

  /**
   * A threshold and the criterion's value with it; more is better.
   *
   * @param threshold scores from it on are predicted 1
   */
  record Choice(float threshold, double value) {}

  /**
   * The threshold that is best on the given scores: midway between two neighbouring scores.
   *
   * @param middle the threshold when no other is better
   */
  Choice best(float[] scores, float[] labels, float middle) {
    Choice best = new Choice(middle, value(Confusion.at(middle, scores, labels)));
    int[] order = Ranking.ascending(scores);
    double positives = 0;
    for (float label : labels) {
      positives += label > 0 ? 1 : 0;
    }
    double negatives = labels.length - positives;
    double truePositive = 0;
    double falsePositive = 0;
    float below = Float.NaN;
    // From "none is predicted 1" over every gap between scores to "all are".
    for (int i = order.length; i >= 0; i--) {
      float above = below;
      below = i > 0 ? scores[order[i - 1]] : Float.NaN;
      if (above != below) {
        double trueNegative = negatives - falsePositive;
        double falseNegative = positives - truePositive;
        double value =
            value(new Confusion(truePositive, falsePositive, trueNegative, falseNegative));
        if (value > best.value) {
          best = new Choice(between(below, above), value);
        }
      }
      if (i > 0 && labels[order[i - 1]] > 0) {
        truePositive++;
      } else {
        falsePositive++;
      }
    }
    return best;
  }

  /** A threshold that parts two scores; NaN stands for no score on that side. */
  private static float between(float below, float above) {
    if (Float.isNaN(above)) {
      return Math.nextUp(below);
    }
    float middle = below + (above - below) / 2;
    return middle > below ? middle : above;
  }

  /** A missed target is worse than any that is met, and the nearer to it the better. */
  private double value(Confusion confusion) {
    return switch (word) {
      case "f_beta", "f1" -> confusion.fBeta(beta);
      case "precision_at_target_recall" ->
          confusion.recall() >= targetRecall
              ? confusion.precision()
              : confusion.recall() - targetRecall;
      case "recall_at_target_precision" ->
          confusion.precision() >= targetPrecision
              ? confusion.recall()
              : confusion.precision() - targetPrecision;
      default -> confusion.accuracy();
    };
  }
}
