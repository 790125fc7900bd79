package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.cloudwatch.Datapoint;
import dev.sagebrush.model.cloudwatch.GetMetricStatisticsInput;
import dev.sagebrush.model.cloudwatch.GetMetricStatisticsOutput;
import dev.sagebrush.store.Series;
import dev.sagebrush.store.Series.Bucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statistics of one metric, in the order of time, where AWS promises none. */
final class MetricStatistics {

  private static final int MOST_POINTS = 1440;

  private final Series series;
  private final Clock clock;

  MetricStatistics(Series series, Clock clock) {
    this.series = series;
    this.clock = clock;
  }

  GetMetricStatisticsOutput get(GetMetricStatisticsInput request) {
    MetricKey metric =
        MetricKey.of(request.namespace(), request.metricName(), request.dimensions(), "Dimensions");
    Map<String, Statistic> extended = checkStatistics(request);
    Periods periods = periods(request);
    List<Datapoint> points = new ArrayList<>();
    String prefix = metric.seriesPrefix();
    for (String key : series.keys(prefix, "", Integer.MAX_VALUE)) {
      String unit = key.substring(prefix.length());
      if (request.unit() == null || request.unit().equals(unit)) {
        for (Bucket bucket : periods.read(series, key)) {
          points.add(point(bucket, unit, request.statistics(), extended));
        }
      }
    }
    points.sort(Comparator.comparing(Datapoint::timestamp));
    return GetMetricStatisticsOutput.builder()
        .label(request.metricName())
        .datapoints(points)
        .build();
  }

  private static Map<String, Statistic> checkStatistics(GetMetricStatisticsInput request) {
    boolean basic = request.statistics() != null && !request.statistics().isEmpty();
    List<String> names =
        request.extendedStatistics() == null ? List.of() : request.extendedStatistics();
    if (!basic && names.isEmpty()) {
      throw Failures.combination("Must specify either Statistics or ExtendedStatistics");
    }
    if (basic && !names.isEmpty()) {
      throw Failures.exclusive("Statistics", "ExtendedStatistics");
    }
    Map<String, Statistic> extended = new LinkedHashMap<>();
    for (String name : names) {
      Statistic statistic = Statistic.extended(name);
      if (statistic == null) {
        throw Failures.invalid(
            "The value " + name + " for parameter ExtendedStatistics.member is not supported.");
      }
      extended.put(name, statistic);
    }
    return extended;
  }

  private Periods periods(GetMetricStatisticsInput request) {
    if (!request.startTime().isBefore(request.endTime())) {
      throw Failures.invalid("The parameter StartTime must be less than the parameter EndTime.");
    }
    int period = request.period();
    if (!Periods.allowed(period)) {
      throw Failures.invalid("The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60");
    }
    Periods periods = Periods.of(request.startTime(), request.endTime(), period, clock.now());
    if (periods.count() > MOST_POINTS) {
      throw Failures.combination(
          String.format(
              Locale.ROOT,
              "You have requested up to %,d datapoints, which exceeds the limit of %,d. You may"
                  + " reduce the datapoints requested by increasing Period, or decreasing the time"
                  + " range.",
              periods.count(),
              MOST_POINTS));
    }
    return periods;
  }

  private static Datapoint point(
      Bucket bucket,
      String unit,
      @Nullable List<String> statistics,
      Map<String, Statistic> extended) {
    List<String> basic = statistics == null ? List.of() : statistics;
    Map<String, Double> values = new LinkedHashMap<>();
    extended.forEach((name, statistic) -> {
      Double value = statistic.of(bucket);
      if (value != null) {
        values.put(name, value);
      }
    });
    return Datapoint.builder()
        .timestamp(bucket.start())
        .unit(unit)
        .sampleCount(basic.contains("SampleCount") ? bucket.sampleCount() : null)
        .average(basic.contains("Average") ? bucket.sum() / bucket.sampleCount() : null)
        .sum(basic.contains("Sum") ? bucket.sum() : null)
        .minimum(basic.contains("Minimum") ? bucket.min() : null)
        .maximum(basic.contains("Maximum") ? bucket.max() : null)
        .extendedStatistics(values.isEmpty() ? null : values)
        .build();
  }
}
