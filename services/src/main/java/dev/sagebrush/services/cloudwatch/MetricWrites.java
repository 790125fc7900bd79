package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.cloudwatch.MetricDatum;
import dev.sagebrush.model.cloudwatch.PutMetricDataInput;
import dev.sagebrush.model.cloudwatch.StandardUnit;
import dev.sagebrush.model.cloudwatch.StatisticSet;
import dev.sagebrush.store.Series;
import dev.sagebrush.store.Series.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Data that are put into metrics. */
final class MetricWrites {

  private static final int MOST_DATA = 1000;
  private static final int MOST_VALUES = 150;
  private static final double LARGEST = 0x1p360;
  private static final Duration OLDEST = Duration.ofDays(14);
  private static final Duration NEWEST = Duration.ofHours(2);
  private static final Duration KEPT = Duration.ofDays(455);
  private static final Duration TRIM_EVERY = Duration.ofDays(1);

  private final Series series;
  private final Clock clock;
  private final AtomicReference<Instant> trimmed;

  MetricWrites(Series series, Clock clock) {
    this.series = series;
    this.clock = clock;
    this.trimmed = new AtomicReference<>(clock.now());
  }

  Unit put(PutMetricDataInput request) {
    if (request.entityMetricData() != null && !request.entityMetricData().isEmpty()) {
      throw ServiceException.notImplemented("EntityMetricData of PutMetricData");
    }
    String namespace = request.namespace();
    boolean service = Call.current().principal().kind() == Principal.Kind.SERVICE;
    if (namespace.startsWith("AWS/") && !service) {
      throw Failures.invalid(namespace, "Namespace");
    }
    List<MetricDatum> data = request.metricData();
    if (data == null || data.isEmpty()) {
      throw Failures.missing("MetricData");
    }
    if (data.size() > MOST_DATA) {
      throw Failures.invalid(
          "The collection MetricData must not have a size greater than " + MOST_DATA + ".");
    }
    Instant now = clock.now();
    List<Point> points = new ArrayList<>(data.size());
    for (int i = 0; i < data.size(); i++) {
      points.add(point(namespace, data.get(i), "MetricData.member." + (i + 1), now));
    }
    series.append(points);
    trim(now);
    return Unit.VALUE;
  }

  private static Point point(String namespace, MetricDatum datum, String where, Instant now) {
    MetricKey metric =
        MetricKey.of(namespace, datum.metricName(), datum.dimensions(), where + ".Dimensions");
    String unit = datum.unit() == null ? StandardUnit.NONE : datum.unit();
    Instant time = time(datum, where, now);
    String key = metric.series(unit);
    checkForms(datum, where);
    if (datum.value() != null) {
      return Point.of(key, time, number(datum.value(), where + ".Value"));
    }
    if (datum.statisticValues() != null) {
      return Point.of(key, time, summary(datum.statisticValues(), where + ".StatisticValues"));
    }
    return values(datum, where, key, time);
  }

  /** One observation comes in exactly one form. */
  private static void checkForms(MetricDatum datum, String where) {
    boolean values = datum.values() != null && !datum.values().isEmpty();
    if (datum.value() != null && values) {
      throw Failures.exclusive(where + ".Value", where + ".Values");
    }
    if (datum.value() != null && datum.statisticValues() != null) {
      throw Failures.exclusive(where + ".Value", where + ".StatisticValues");
    }
    if (values && datum.statisticValues() != null) {
      throw Failures.exclusive(where + ".Values", where + ".StatisticValues");
    }
    if (datum.value() == null && !values && datum.statisticValues() == null) {
      throw Failures.missing(where + ".Value");
    }
    if (!values && datum.counts() != null && !datum.counts().isEmpty()) {
      throw Failures.missing(where + ".Values");
    }
  }

  private static Instant time(MetricDatum datum, String where, Instant now) {
    Instant time = datum.timestamp() == null ? now : datum.timestamp();
    if (time.isBefore(now.minus(OLDEST)) || time.isAfter(now.plus(NEWEST))) {
      throw Failures.invalid(
          "The parameter "
              + where
              + ".Timestamp must be no more than two weeks in the past and two hours in the"
              + " future.");
    }
    int resolution = datum.storageResolution() == null ? 60 : datum.storageResolution();
    if (resolution != 1 && resolution != 60) {
      throw Failures.invalid(resolution, where + ".StorageResolution");
    }
    return time.truncatedTo(resolution == 1 ? ChronoUnit.SECONDS : ChronoUnit.MINUTES);
  }

  private static double number(double value, String parameter) {
    // A NaN fails every comparison.
    if (!(Math.abs(value) <= LARGEST)) {
      throw Failures.invalid(value, parameter);
    }
    return value;
  }

  private static Series.Summary summary(StatisticSet set, String where) {
    double count = number(set.sampleCount(), where + ".SampleCount");
    double sum = number(set.sum(), where + ".Sum");
    double min = number(set.minimum(), where + ".Minimum");
    double max = number(set.maximum(), where + ".Maximum");
    if (count <= 0) {
      throw Failures.invalid(count, where + ".SampleCount");
    }
    if (min > max) {
      throw Failures.combination(
          "The parameter " + where + ".Maximum must be greater than " + where + ".Minimum.");
    }
    return new Series.Summary(count, sum, min, max);
  }

  private static Point values(MetricDatum datum, String where, String key, Instant time) {
    int size = datum.values().size();
    if (size > MOST_VALUES) {
      throw Failures.invalid(
          "The collection "
              + where
              + ".Values must not have a size greater than "
              + MOST_VALUES
              + ".");
    }
    List<Double> given = datum.counts();
    boolean counted = given != null && !given.isEmpty();
    if (counted && given.size() != size) {
      throw Failures.combination(
          "The parameters " + where + ".Values and " + where + ".Counts must be of the same size.");
    }
    double[] values = new double[size];
    double[] counts = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = number(datum.values().get(i), where + ".Values");
      counts[i] = counted ? number(given.get(i), where + ".Counts") : 1;
      if (counts[i] <= 0) {
        throw Failures.invalid(counts[i], where + ".Counts");
      }
    }
    return new Point(key, time, values, counts);
  }

  private void trim(Instant now) {
    Instant last = trimmed.get();
    if (now.isAfter(last.plus(TRIM_EVERY)) && trimmed.compareAndSet(last, now)) {
      series.trim(now.minus(KEPT));
    }
  }
}
