package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.InvalidDataException;
import java.util.Map;

/**
 * Reads model files.
 *
 * @see <a href="https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html">XGBoost,
 *     model IO</a>
 */
final class ModelReader {
  private static final int MAX_OUTPUTS = 1 << 20;

  private ModelReader() {}

  static BoostModel read(byte[] file, String source) {
    try {
      return model(file, Fields.of(document(file)));
    } catch (InvalidDataException e) {
      throw new InvalidDataException(
          source + " is not a model file that can be read: " + e.getMessage(), e);
    }
  }

  private static Object document(byte[] file) {
    if (file.length < 2 || file[0] != '{') {
      boolean old =
          file.length > 4 && file[0] == 'b' && file[1] == 'i' && file[2] == 'n' && file[3] == 'f';
      boolean pickle = file.length > 1 && (file[0] & 0xff) == 0x80;
      throw new InvalidDataException(
          old
              ? "it is in XGBoost's old binary format, which XGBoost 3 no longer reads either; save it"
                  + " with XGBoost 1.6 to 2.1 as .json or .ubj"
              : pickle
                  ? "it is a Python pickle; save it with Booster.save_model as .json or .ubj"
                  : "it starts with neither JSON nor UBJSON");
    }
    boolean json =
        file[1] == '"'
            || file[1] == ' '
            || file[1] == '\n'
            || file[1] == '\r'
            || file[1] == '\t'
            || file[1] == '}';
    return json ? Json.parse(file) : Ubjson.parse(file);
  }

  private static BoostModel model(byte[] file, Fields document) {
    Fields learner = document.object("learner");
    Fields parameters = learner.object("learner_model_param");
    String name = learner.object("objective").text("name");
    Objective objective = Objective.named(name);
    if (objective == null) {
      throw new InvalidDataException("its objective " + name + " is not known");
    }
    int features = parameters.whole("num_feature", 0);
    int classes = parameters.whole("num_class", 0);
    int targets = parameters.whole("num_target", 1);
    int outputs = Math.max(1, Math.max(classes, targets));
    if (features < 0 || outputs > MAX_OUTPUTS) {
      throw new InvalidDataException(features + " features and " + outputs + " outputs");
    }
    Map<String, String> attributes =
        learner.has("attributes") ? learner.object("attributes").texts() : Map.of();
    float[] priors = priors(parameters.text("base_score"), objective, outputs);
    Predictor predictor =
        predictor(learner.object("gradient_booster"), features, outputs, rounds(attributes));
    return new BoostModel(file, Origin.read(attributes), objective, features, priors, predictor);
  }

  /** Rounds up to the best one; -1 for all. */
  private static int rounds(Map<String, String> attributes) {
    String best = attributes.getOrDefault("best_iteration", "");
    return best.matches("\\d{1,9}") ? Integer.parseInt(best) + 1 : -1;
  }

  private static Predictor predictor(Fields booster, int features, int outputs, int rounds) {
    String kind = booster.text("name");
    return switch (kind) {
      case "gbtree" ->
          ForestReader.read(booster.object("model"), new float[0], outputs, features, rounds);
      case "dart" ->
          ForestReader.read(
              booster.object("gbtree").object("model"),
              booster.floats("weight_drop"),
              outputs,
              features,
              rounds);
      case "gblinear" -> {
        float[] weights = booster.object("model").floats("weights");
        if (weights.length != (features + 1L) * outputs) {
          throw new InvalidDataException(
              weights.length + " weights for " + features + " features, " + outputs + " outputs");
        }
        yield new LinearPredictor(weights, outputs);
      }
      default -> throw new InvalidDataException("its booster " + kind + " is not known");
    };
  }

  /** The prior of each output as a margin; the file has one number or, from 3.1 on, a list. */
  private static float[] priors(String text, Objective objective, int outputs) {
    String bare = text.strip().replaceAll("^\\[|]$", "");
    String[] numbers = bare.split(",", -1);
    if (numbers.length != 1 && numbers.length != outputs) {
      throw new InvalidDataException(
          numbers.length + " values of base_score for " + outputs + " outputs");
    }
    float[] priors = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      String number = numbers[numbers.length == 1 ? 0 : i].strip();
      if (!number.matches("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d+)?")) {
        throw new InvalidDataException("base_score is not a number: " + number);
      }
      priors[i] = objective.marginOf(Float.parseFloat(number));
    }
    return priors;
  }
}
