package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Parameters;

/**
 * Whether labels suit an objective, in the words of XGBoost, which itself checks them only after it
 * has estimated a prior from them and then may complain of that.
 */
final class Labels {
  private Labels() {}

  /**
   * Checks every label.
   *
   * @throws InvalidDataException at the first that does not suit
   */
  static void check(Dataset data, Parameters parameters) {
    String objective = parameters.word(BoostParameters.OBJECTIVE);
    int classes = parameters.wholeOr(BoostParameters.NUM_CLASS, 0);
    float[] labels = data.labels();
    for (int row = 0; row < labels.length; row++) {
      String problem =
          Float.isFinite(labels[row])
              ? problem(objective, labels[row], classes)
              : "Label contains NaN, infinity or a value too large";
      if (!problem.isEmpty()) {
        throw new InvalidDataException(
            problem + ": the label of row " + (row + 1) + " is " + labels[row]);
      }
    }
  }

  private static String problem(String objective, float label, int classes) {
    return switch (objective) {
      case "binary:logistic", "binary:logitraw", "reg:logistic" ->
          label < 0 || label > 1 ? "label must be in [0,1] for logistic regression" : "";
      case "binary:hinge" ->
          label == 0 || label == 1 ? "" : "label must be either 0 or 1 for binary:hinge";
      case "multi:softmax", "multi:softprob" ->
          label < 0 || label >= classes || label != (int) label
              ? "label must be in [0, num_class)"
              : "";
      case "count:poisson" -> label < 0 ? "PoissonRegression: label must be nonnegative" : "";
      case "reg:tweedie" -> label < 0 ? "TweedieRegression: label must be nonnegative" : "";
      case "reg:gamma" -> label <= 0 ? "label must be positive for gamma regression" : "";
      case "reg:squaredlogerror" ->
          label <= -1
              ? "label must be greater than -1 for rmsle so that log(label + 1) can be valid"
              : "";
      default -> "";
    };
  }
}
