package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.MetricDefinition;
import java.util.List;

/** Metric definitions over the {@code #quality_metric} lines of {@link FirstPartyLog}. */
final class PublishedMetrics {

  /** What every algorithm of the family publishes. */
  static final List<MetricDefinition> COMMON =
      List.of(
          new MetricDefinition("train:progress", "#progress_metric: host=\\S+, completed (\\S+) %"),
          new MetricDefinition(
              "train:throughput",
              "#throughput_metric: host=\\S+, train throughput=(\\S+) records/second"));

  private PublishedMetrics() {}

  /** A metric of the finished model. */
  static MetricDefinition last(String name, String split, String metric, String kind) {
    return new MetricDefinition(
        name, "#quality_metric: host=\\S+, " + split + " " + metric + " <" + kind + ">=(\\S+)");
  }

  /** A metric after each epoch. */
  static MetricDefinition epoch(String name, String split, String metric, String kind) {
    return new MetricDefinition(
        name,
        "#quality_metric: host=\\S+, epoch=\\S+, "
            + split
            + " "
            + metric
            + " <"
            + kind
            + ">=(\\S+)");
  }
}
