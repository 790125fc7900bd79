package dev.sagebrush.services.cloudwatch;

import static dev.sagebrush.services.testing.Client.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.cloudwatch.CloudWatchApi;
import dev.sagebrush.model.cloudwatch.GetMetricDataInput;
import dev.sagebrush.model.cloudwatch.GetMetricDataOutput;
import dev.sagebrush.model.cloudwatch.Metric;
import dev.sagebrush.model.cloudwatch.MetricDataQuery;
import dev.sagebrush.model.cloudwatch.MetricDataResult;
import dev.sagebrush.model.cloudwatch.MetricDatum;
import dev.sagebrush.model.cloudwatch.MetricStat;
import dev.sagebrush.model.cloudwatch.PutMetricDataInput;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.embedded.SqliteSeries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metric a has 1, 2, 4 in minutes 0, 1, 3 from ten minutes ago; metric b has 10, 20 in 1, 3. */
class MetricDataTest {

  private static final Instant ZERO = Instant.parse("2026-01-02T02:54:00Z");

  private SqliteSeries series;
  private Client client;

  @BeforeEach
  void open(@TempDir Path folder) {
    series = SqliteSeries.open(folder);
    client =
        Client.of(
            CloudWatch.service(series, new AdvanceableClock(START), new PageTokens(new byte[32])));
    put("a", 0, 1);
    put("a", 1, 2);
    put("a", 3, 4);
    put("b", 1, 10);
    put("b", 3, 20);
  }

  @AfterEach
  void close() {
    series.close();
  }

  private void put(String name, int minute, double value) {
    client.call(
        CloudWatchApi.PUT_METRIC_DATA,
        PutMetricDataInput.builder()
            .namespace("Mine")
            .metricData(
                List.of(
                    MetricDatum.builder()
                        .metricName(name)
                        .value(value)
                        .timestamp(ZERO.plusSeconds(60L * minute))
                        .build()))
            .build());
  }

  private static MetricDataQuery metric(String id) {
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(
            MetricStat.builder()
                .metric(Metric.builder().namespace("Mine").metricName(id).build())
                .period(60)
                .stat("Sum")
                .build())
        .build();
  }

  private static MetricDataQuery math(String id, String expression) {
    return MetricDataQuery.builder().id(id).expression(expression).build();
  }

  private static GetMetricDataInput.Builder getting(MetricDataQuery... queries) {
    return GetMetricDataInput.builder()
        .startTime(ZERO)
        .endTime(ZERO.plusSeconds(300))
        .scanBy("TimestampAscending")
        .metricDataQueries(List.of(queries));
  }

  private List<MetricDataResult> get(GetMetricDataInput.Builder request) {
    return client.call(CloudWatchApi.GET_METRIC_DATA, request.build()).metricDataResults();
  }

  private static MetricDataQuery hidden(String id) {
    return metric(id).toBuilder().returnData(false).build();
  }

  /** The values of an expression as {@code minute:value}. */
  private String evaluate(String expression) {
    List<MetricDataResult> results = get(getting(math("e", expression), hidden("a"), hidden("b")));
    assertEquals(1, results.size());
    MetricDataResult result = results.getFirst();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < result.values().size(); i++) {
      long minute = (result.timestamps().get(i).getEpochSecond() - ZERO.getEpochSecond()) / 60;
      text.append(i == 0 ? "" : " ").append(minute).append(':').append(result.values().get(i));
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a ~ 0:1.0 1:2.0 3:4.0",
        "a + b ~ 1:12.0 3:24.0",
        "a * 2 - 1 ~ 0:1.0 1:3.0 3:7.0",
        "b / a ~ 1:5.0 3:5.0",
        "10 / (a - 1) ~ 1:10.0 3:3.3333333333333335",
        "-a ^ 2 ~ 0:-1.0 1:-4.0 3:-16.0",
        "a > 1 AND a < 4 ~ 0:0.0 1:1.0 3:0.0",
        "SUM([a, b]) ~ 0:1.0 1:12.0 3:24.0",
        "AVG(METRICS()) ~ 0:1.0 1:6.0 3:12.0",
        "MAX(METRICS(\"b\")) ~ 1:10.0 3:20.0",
        "a / SUM(a) * 7 ~ 0:1.0 1:2.0 3:4.0",
        "a - AVG(b) ~ 0:-14.0 1:-13.0 3:-11.0",
        "a * METRIC_COUNT(METRICS()) ~ 0:2.0 1:4.0 3:8.0",
        "FILL(b, 0) ~ 0:0.0 1:10.0 2:0.0 3:20.0 4:0.0",
        "FILL(b, REPEAT) ~ 1:10.0 2:10.0 3:20.0 4:20.0",
        "FILL(b, LINEAR) ~ 1:10.0 2:15.0 3:20.0",
        "FILL(b, a) ~ 0:1.0 1:10.0 3:20.0",
        "RATE(a) * 60 ~ 1:1.0 3:1.0",
        "DIFF(a) ~ 1:1.0 3:2.0",
        "DIFF_TIME(a) ~ 1:60.0 3:120.0",
        "RUNNING_SUM(a) ~ 0:1.0 1:3.0 3:7.0",
        "a * PERIOD(a) ~ 0:60.0 1:120.0 3:240.0",
        "IF(a > 1, b, 7) ~ 0:7.0 1:10.0 3:20.0",
        "IF(a > 1, a) ~ 1:2.0 3:4.0",
        "ABS(-a) + CEIL(a / 3) ~ 0:2.0 1:3.0 3:6.0",
        "LOG10(b) - 1 ~ 1:0.0 3:0.30102999566398125"
      })
  void evaluatesMath(String expression, String expected) {
    assertEquals(expected, evaluate(expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a +",
        "(a",
        "a)",
        "SUM()",
        "SUM(a, b)",
        "e",
        "nobody",
        "1 + 1",
        "AVG(a)",
        "[a, 1]",
        "FILL(a, NEVER)",
        "REPEAT",
        "a ! b",
        "1.2.3",
        "PERIOD(METRICS())",
        "METRICS(\"a)"
      })
  void refusesWhatHasNoValue(String expression) {
    ServiceException refusal =
        client.refused(
            "ValidationError",
            CloudWatchApi.GET_METRIC_DATA,
            getting(math("e", expression), metric("a"), metric("b")).build());
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("Error in expression 'e'"));
  }

  @Test
  void namesFunctionsThatAreNotThere() {
    ServiceException refusal =
        client.refused(
            "NotImplemented",
            CloudWatchApi.GET_METRIC_DATA,
            getting(math("e", "ANOMALY_DETECTION_BAND(a)")).build());
    assertTrue(String.valueOf(refusal.getMessage()).contains("ANOMALY_DETECTION_BAND"));
  }

  @Test
  void answersInTheOrderAskedFor() {
    List<MetricDataResult> results = get(getting(metric("b"), metric("a")).scanBy(null));
    assertEquals(List.of("b", "a"), results.stream().map(MetricDataResult::id).toList());
    assertEquals(List.of(4.0, 2.0, 1.0), results.get(1).values());
    assertEquals("a", results.get(1).label());
    assertEquals("Complete", results.get(1).statusCode());
    results = get(getting(math("all", "METRICS() * 2"), metric("a"), metric("b")));
    assertEquals(
        List.of("all", "all", "a", "b"), results.stream().map(MetricDataResult::id).toList());
  }

  @Test
  void pagesByDatapoints() {
    GetMetricDataInput.Builder request = getting(metric("a"), metric("b")).maxDatapoints(2);
    List<Double> values = new ArrayList<>();
    List<String> codes = new ArrayList<>();
    String token = null;
    do {
      GetMetricDataOutput page =
          client.call(CloudWatchApi.GET_METRIC_DATA, request.nextToken(token).build());
      for (MetricDataResult result : page.metricDataResults()) {
        values.addAll(result.values());
        codes.add(result.id() + ' ' + result.statusCode());
      }
      token = page.nextToken();
    } while (token != null);
    assertEquals(List.of(1.0, 2.0, 4.0, 10.0, 20.0), values);
    assertEquals("a PartialData", codes.getFirst());
    assertEquals("b Complete", codes.getLast());
    assertNull(
        client.call(CloudWatchApi.GET_METRIC_DATA, getting(metric("a")).build()).nextToken());
    client.refused(
        "InvalidNextToken",
        CloudWatchApi.GET_METRIC_DATA,
        getting(metric("a")).nextToken("x").build());
  }

  @Test
  void refusesQueriesThatSayTooMuchOrTooLittle() {
    refuses("ValidationError", metric("a"), metric("a"));
    refuses("ValidationError", metric("a").toBuilder().id("A").build());
    refuses("ValidationError", hidden("a"));
    refuses("MissingParameter", MetricDataQuery.builder().id("x").build());
    refuses("InvalidParameterCombination", metric("a").toBuilder().expression("b").build());
    refuses("NotImplemented", metric("a").toBuilder().label("${AVG}").build());
    client.refused(
        "ValidationError",
        CloudWatchApi.GET_METRIC_DATA,
        getting(metric("a")).endTime(ZERO).build());
  }

  private void refuses(String code, MetricDataQuery... queries) {
    client.refused(code, CloudWatchApi.GET_METRIC_DATA, getting(queries).build());
  }

  @Test
  void survivesAnyExpression() {
    String[] pieces = {
      "a",
      "b",
      "1",
      "2.5",
      "+",
      "-",
      "*",
      "/",
      "^",
      "(",
      ")",
      "[",
      "]",
      ",",
      "SUM(",
      "FILL(",
      "IF(",
      "REPEAT",
      " AND ",
      "<=",
      "METRICS()",
      "==",
      "RATE("
    };
    Random random = new Random(23);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = 1 + random.nextInt(9); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        MathParser.parse(text.toString());
        read++;
      } catch (ServiceException e) {
        assertTrue(
            List.of("ValidationError", "NotImplemented").contains(e.code()), text.toString());
      }
    }
    assertTrue(read > 500, "only " + read + " expressions could be read");
  }
}
