package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.cloudwatch.Metric;
import dev.sagebrush.model.cloudwatch.MetricDataQuery;
import dev.sagebrush.model.cloudwatch.MetricStat;
import dev.sagebrush.services.cloudwatch.MathValue.TimeSeries;
import dev.sagebrush.store.Series;
import dev.sagebrush.store.Series.Bucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The queries of one request, each worked out once, those it needs before it. */
final class MetricQueries implements MathScope {

  private final Series series;
  private final Instant start;
  private final Instant end;
  private final Instant now;
  private final Map<String, MetricDataQuery> queries = new LinkedHashMap<>();
  private final Map<String, MathExpression> expressions = new HashMap<>();
  private final Map<String, MathValue> values = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  MetricQueries(
      Series series, List<MetricDataQuery> queries, Instant start, Instant end, Instant now) {
    this.series = series;
    this.start = start;
    this.end = end;
    this.now = now;
    for (MetricDataQuery query : queries) {
      this.queries.put(query.id(), query);
      if (query.expression() != null) {
        expressions.put(query.id(), parsed(query));
      }
    }
  }

  private static MathExpression parsed(MetricDataQuery query) {
    try {
      return MathParser.parse(query.expression());
    } catch (ServiceException e) {
      throw failure(query, e);
    }
  }

  /** The failure of a query; of an expression that has no value it says which. */
  private static ServiceException failure(MetricDataQuery query, ServiceException e) {
    if (query.expression() == null || !e.code().equals("ValidationError")) {
      return e;
    }
    ServiceException failure =
        Failures.validation("Error in expression '" + query.id() + "': " + e.getMessage());
    failure.initCause(e);
    return failure;
  }

  /**
   * The series that a query answers; an array answers several.
   *
   * @throws ServiceException {@code ValidationError}
   */
  List<TimeSeries> series(MetricDataQuery query) {
    try {
      return switch (of(query.id())) {
        case TimeSeries one -> List.of(one);
        case MathValue.Array several -> several.series();
        case MathValue.Scalar number ->
            throw Failures.validation("The expression must return a time series");
      };
    } catch (ServiceException e) {
      throw failure(query, e);
    }
  }

  @Override
  public MathValue of(String id) {
    MathValue known = values.get(id);
    if (known != null) {
      return known;
    }
    MetricDataQuery query = queries.get(id);
    if (query == null) {
      throw Failures.validation("Undefined id '" + id + "'");
    }
    if (!open.add(id)) {
      throw Failures.validation("'" + id + "' depends on itself");
    }
    MathValue value =
        query.expression() == null
            ? read(query)
            : Objects.requireNonNull(expressions.get(id)).in(this);
    open.remove(id);
    values.put(id, value);
    return value;
  }

  @Override
  public List<TimeSeries> metrics(String part) {
    List<TimeSeries> found = new ArrayList<>();
    for (MetricDataQuery query : queries.values()) {
      if (query.metricStat() != null
          && query.id().contains(part)
          && of(query.id()) instanceof TimeSeries one) {
        found.add(one);
      }
    }
    return found;
  }

  @Override
  public Periods periods(int seconds) {
    return Periods.of(start, end, seconds, now);
  }

  private TimeSeries read(MetricDataQuery query) {
    MetricStat stat = query.metricStat();
    Metric metric = stat.metric();
    MetricKey key =
        MetricKey.of(
            metric.namespace() == null ? "" : metric.namespace(),
            metric.metricName() == null ? "" : metric.metricName(),
            metric.dimensions(),
            "MetricDataQueries.MetricStat.Metric.Dimensions");
    Statistic statistic = Statistic.parse(stat.stat());
    if (statistic == null) {
      throw Failures.validation(
          "The value " + stat.stat() + " for parameter Stat is not supported.");
    }
    String prefix = key.seriesPrefix();
    List<String> keys =
        series.keys(prefix, "", Integer.MAX_VALUE).stream()
            .filter(one -> stat.unit() == null || one.equals(prefix + stat.unit()))
            .toList();
    NavigableMap<Instant, Double> points = new TreeMap<>();
    for (Bucket bucket : periods(stat.period()).read(series, keys)) {
      Double value = statistic.of(bucket);
      if (value != null) {
        points.put(bucket.start(), value);
      }
    }
    return new TimeSeries(key.name(), points, stat.period());
  }
}
