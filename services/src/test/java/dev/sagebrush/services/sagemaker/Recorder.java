package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.cloudwatch.CloudWatchApi;
import dev.sagebrush.model.cloudwatch.MetricDatum;
import dev.sagebrush.model.cloudwatch.PutMetricDataInput;
import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.model.logs.CreateLogGroupRequest;
import dev.sagebrush.model.logs.CreateLogStreamRequest;
import dev.sagebrush.model.logs.InputLogEvent;
import dev.sagebrush.model.logs.PutLogEventsRequest;
import dev.sagebrush.model.logs.PutLogEventsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** CloudWatch and its Logs that remember what they were told. */
final class Recorder {

  private final Map<String, List<String>> streams = new TreeMap<>();
  private final List<MetricDatum> metrics = new ArrayList<>();

  Service logs() {
    return Service.of(CloudWatchLogsApi.API)
        .on(CloudWatchLogsApi.CREATE_LOG_GROUP, this::group)
        .on(CloudWatchLogsApi.CREATE_LOG_STREAM, this::stream)
        .on(CloudWatchLogsApi.PUT_LOG_EVENTS, this::events)
        .build();
  }

  Service metricsService() {
    return Service.of(CloudWatchApi.API).on(CloudWatchApi.PUT_METRIC_DATA, this::data).build();
  }

  private synchronized Unit group(CreateLogGroupRequest request) {
    streams.putIfAbsent(request.logGroupName(), new ArrayList<>());
    return Unit.VALUE;
  }

  private synchronized Unit stream(CreateLogStreamRequest request) {
    streams.put(request.logGroupName() + ":" + request.logStreamName(), new ArrayList<>());
    return Unit.VALUE;
  }

  private synchronized PutLogEventsResponse events(PutLogEventsRequest request) {
    List<String> lines = streams.get(request.logGroupName() + ":" + request.logStreamName());
    for (InputLogEvent event : request.logEvents()) {
      lines.add(event.message());
    }
    return PutLogEventsResponse.builder().build();
  }

  private synchronized Unit data(PutMetricDataInput request) {
    metrics.addAll(request.metricData());
    return Unit.VALUE;
  }

  /** The streams and what is in them. */
  synchronized Map<String, List<String>> streams() {
    Map<String, List<String>> copy = new TreeMap<>();
    streams.forEach((name, lines) -> copy.put(name, List.copyOf(lines)));
    return copy;
  }

  /** All data of metrics. */
  synchronized List<MetricDatum> metrics() {
    return List.copyOf(metrics);
  }
}
