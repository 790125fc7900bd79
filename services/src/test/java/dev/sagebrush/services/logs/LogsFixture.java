package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.model.logs.CreateLogGroupRequest;
import dev.sagebrush.model.logs.CreateLogStreamRequest;
import dev.sagebrush.model.logs.InputLogEvent;
import dev.sagebrush.model.logs.OutputLogEvent;
import dev.sagebrush.model.logs.PutLogEventsRequest;
import dev.sagebrush.model.logs.PutLogEventsResponse;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.embedded.SqliteTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** CloudWatch Logs over tables in a folder. */
final class LogsFixture implements AutoCloseable {

  static final long NOW = Client.START.toEpochMilli();

  final AdvanceableClock clock = new AdvanceableClock(Client.START);
  final SqliteTables tables;
  final Client client;

  LogsFixture(Path folder) {
    tables = SqliteTables.open(folder);
    client =
        Client.of(
            CloudWatchLogs.service(
                tables, clock, new PageTokens(new byte[32]), new Ids(new Random(5))));
  }

  void group(String name) {
    client.call(
        CloudWatchLogsApi.CREATE_LOG_GROUP,
        CreateLogGroupRequest.builder().logGroupName(name).build());
  }

  void stream(String group, String name) {
    client.call(CloudWatchLogsApi.CREATE_LOG_STREAM, new CreateLogStreamRequest(group, name));
  }

  static InputLogEvent event(long time, String message) {
    return InputLogEvent.builder().timestamp(time).message(message).build();
  }

  static PutLogEventsRequest putting(String group, String stream, List<InputLogEvent> events) {
    return PutLogEventsRequest.builder()
        .logGroupName(group)
        .logStreamName(stream)
        .logEvents(events)
        .build();
  }

  PutLogEventsResponse put(String group, String stream, InputLogEvent... events) {
    return client.call(CloudWatchLogsApi.PUT_LOG_EVENTS, putting(group, stream, List.of(events)));
  }

  /** Puts events {@code from} to {@code to} (not included), a second apart, from an hour ago. */
  void count(String group, String stream, int from, int to) {
    List<InputLogEvent> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(event(NOW - 3_600_000 + i * 1000L, "line " + i));
    }
    client.call(CloudWatchLogsApi.PUT_LOG_EVENTS, putting(group, stream, events));
  }

  static List<String> messages(List<OutputLogEvent> events) {
    return events.stream().map(OutputLogEvent::message).toList();
  }

  @Override
  public void close() {
    tables.close();
  }
}
