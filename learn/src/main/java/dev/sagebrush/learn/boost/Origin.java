package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.Provenance;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's provenance as attributes inside its file, where it travels with the model and every
 * XGBoost passes over it: {@code provenance.data}, {@code .rows}, {@code .seed}, {@code .version}
 * and {@code provenance.parameter.<name>}.
 */
final class Origin {
  private static final String PREFIX = "provenance.";
  private static final String PARAMETER = PREFIX + "parameter.";

  private Origin() {}

  static void write(Fitting fitting, NativeBooster booster) {
    Provenance provenance = fitting.provenance("xgboost");
    booster.attribute(PREFIX + "data", provenance.data());
    booster.attribute(PREFIX + "rows", String.valueOf(provenance.rows()));
    booster.attribute(PREFIX + "seed", String.valueOf(provenance.seed()));
    booster.attribute(PREFIX + "version", provenance.version());
    provenance.parameters().forEach((name, text) -> booster.attribute(PARAMETER + name, text));
  }

  /** The provenance in a model's attributes; empty where the model came from elsewhere. */
  static Provenance read(Map<String, String> attributes) {
    Map<String, String> parameters = new TreeMap<>();
    attributes.forEach((name, text) -> {
      if (name.startsWith(PARAMETER)) {
        parameters.put(name.substring(PARAMETER.length()), text);
      }
    });
    return new Provenance(
        "xgboost",
        parameters,
        attributes.getOrDefault(PREFIX + "data", ""),
        number(attributes, "rows"),
        number(attributes, "seed"),
        attributes.getOrDefault(PREFIX + "version", ""));
  }

  private static long number(Map<String, String> attributes, String name) {
    String text = attributes.getOrDefault(PREFIX + name, "0");
    return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
