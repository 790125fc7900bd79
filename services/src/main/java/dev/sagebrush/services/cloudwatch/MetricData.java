package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.cloudwatch.GetMetricDataInput;
import dev.sagebrush.model.cloudwatch.GetMetricDataOutput;
import dev.sagebrush.model.cloudwatch.InvalidNextToken;
import dev.sagebrush.model.cloudwatch.MetricDataQuery;
import dev.sagebrush.model.cloudwatch.MetricDataResult;
import dev.sagebrush.model.cloudwatch.ScanBy;
import dev.sagebrush.model.cloudwatch.StatusCode;
import dev.sagebrush.services.cloudwatch.MathValue.TimeSeries;
import dev.sagebrush.store.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/** Metrics and math over them. */
final class MetricData {

  private static final int MOST_QUERIES = 500;
  private static final int MOST_POINTS = 100_800;

  private final Series series;
  private final Clock clock;
  private final PageTokens tokens;

  MetricData(Series series, Clock clock, PageTokens tokens) {
    this.series = series;
    this.clock = clock;
    this.tokens = tokens;
  }

  GetMetricDataOutput get(GetMetricDataInput request) {
    check(request);
    Call call = Call.current();
    String asked =
        call.account() + ' ' + call.region() + ' ' + request.toBuilder().nextToken(null).build();
    long skip = request.nextToken() == null ? 0 : resume(asked, request.nextToken());
    MetricQueries queries =
        new MetricQueries(
            series,
            request.metricDataQueries(),
            request.startTime(),
            request.endTime(),
            clock.now());
    int most = request.maxDatapoints() == null ? MOST_POINTS : request.maxDatapoints();
    Page page = new Page(skip, most, !ScanBy.TIMESTAMP_ASCENDING.equals(request.scanBy()));
    for (MetricDataQuery query : request.metricDataQueries()) {
      List<TimeSeries> found = queries.series(query);
      if (!Boolean.FALSE.equals(query.returnData())) {
        found.forEach(one -> page.add(query, one, found.size() > 1));
      }
    }
    return GetMetricDataOutput.builder()
        .metricDataResults(page.results)
        .messages(List.of())
        .nextToken(page.cut ? tokens.issue(asked, String.valueOf(skip + most)) : null)
        .build();
  }

  private long resume(String asked, String token) {
    try {
      return Long.parseLong(tokens.resume(asked, token));
    } catch (InvalidPageTokenException e) {
      ServiceException invalid = InvalidNextToken.because("Request parameter NextToken is invalid");
      invalid.initCause(e);
      throw invalid;
    }
  }

  /** The points of all results one after the other, of which a page has some. */
  private static final class Page {
    final List<MetricDataResult> results = new ArrayList<>();
    private final long skip;
    private final int most;
    private final boolean descending;
    private long seen;
    private boolean cut;

    Page(long skip, int most, boolean descending) {
      this.skip = skip;
      this.most = most;
      this.descending = descending;
    }

    void add(MetricDataQuery query, TimeSeries one, boolean several) {
      NavigableMap<Instant, Double> points =
          descending ? one.points().descendingMap() : one.points();
      int from = Math.clamp(skip - seen, 0, points.size());
      int to = Math.clamp(skip + most - seen, 0, points.size());
      boolean partial = to < points.size();
      seen += points.size();
      cut |= partial;
      if (from == points.size() && skip > 0) {
        return;
      }
      results.add(
          MetricDataResult.builder()
              .id(query.id())
              .label(label(query, one, several))
              .timestamps(new ArrayList<>(points.keySet()).subList(from, to))
              .values(new ArrayList<>(points.values()).subList(from, to))
              .statusCode(partial ? StatusCode.PARTIAL_DATA : StatusCode.COMPLETE)
              .messages(List.of())
              .build());
    }

    private static String label(MetricDataQuery query, TimeSeries one, boolean several) {
      if (query.label() != null) {
        return several ? query.label() + " " + one.label() : query.label();
      }
      return query.metricStat() != null || several ? one.label() : query.id();
    }
  }

  private static void check(GetMetricDataInput request) {
    if (!request.startTime().isBefore(request.endTime())) {
      throw Failures.validation(
          request.startTime().equals(request.endTime())
              ? "The parameter StartTime must not equal parameter EndTime."
              : "The parameter EndTime must be greater than StartTime.");
    }
    Integer most = request.maxDatapoints();
    if (most != null && (most < 1 || most > MOST_POINTS)) {
      throw Failures.validation(
          "The parameter MaxDatapoints must be between 1 and " + MOST_POINTS + ".");
    }
    List<MetricDataQuery> queries = request.metricDataQueries();
    if (queries.isEmpty() || queries.size() > MOST_QUERIES) {
      throw Failures.validation(
          "The collection MetricDataQueries must have a size between 1 and " + MOST_QUERIES + ".");
    }
    Set<String> ids = new HashSet<>();
    boolean returned = false;
    for (int i = 0; i < queries.size(); i++) {
      check(queries.get(i), "MetricDataQueries.member." + (i + 1));
      returned |= !Boolean.FALSE.equals(queries.get(i).returnData());
      if (!ids.add(queries.get(i).id())) {
        throw Failures.validation(
            "The values for parameter id in MetricDataQueries are not unique.");
      }
    }
    if (!returned) {
      throw Failures.validation(
          "At least one of the elements in MetricDataQueries must have ReturnData set to true.");
    }
  }

  private static void check(MetricDataQuery query, String where) {
    if (!query.id().matches("[a-z][a-zA-Z0-9_]*")) {
      throw Failures.validation(
          "The value "
              + query.id()
              + " for parameter "
              + where
              + ".Id is"
              + " invalid: it begins with a small letter and has letters, digits and underscores.");
    }
    if (query.metricStat() == null && query.expression() == null) {
      throw Failures.missing(where + ".MetricStat");
    }
    if (query.metricStat() != null && query.expression() != null) {
      throw Failures.exclusive(where + ".MetricStat", where + ".Expression");
    }
    if (query.metricStat() != null && !Periods.allowed(query.metricStat().period())) {
      throw Failures.invalid(query.metricStat().period(), where + ".MetricStat.Period");
    }
    if (query.label() != null && query.label().contains("${")) {
      throw ServiceException.notImplemented("A dynamic label of GetMetricData");
    }
    String account = query.accountId();
    if (account != null && !account.equals(Call.current().account())) {
      throw ServiceException.notImplemented("AccountId of GetMetricData");
    }
  }
}
