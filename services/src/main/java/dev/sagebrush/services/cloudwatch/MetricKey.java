package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.cloudwatch.Dimension;
import dev.sagebrush.store.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric of the caller's account and region.
 *
 * @param dimensions in the order of their names, none twice
 */
record MetricKey(String namespace, String name, List<Dimension> dimensions) {

  private static final char EQUALS = '\u0001';
  private static final char NEXT = '\u0002';

  /**
   * A metric as a request names it.
   *
   * @param where how the request calls the dimensions
   */
  static MetricKey of(
      String namespace, String name, @Nullable List<Dimension> dimensions, String where) {
    List<Dimension> sorted = new ArrayList<>(dimensions == null ? List.of() : dimensions);
    sorted.sort(Comparator.comparing(Dimension::name));
    for (int i = 0; i < sorted.size(); i++) {
      Dimension dimension = sorted.get(i);
      if (i > 0 && sorted.get(i - 1).name().equals(dimension.name())) {
        throw Failures.combination(
            "No duplicate dimension names are allowed: " + dimension.name() + " in " + where);
      }
      text(dimension.name(), where + ".Name");
      text(dimension.value(), where + ".Value");
      if (dimension.name().startsWith(":")) {
        throw Failures.invalid(dimension.name(), where + ".Name");
      }
    }
    return new MetricKey(text(namespace, "Namespace"), text(name, "MetricName"), sorted);
  }

  private static String text(String value, String parameter) {
    boolean control = value.chars().anyMatch(c -> c < ' ' || c == 127);
    if (control || value.isBlank()) {
      throw Failures.invalid(value, parameter);
    }
    return value;
  }

  /** What the keys of all series of the caller begin with. */
  static String prefix() {
    Call call = Call.current();
    return Tables.key(call.account(), call.region(), "");
  }

  /** What the keys of this metric's series begin with: one for each unit. */
  String seriesPrefix() {
    StringBuilder text = new StringBuilder();
    for (Dimension dimension : dimensions) {
      text.append(dimension.name()).append(EQUALS).append(dimension.value()).append(NEXT);
    }
    return prefix() + Tables.key(namespace, name, text.toString(), "");
  }

  String series(String unit) {
    return seriesPrefix() + unit;
  }

  /** The metric of a series, from what follows the {@link #prefix}. */
  static MetricKey parse(String rest) {
    String[] parts = rest.split("\u0000", -1);
    List<Dimension> dimensions = new ArrayList<>();
    int at = 0;
    while (at < parts[2].length()) {
      int middle = parts[2].indexOf(EQUALS, at);
      int end = parts[2].indexOf(NEXT, middle);
      dimensions.add(
          new Dimension(parts[2].substring(at, middle), parts[2].substring(middle + 1, end)));
      at = end + 1;
    }
    return new MetricKey(parts[0], parts[1], dimensions);
  }
}
