package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.cloudwatch.Dimension;
import dev.sagebrush.model.cloudwatch.DimensionFilter;
import dev.sagebrush.model.cloudwatch.ListMetricsInput;
import dev.sagebrush.model.cloudwatch.ListMetricsOutput;
import dev.sagebrush.model.cloudwatch.Metric;
import dev.sagebrush.store.Series;
import dev.sagebrush.store.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The list of metrics, as long as any of their data are kept. */
final class MetricListing {

  private static final int PAGE = 500;
  private static final int SCAN = 1000;
  private static final Duration RECENT = Duration.ofHours(3);
  private static final Duration FUTURE = Duration.ofHours(3);

  private final Series series;
  private final Clock clock;
  private final PageTokens tokens;

  MetricListing(Series series, Clock clock, PageTokens tokens) {
    this.series = series;
    this.clock = clock;
    this.tokens = tokens;
  }

  ListMetricsOutput list(ListMetricsInput request) {
    String owner = request.owningAccount();
    if (Boolean.TRUE.equals(request.includeLinkedAccounts())
        || owner != null && !owner.equals(Call.current().account())) {
      throw ServiceException.notImplemented("Linked accounts of ListMetrics");
    }
    String all = MetricKey.prefix();
    String prefix = prefix(all, request);
    String query = query(all, request);
    String after = request.nextToken() == null ? "" : read(query, request.nextToken());
    List<Metric> metrics = new ArrayList<>();
    MetricKey previous = null;
    String last = after;
    List<String> keys;
    do {
      keys = series.keys(prefix, last, SCAN);
      for (String key : keys) {
        MetricKey metric = MetricKey.parse(key.substring(all.length()));
        if (!metric.equals(previous) && matches(metric, request) && isRecent(key, request)) {
          if (metrics.size() == PAGE) {
            return ListMetricsOutput.builder()
                .metrics(metrics)
                .nextToken(tokens.issue(query, last))
                .build();
          }
          metrics.add(described(metric));
          previous = metric;
        }
        last = key;
      }
    } while (keys.size() == SCAN);
    return ListMetricsOutput.builder().metrics(metrics).build();
  }

  private static String prefix(String all, ListMetricsInput request) {
    if (request.namespace() == null) {
      return all;
    }
    String namespace = all + request.namespace() + Tables.SEPARATOR;
    return request.metricName() == null
        ? namespace
        : namespace + request.metricName() + Tables.SEPARATOR;
  }

  private static String query(String all, ListMetricsInput request) {
    return Tables.key(
        "metrics",
        all,
        String.valueOf(request.namespace()),
        String.valueOf(request.metricName()),
        String.valueOf(request.dimensions()),
        String.valueOf(request.recentlyActive()));
  }

  private String read(String query, String token) {
    try {
      return tokens.resume(query, token);
    } catch (InvalidPageTokenException e) {
      ServiceException invalid = Failures.invalid("Request parameter NextToken is invalid");
      invalid.initCause(e);
      throw invalid;
    }
  }

  private static boolean matches(MetricKey metric, ListMetricsInput request) {
    if (request.metricName() != null && !request.metricName().equals(metric.name())) {
      return false;
    }
    List<DimensionFilter> filters = request.dimensions() == null ? List.of() : request.dimensions();
    return filters.stream()
        .allMatch(filter -> metric.dimensions().stream().anyMatch(has -> passes(has, filter)));
  }

  private static boolean passes(Dimension dimension, DimensionFilter filter) {
    return dimension.name().equals(filter.name())
        && (filter.value() == null || dimension.value().equals(filter.value()));
  }

  private boolean isRecent(String key, ListMetricsInput request) {
    if (request.recentlyActive() == null) {
      return true;
    }
    Instant now = clock.now();
    return !series
        .aggregate(key, now.minus(RECENT), now.plus(FUTURE), Duration.ofDays(1))
        .isEmpty();
  }

  private static Metric described(MetricKey metric) {
    return Metric.builder()
        .namespace(metric.namespace())
        .metricName(metric.name())
        .dimensions(metric.dimensions())
        .build();
  }
}
