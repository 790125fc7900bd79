package dev.sagebrush.services.sagemaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.model.sagemaker.MetricDefinition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricScannerTest {

  private static MetricDefinition metric(String name) {
    String regex = ".*\\[[0-9]+\\].*#011validation-" + name + ":(\\S+)";
    return MetricDefinition.builder().name("validation:" + name).regex(regex).build();
  }

  private final MetricScanner scanner =
      new MetricScanner(
          new AdvanceableClock(Instant.EPOCH),
          List.of(metric("auc"), metric("logloss"), metric("rmse")));

  @Test
  void everyMetricOfALineIsFoundThoughOneRunsIntoTheNext() {
    scanner.scan("[3]#011train-auc:0.99#011validation-auc:0.98813#011validation-logloss:2.1e-1");
    assertEquals(
        List.of("validation:auc 0.98813", "validation:logloss 0.21"),
        scanner.latest().stream().map(m -> m.metricName() + " " + m.value()).toList());
  }

  @Test
  void whatIsNoNumberIsNoMetric() {
    scanner.scan("[3]#011validation-rmse:none");
    assertEquals(List.of(), scanner.latest());
  }
}
