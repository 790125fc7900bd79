package dev.sagebrush.services.logs;

import static dev.sagebrush.services.logs.LogsFixture.NOW;
import static dev.sagebrush.services.logs.LogsFixture.event;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.model.logs.FilterLogEventsRequest;
import dev.sagebrush.model.logs.FilterLogEventsResponse;
import dev.sagebrush.model.logs.FilteredLogEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFilterTest {

  private static final int STREAMS = 7;

  private LogsFixture logs;

  @BeforeEach
  void open(@TempDir Path folder) {
    logs = new LogsFixture(folder);
    logs.group("g");
    for (int i = 0; i < STREAMS; i++) {
      logs.stream("g", "s" + i);
    }
  }

  @AfterEach
  void close() {
    logs.close();
  }

  private static FilterLogEventsRequest.Builder filtering() {
    return FilterLogEventsRequest.builder().logGroupName("g");
  }

  private List<FilteredLogEvent> filter(FilterLogEventsRequest.Builder request) {
    List<FilteredLogEvent> events = new ArrayList<>();
    String token = null;
    do {
      FilterLogEventsResponse page =
          logs.client.call(CloudWatchLogsApi.FILTER_LOG_EVENTS, request.nextToken(token).build());
      events.addAll(page.events());
      token = page.nextToken();
    } while (token != null);
    return events;
  }

  private static List<String> messages(List<FilteredLogEvent> events) {
    return events.stream().map(FilteredLogEvent::message).toList();
  }

  /** Puts {@code count} events, the i-th into stream i mod 7, three of them at each time. */
  private void spread(int count) {
    for (int stream = 0; stream < STREAMS; stream++) {
      List<dev.sagebrush.model.logs.InputLogEvent> events = new ArrayList<>();
      for (int i = stream; i < count; i += STREAMS) {
        events.add(event(NOW - 1_000_000 + i / 3, "n" + i));
      }
      logs.client.call(
          CloudWatchLogsApi.PUT_LOG_EVENTS, LogsFixture.putting("g", "s" + stream, events));
    }
  }

  @Test
  void interleavesStreamsWithoutLossAtAnyPageSize() {
    int count = 1500;
    spread(count);
    List<String> whole = messages(filter(filtering()));
    assertEquals(count, whole.size());
    List<Long> times = filter(filtering()).stream().map(FilteredLogEvent::timestamp).toList();
    assertEquals(times.stream().sorted().toList(), times);
    for (int limit : new int[] {1499, 333, 100, 37}) {
      assertEquals(whole, messages(filter(filtering().limit(limit))));
    }
    assertEquals(
        count, filter(filtering()).stream().map(FilteredLogEvent::eventId).distinct().count());
  }

  @Test
  void pagesOfOneKeepEventsOfOneTimeApart() {
    spread(40);
    List<String> whole = messages(filter(filtering()));
    assertEquals(whole, messages(filter(filtering().limit(1))));
    assertEquals(
        IntStream.range(0, 40).mapToObj(i -> "n" + i).sorted().toList(),
        whole.stream().sorted().toList());
  }

  @Test
  void filtersByPatternStreamsAndTime() {
    spread(50);
    assertEquals(List.of("n33"), messages(filter(filtering().filterPattern("n33"))));
    assertEquals(
        List.of("n3", "n10", "n17"),
        messages(filter(filtering().logStreamNames(List.of("s3")).endTime(NOW - 1_000_000 + 6))));
    assertEquals(
        List.of("n15", "n22"),
        messages(
            filter(
                filtering()
                    .logStreamNamePrefix("s1")
                    .startTime(NOW - 1_000_000 + 5)
                    .endTime(NOW - 1_000_000 + 7))));
    logs.client.refused(
        "InvalidParameterException",
        CloudWatchLogsApi.FILTER_LOG_EVENTS,
        filtering().logStreamNamePrefix("s").logStreamNames(List.of("s1")).build());
    logs.client.refused(
        "ResourceNotFoundException",
        CloudWatchLogsApi.FILTER_LOG_EVENTS,
        filtering().logStreamNames(List.of("none")).build());
    logs.client.refused(
        "InvalidParameterException",
        CloudWatchLogsApi.FILTER_LOG_EVENTS,
        filtering().filterPattern("{").build());
  }
}
