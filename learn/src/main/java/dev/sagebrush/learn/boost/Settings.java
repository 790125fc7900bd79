package dev.sagebrush.learn.boost;

import static dev.sagebrush.learn.boost.BoostParameters.EVAL_METRIC;
import static dev.sagebrush.learn.boost.BoostParameters.OBJECTIVE;
import static dev.sagebrush.learn.boost.BoostParameters.TREE_METHOD;

import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.Parameters;
import java.util.List;

/** What the native library is told for a fit. */
final class Settings {
  private Settings() {}

  /** Sets every parameter the user gave, and the metrics. */
  static void apply(Fitting fitting, NativeBooster booster) {
    Parameters parameters = fitting.parameters();
    parameters
        .texts()
        .forEach((name, text) -> {
          boolean passed =
              !BoostParameters.OWN.contains(name) && !BoostParameters.RETIRED.containsKey(name);
          if (passed && parameters.given(name)) {
            booster.set(name, value(name, text.strip()));
          }
        });
    booster.set("nthread", String.valueOf(threads(fitting)));
    booster.set("seed", String.valueOf(seed(fitting)));
    List<String> metrics = Metrics.of(parameters);
    for (String metric : metrics) {
      if (Metrics.isNative(metric)) {
        booster.set(EVAL_METRIC, qualified(metric, parameters));
      }
    }
    if (!metrics.isEmpty() && metrics.stream().noneMatch(Metrics::isNative)) {
      booster.set("disable_default_eval_metric", "1");
    }
  }

  /** Threads to train with. */
  static int threads(Fitting fitting) {
    return fitting.parameters().wholeOr("nthread", fitting.threads());
  }

  /** Seed to train with: the parameter if given, else the fit's. */
  static long seed(Fitting fitting) {
    return fitting.parameters().given("seed")
        ? fitting.parameters().whole("seed")
        : fitting.seed() & Integer.MAX_VALUE;
  }

  /** The metric's name with the parameter that XGBoost requires. */
  static String qualified(String metric, Parameters parameters) {
    return metric.equals("tweedie-nloglik")
        ? metric + "@" + parameters.text("tweedie_variance_power")
        : metric;
  }

  private static String value(String name, String text) {
    return switch (name) {
      case OBJECTIVE -> text.equals("reg:linear") ? "reg:squarederror" : text;
      case TREE_METHOD -> text.equals("gpu_hist") ? "hist" : text;
      case "updater" -> Updaters.current(text);
      default -> text;
    };
  }
}
