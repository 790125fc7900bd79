package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.InvalidDataException;
import java.util.List;

/** The native library failed for a reason that is not the user's data. */
final class NativeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What XGBoost 3.0 says of unusable data (src/objective, src/metric, src/data of its source). */
  private static final List<String> DATA_PROBLEMS =
      List.of(
          "label must be in [0,1] for logistic regression",
          "label must be in [0, num_class)",
          "label must be nonnegative",
          "label must be positive for gamma regression",
          "label must be greater than -1 for rmsle so that log(label + 1) can be valid",
          "label must be either 0 or 1",
          "can only be used with binary labels",
          "Label set is empty",
          "Size of labels must equal to number of rows",
          "Size of weight must equal to number of rows",
          "Weights must be positive values",
          "Label contains NaN, infinity or a value too large",
          "Input data contains `inf` or a value too large",
          "feature_names mismatch",
          "base_score must be in (0,1) for logistic loss",
          "Invalid group structure",
          "Check failed: preds.size() == info.labels_.size()",
          "Number of columns does not match number of features");

  NativeException(String message) {
    super(message);
  }

  NativeException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The exception for what the library said. */
  static RuntimeException of(String said) {
    for (String problem : DATA_PROBLEMS) {
      if (said.contains(problem)) {
        return new InvalidDataException(problem);
      }
    }
    int trace = said.indexOf("Stack trace:");
    String line = (trace < 0 ? said : said.substring(0, trace)).strip();
    return new NativeException(line);
  }
}
