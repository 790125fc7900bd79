package dev.sagebrush.services.sagemakerruntime;

import dev.sagebrush.engine.container.Hosting;
import dev.sagebrush.engine.container.InvocationCounters;
import dev.sagebrush.engine.container.InvocationCounters.Spread;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.cloudwatch.CloudWatchApi;
import dev.sagebrush.model.cloudwatch.Dimension;
import dev.sagebrush.model.cloudwatch.MetricDatum;
import dev.sagebrush.model.cloudwatch.PutMetricDataInput;
import dev.sagebrush.model.cloudwatch.StatisticSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the counts of invocations into CloudWatch. */
final class EndpointMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(EndpointMetrics.class);
  private static final String SERVICE = "sagemaker.amazonaws.com";

  private final Hosting hosting;
  private final Clock clock;
  private final Ids ids;
  private final Caller caller;

  EndpointMetrics(Hosting hosting, Clock clock, Ids ids, Caller caller) {
    this.hosting = hosting;
    this.clock = clock;
    this.ids = ids;
    this.caller = caller;
  }

  /** Publishes what has come together since the last time. */
  void publish() throws Exception {
    Instant minute = clock.now().truncatedTo(ChronoUnit.MINUTES);
    for (Map.Entry<Hosting.Target, InvocationCounters> entry : hosting.counters().entrySet()) {
      InvocationCounters.Counts counts = entry.getValue().take();
      if (counts.invocations() > 0) {
        publish(entry.getKey(), counts, minute);
      }
    }
  }

  private void publish(Hosting.Target target, InvocationCounters.Counts counts, Instant minute)
      throws Exception {
    List<Dimension> dimensions =
        List.of(
            Dimension.builder().name("EndpointName").value(target.key().endpoint()).build(),
            Dimension.builder().name("VariantName").value(target.variant()).build());
    MetricDatum base = MetricDatum.builder().dimensions(dimensions).timestamp(minute).build();
    double n = counts.invocations();
    List<MetricDatum> data =
        List.of(
            flags(base, "Invocations", n, n),
            flags(base, "InvocationsPerInstance", n, n),
            flags(base, "Invocation4XXErrors", n, counts.clientErrors()),
            flags(base, "Invocation5XXErrors", n, counts.serverErrors()),
            flags(base, "InvocationModelErrors", n, counts.modelErrors()),
            times(base, "ModelLatency", n, counts.model()),
            times(base, "OverheadLatency", n, counts.overhead()));
    Hosting.Key key = target.key();
    Principal self = new Principal(Principal.Kind.SERVICE, key.account(), SERVICE, SERVICE);
    Call call =
        new Call(
            ids.uuid(), self, key.account(), key.region(), clock.now(), Origin.service(SERVICE));
    Call.as(
        call,
        () -> {
          put(data);
          return true;
        });
  }

  private void put(List<MetricDatum> data) {
    try {
      caller.call(
          CloudWatchApi.PUT_METRIC_DATA,
          PutMetricDataInput.builder().namespace("AWS/SageMaker").metricData(data).build());
    } catch (ServiceException e) {
      // Endpoints answer without their graphs.
      LOG.warn("metrics of endpoints were not published", e);
    }
  }

  /** A metric that is one or zero for each invocation. */
  private static MetricDatum flags(MetricDatum base, String name, double n, double ones) {
    StatisticSet set =
        StatisticSet.builder()
            .sampleCount(n)
            .sum(ones)
            .minimum(ones < n ? 0.0 : 1.0)
            .maximum(ones > 0 ? 1.0 : 0.0)
            .build();
    return base.toBuilder().metricName(name).unit("Count").statisticValues(set).build();
  }

  private static MetricDatum times(MetricDatum base, String name, double n, Spread spread) {
    StatisticSet set =
        StatisticSet.builder()
            .sampleCount(n)
            .sum(spread.sum())
            .minimum(spread.least())
            .maximum(spread.most())
            .build();
    return base.toBuilder().metricName(name).unit("Microseconds").statisticValues(set).build();
  }
}
