package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.MetricDefinition;
import java.util.List;
import java.util.stream.Stream;

/** The metrics XGBoost's container publishes, for each of its two data sets. */
final class XgboostMetrics {

  private static final List<String> NAMES =
      List.of(
          "accuracy",
          "aft-nloglik",
          "auc",
          "aucpr",
          "balanced_accuracy",
          "cox-nloglik",
          "error",
          "f1",
          "f1_binary",
          "f1_macro",
          "gamma-deviance",
          "gamma-nloglik",
          "interval-regression-accuracy",
          "logloss",
          "mae",
          "map",
          "mape",
          "merror",
          "mlogloss",
          "mphe",
          "mse",
          "ndcg",
          "poisson-nloglik",
          "precision",
          "precision_macro",
          "precision_micro",
          "r2",
          "recall",
          "recall_macro",
          "recall_micro",
          "rmse",
          "rmsle",
          "tweedie-nloglik");

  static final List<MetricDefinition> ALL =
      Stream.of("train", "validation")
          .flatMap(split -> NAMES.stream().map(name -> metric(split, name)))
          .toList();

  private XgboostMetrics() {}

  private static MetricDefinition metric(String split, String name) {
    return new MetricDefinition(
        split + ":" + name, ".*\\[[0-9]+\\].*#011" + split + "-" + name + ":(\\S+)");
  }
}
