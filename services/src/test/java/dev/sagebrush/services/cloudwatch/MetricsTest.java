package dev.sagebrush.services.cloudwatch;

import static dev.sagebrush.services.testing.Client.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.cloudwatch.CloudWatchApi;
import dev.sagebrush.model.cloudwatch.Datapoint;
import dev.sagebrush.model.cloudwatch.Dimension;
import dev.sagebrush.model.cloudwatch.DimensionFilter;
import dev.sagebrush.model.cloudwatch.GetMetricStatisticsInput;
import dev.sagebrush.model.cloudwatch.ListMetricsInput;
import dev.sagebrush.model.cloudwatch.ListMetricsOutput;
import dev.sagebrush.model.cloudwatch.Metric;
import dev.sagebrush.model.cloudwatch.MetricDatum;
import dev.sagebrush.model.cloudwatch.PutMetricDataInput;
import dev.sagebrush.model.cloudwatch.StatisticSet;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.embedded.SqliteSeries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

  /** 03:04, the minute of the clock. */
  private static final Instant MINUTE = Instant.parse("2026-01-02T03:04:00Z");

  private final AdvanceableClock clock = new AdvanceableClock(START);
  private SqliteSeries series;
  private Client client;

  @BeforeEach
  void open(@TempDir Path folder) {
    series = SqliteSeries.open(folder);
    client = Client.of(CloudWatch.service(series, clock, new PageTokens(new byte[32])));
  }

  @AfterEach
  void close() {
    series.close();
  }

  private static MetricDatum.Builder datum(String name) {
    return MetricDatum.builder().metricName(name);
  }

  private static StatisticSet statistics(double count, double sum, double min, double max) {
    return StatisticSet.builder().sampleCount(count).sum(sum).minimum(min).maximum(max).build();
  }

  private void put(MetricDatum.Builder... data) {
    client.call(CloudWatchApi.PUT_METRIC_DATA, putting(data));
  }

  private static PutMetricDataInput putting(MetricDatum.Builder... data) {
    return PutMetricDataInput.builder()
        .namespace("Mine")
        .metricData(List.of(data).stream().map(MetricDatum.Builder::build).toList())
        .build();
  }

  private static GetMetricStatisticsInput.Builder getting(String... statistics) {
    return GetMetricStatisticsInput.builder()
        .namespace("Mine")
        .metricName("m")
        .startTime(MINUTE.minusSeconds(600))
        .endTime(MINUTE.plusSeconds(60))
        .period(60)
        .statistics(statistics.length == 0 ? null : List.of(statistics));
  }

  private List<Datapoint> get(GetMetricStatisticsInput.Builder request) {
    return client.call(CloudWatchApi.GET_METRIC_STATISTICS, request.build()).datapoints();
  }

  @Test
  void givesTheFiveStatistics() {
    put(
        datum("m").value(1.0).unit("Count"),
        datum("m").values(List.of(2.0, 5.0)).counts(List.of(3.0, 1.0)).unit("Count"),
        datum("m").statisticValues(statistics(2, 10, 0.5, 9)).unit("Count"));
    List<Datapoint> points = get(getting("SampleCount", "Average", "Sum", "Minimum", "Maximum"));
    assertEquals(1, points.size());
    Datapoint point = points.getFirst();
    assertEquals(MINUTE, point.timestamp());
    assertEquals("Count", point.unit());
    assertEquals(7.0, point.sampleCount());
    assertEquals(22.0, point.sum());
    assertEquals(22.0 / 7, point.average());
    assertEquals(0.5, point.minimum());
    assertEquals(9.0, point.maximum());
    assertNull(get(getting("Sum")).getFirst().average());
  }

  @Test
  void cutsPeriodsFromTheStart() {
    for (int i = 0; i < 10; i++) {
      put(datum("m").value((double) i).timestamp(MINUTE.minusSeconds(60L * i)));
    }
    List<Datapoint> points =
        get(getting("Sum").startTime(MINUTE.minusSeconds(420).plusMillis(7)).period(180));
    assertEquals(
        List.of(MINUTE.minusSeconds(420), MINUTE.minusSeconds(240), MINUTE.minusSeconds(60)),
        points.stream().map(Datapoint::timestamp).toList());
    assertEquals(List.of(18.0, 9.0, 1.0), points.stream().map(Datapoint::sum).toList());
  }

  @Test
  void keepsSecondsOfHighResolutionOnly() {
    Instant time = MINUTE.plusMillis(3_900);
    put(datum("m").value(1.0).timestamp(time).storageResolution(1));
    put(datum("m").value(2.0).timestamp(time));
    List<Datapoint> points = get(getting("Sum").period(1).startTime(MINUTE));
    assertEquals(
        List.of(MINUTE, MINUTE.plusSeconds(3)), points.stream().map(Datapoint::timestamp).toList());
  }

  @Test
  void tellsUnitsApart() {
    put(datum("m").value(1.0).unit("Bytes"), datum("m").value(2.0));
    assertEquals(2, get(getting("Sum")).size());
    List<Datapoint> none = get(getting("Sum").unit("None"));
    assertEquals(List.of(2.0), none.stream().map(Datapoint::sum).toList());
  }

  @Test
  void findsPercentilesAndTrimmedMeans() {
    List<Double> values = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      values.add((double) i);
    }
    put(datum("m").values(values));
    List<String> names =
        List.of("p0", "p50", "p99", "p100", "tm50", "TC(10%:20%)", "TS(:3)", "PR(:25)", "WM(:50%)");
    Map<String, Double> found =
        get(getting().extendedStatistics(names)).getFirst().extendedStatistics();
    assertEquals(
        Map.of(
            "p0",
            1.0,
            "p50",
            50.0,
            "p99",
            99.0,
            "p100",
            100.0,
            "tm50",
            25.5,
            "TC(10%:20%)",
            10.0,
            "TS(:3)",
            6.0,
            "PR(:25)",
            25.0,
            "WM(:50%)",
            (1275.0 + 2500.0) / 100),
        found);
    put(datum("m").statisticValues(statistics(2, 5, 2, 3)));
    assertNull(get(getting().extendedStatistics(List.of("p50"))).getFirst().extendedStatistics());
  }

  @Test
  void refusesQueriesAsAwsDoes() {
    assertEquals(
        "You have requested up to 1,441 datapoints, which exceeds the limit of 1,440. You may"
            + " reduce the datapoints requested by increasing Period, or decreasing the time"
            + " range.",
        refusal(
            "InvalidParameterCombination",
            getting("Sum").startTime(MINUTE.minusSeconds(1440 * 60))));
    refusal("InvalidParameterCombination", getting());
    refusal("InvalidParameterValue", getting("Sum").endTime(MINUTE.minusSeconds(900)));
    refusal("InvalidParameterValue", getting("Sum").period(61));
    refusal("InvalidParameterValue", getting().extendedStatistics(List.of("p101")));
  }

  private String refusal(String code, GetMetricStatisticsInput.Builder request) {
    return client.refused(code, CloudWatchApi.GET_METRIC_STATISTICS, request.build()).getMessage();
  }

  @Test
  void refusesDataAsAwsDoes() {
    refuses("InvalidParameterValue", datum("m").value(Double.NaN));
    refuses("InvalidParameterValue", datum("m").value(1.0).timestamp(START.plusSeconds(7201)));
    refuses(
        "InvalidParameterValue",
        datum("m").value(1.0).timestamp(START.minus(Duration.ofDays(14)).minusMillis(1)));
    refuses("InvalidParameterValue", datum("m").value(1.0).storageResolution(5));
    refuses("InvalidParameterCombination", datum("m").value(1.0).values(List.of(1.0)));
    refuses(
        "InvalidParameterCombination", datum("m").values(List.of(1.0)).counts(List.of(1.0, 2.0)));
    refuses("MissingParameter", datum("m"));
    refuses(
        "InvalidParameterCombination",
        datum("m")
            .value(1.0)
            .dimensions(List.of(new Dimension("a", "1"), new Dimension("a", "2"))));
    assertEquals(
        List.of(),
        client.call(CloudWatchApi.LIST_METRICS, ListMetricsInput.builder().build()).metrics());
  }

  private void refuses(String code, MetricDatum.Builder datum) {
    client.refused(code, CloudWatchApi.PUT_METRIC_DATA, putting(datum("good").value(1.0), datum));
  }

  @Test
  void listsMetrics() {
    Dimension a = new Dimension("a", "1");
    Dimension b = new Dimension("b", "2");
    put(
        datum("m").value(1.0).dimensions(List.of(b, a)),
        datum("m").value(1.0).unit("Bytes").dimensions(List.of(a, b)),
        datum("m").value(1.0).dimensions(List.of(a)),
        datum("n").value(1.0).timestamp(START.minus(Duration.ofHours(4))));
    Metric both = new Metric(List.of(a, b), "m", "Mine");
    Metric one = new Metric(List.of(a), "m", "Mine");
    Metric plain = new Metric(List.of(), "n", "Mine");
    assertEquals(List.of(one, both, plain), list(ListMetricsInput.builder()));
    assertEquals(List.of(plain), list(ListMetricsInput.builder().metricName("n")));
    assertEquals(List.of(), list(ListMetricsInput.builder().namespace("Min")));
    assertEquals(List.of(one, both), list(ListMetricsInput.builder().recentlyActive("PT3H")));
    assertEquals(
        List.of(both),
        list(
            ListMetricsInput.builder()
                .namespace("Mine")
                .dimensions(List.of(DimensionFilter.builder().name("b").build()))));
    assertEquals(
        List.of(),
        list(ListMetricsInput.builder().dimensions(List.of(new DimensionFilter("a", "2")))));
  }

  @Test
  void listsMetricsInPages() {
    MetricDatum.Builder[] data = new MetricDatum.Builder[1000];
    for (int i = 0; i < data.length; i++) {
      data[i] = datum("m" + i).value(1.0);
    }
    put(data);
    put(datum("zz").value(1.0));
    assertEquals(1001, list(ListMetricsInput.builder()).stream().distinct().count());
    client.refused(
        "InvalidParameterValue",
        CloudWatchApi.LIST_METRICS,
        ListMetricsInput.builder().nextToken("x").build());
  }

  private List<Metric> list(ListMetricsInput.Builder request) {
    List<Metric> metrics = new ArrayList<>();
    String token = null;
    do {
      ListMetricsOutput page =
          client.call(CloudWatchApi.LIST_METRICS, request.nextToken(token).build());
      metrics.addAll(page.metrics());
      token = page.nextToken();
    } while (token != null);
    return metrics;
  }
}
