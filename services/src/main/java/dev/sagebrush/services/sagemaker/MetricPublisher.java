package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.Caller;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.cloudwatch.CloudWatchApi;
import dev.sagebrush.model.cloudwatch.Dimension;
import dev.sagebrush.model.cloudwatch.MetricDatum;
import dev.sagebrush.model.cloudwatch.PutMetricDataInput;
import dev.sagebrush.model.sagemaker.MetricData;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the metrics of a training job into CloudWatch. */
final class MetricPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(MetricPublisher.class);
  private static final String NAMESPACE = "/aws/sagemaker/TrainingJobs";

  /** As many as one PutMetricData takes. */
  private static final int MOST = 1000;

  private final Caller caller;
  private final String job;

  MetricPublisher(Caller caller, String job) {
    this.caller = caller;
    this.job = job;
  }

  /** Publishes values, as the call being served. */
  void publish(List<MetricData> metrics) {
    List<Dimension> dimensions =
        List.of(Dimension.builder().name("TrainingJobName").value(job).build());
    for (int at = 0; at < metrics.size(); at += MOST) {
      put(
          metrics.subList(at, Math.min(metrics.size(), at + MOST)).stream()
              .filter(metric -> Float.isFinite(metric.value()))
              .map(metric ->
                  MetricDatum.builder()
                      .metricName(metric.metricName())
                      .dimensions(dimensions)
                      .timestamp(metric.timestamp())
                      .value(metric.value().doubleValue())
                      .unit("None")
                      .build())
              .toList());
    }
  }

  private void put(List<MetricDatum> data) {
    if (data.isEmpty()) {
      return;
    }
    try {
      caller.call(
          CloudWatchApi.PUT_METRIC_DATA,
          PutMetricDataInput.builder().namespace(NAMESPACE).metricData(data).build());
    } catch (ServiceException e) {
      // A job does not fail for its graphs; its description keeps the final values.
      LOG.warn("metrics of training job {} were not published", job, e);
    }
  }
}
