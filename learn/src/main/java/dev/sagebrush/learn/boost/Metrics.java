package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The metrics a training may be measured by: XGBoost's own, computed by the native library, and
 * those of {@link LabelMetrics}, computed from margins after each round.
 */
final class Metrics {
  private static final List<String> NATIVE =
      List.of(
          "rmse",
          "rmsle",
          "mae",
          "mape",
          "mphe",
          "logloss",
          "error",
          "merror",
          "mlogloss",
          "auc",
          "aucpr",
          "pre",
          "ndcg",
          "map",
          "poisson-nloglik",
          "gamma-nloglik",
          "gamma-deviance",
          "cox-nloglik",
          "tweedie-nloglik",
          "aft-nloglik",
          "interval-regression-accuracy");
  private static final Set<String> WITH_PARAMETER =
      Set.of("error", "ndcg", "map", "pre", "tweedie-nloglik", "ams");
  private static final Set<String> LARGER =
      Set.of(
          "auc",
          "aucpr",
          "pre",
          "ndcg",
          "map",
          "accuracy",
          "balanced_accuracy",
          "f1",
          "f1_binary",
          "f1_macro",
          "precision",
          "precision_macro",
          "precision_micro",
          "r2",
          "recall",
          "recall_macro",
          "recall_micro");

  private Metrics() {}

  /** Every name, without parameters. */
  static List<String> names() {
    return Stream.concat(
            NATIVE.stream(), LabelMetrics.NAMES.stream().filter(name -> !NATIVE.contains(name)))
        .toList();
  }

  /** Whether a comma-separated list names metrics. */
  static boolean valid(String text) {
    return split(text).stream().allMatch(Metrics::known);
  }

  private static boolean known(String metric) {
    int at = metric.indexOf('@');
    if (at < 0) {
      return names().contains(metric);
    }
    return WITH_PARAMETER.contains(metric.substring(0, at))
        && metric.substring(at + 1).matches("\\d+(\\.\\d+)?-?");
  }

  private static List<String> split(String text) {
    String bare = text.strip().replaceAll("^\\[|]$", "");
    return Stream.of(bare.split(",", -1))
        .map(name -> name.strip().replaceAll("^([\"'])(.*)\\1$", "$2"))
        .toList();
  }

  /** The metrics asked for, in order, and last the one a search reads. */
  static List<String> of(Parameters parameters) {
    LinkedHashSet<String> all = new LinkedHashSet<>();
    if (parameters.has(BoostParameters.EVAL_METRIC)) {
      all.addAll(split(parameters.word(BoostParameters.EVAL_METRIC)));
    }
    if (parameters.has(BoostParameters.TUNING_METRIC)) {
      for (String metric : parameters.word(BoostParameters.TUNING_METRIC).split(",", -1)) {
        String name = metric.strip().substring(metric.strip().indexOf(':') + 1);
        if (known(name)) {
          all.add(name);
        }
      }
    }
    return new ArrayList<>(all);
  }

  /** Whether the native library computes it. */
  static boolean isNative(String metric) {
    int at = metric.indexOf('@');
    return NATIVE.contains(at < 0 ? metric : metric.substring(0, at));
  }

  /** Whether more of it is better. */
  static boolean larger(String metric) {
    int at = metric.indexOf('@');
    return LARGER.contains(at < 0 ? metric : metric.substring(0, at));
  }
}
