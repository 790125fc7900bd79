package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.Struct;
import dev.sagebrush.model.sagemaker.MetricData;
import dev.sagebrush.model.sagemaker.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Properties of resources by the names that searches use: {@code TrainingJobName}, {@code
 * ModelArtifacts.S3ModelArtifacts}, {@code HyperParameters.eta}, {@code Tags.team}, {@code
 * Metrics.validation:auc}, {@code InputDataConfig.DataSource.S3DataSource.S3Uri}.
 *
 * <p>Source: the <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Filter.html">Filter</a> page
 * of the API reference.
 */
final class Properties {

  private Properties() {}

  /** All values of a property: several where a list is on the way to it. */
  static List<Object> values(Object from, String property) {
    List<Object> found = new ArrayList<>();
    collect(from, property, found);
    return found;
  }

  private static void collect(Object value, String property, List<Object> found) {
    if (property.isEmpty()) {
      if (value instanceof List<?> list) {
        found.addAll(list);
      } else {
        found.add(value);
      }
      return;
    }
    switch (value) {
      case Struct struct -> member(struct, property, found);
      case Map<?, ?> map -> add(map.get(property), "", found);
      case List<?> list -> list.forEach(item -> named(item, property, found));
      default -> {
        // Nothing has a name below a scalar.
      }
    }
  }

  private static void member(Struct struct, String property, List<Object> found) {
    boolean metrics = property.startsWith("Metrics.");
    int dot = property.indexOf('.');
    String name = dot < 0 ? property : property.substring(0, dot);
    Object value = Structs.value(struct, metrics ? "FinalMetricDataList" : name);
    add(value, dot < 0 ? "" : property.substring(dot + 1), found);
  }

  /** Tags and metrics are lists that searches see as maps. */
  private static void named(Object item, String property, List<Object> found) {
    switch (item) {
      case Tag tag when tag.key().equals(property) -> found.add(tag.value());
      case MetricData metric when metric.metricName().equals(property) -> found.add(metric.value());
      default -> collect(item, property, found);
    }
  }

  private static void add(
      @org.jspecify.annotations.Nullable Object value, String rest, List<Object> found) {
    if (value != null) {
      collect(value, rest, found);
    }
  }
}
