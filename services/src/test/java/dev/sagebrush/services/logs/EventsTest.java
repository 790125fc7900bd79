package dev.sagebrush.services.logs;

import static dev.sagebrush.services.logs.LogsFixture.NOW;
import static dev.sagebrush.services.logs.LogsFixture.event;
import static dev.sagebrush.services.logs.LogsFixture.messages;
import static dev.sagebrush.services.logs.LogsFixture.putting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.model.logs.DeleteLogGroupRequest;
import dev.sagebrush.model.logs.GetLogEventsRequest;
import dev.sagebrush.model.logs.GetLogEventsResponse;
import dev.sagebrush.model.logs.PutLogEventsResponse;
import dev.sagebrush.model.logs.PutRetentionPolicyRequest;
import dev.sagebrush.model.logs.RejectedLogEventsInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {

  private LogsFixture logs;

  @BeforeEach
  void open(@TempDir Path folder) {
    logs = new LogsFixture(folder);
    logs.group("g");
    logs.stream("g", "s");
  }

  @AfterEach
  void close() {
    logs.close();
  }

  private static GetLogEventsRequest.Builder getting() {
    return GetLogEventsRequest.builder().logGroupName("g").logStreamName("s");
  }

  private GetLogEventsResponse get(GetLogEventsRequest.Builder request) {
    return logs.client.call(CloudWatchLogsApi.GET_LOG_EVENTS, request.build());
  }

  private static List<String> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
  }

  @Test
  void readsForwardsUntilTheTokenStaysTheSame() {
    logs.count("g", "s", 0, 25);
    GetLogEventsResponse page = get(getting().startFromHead(true).limit(10));
    assertEquals(lines(0, 10), messages(page.events()));
    page = get(getting().limit(10).nextToken(page.nextForwardToken()));
    assertEquals(lines(10, 20), messages(page.events()));
    page = get(getting().limit(10).nextToken(page.nextForwardToken()));
    assertEquals(lines(20, 25), messages(page.events()));
    String end = page.nextForwardToken();
    page = get(getting().limit(10).nextToken(end));
    assertEquals(List.of(), page.events());
    assertEquals(end, page.nextForwardToken());

    logs.count("g", "s", 25, 27);
    assertEquals(lines(25, 27), messages(get(getting().nextToken(end)).events()));
  }

  @Test
  void readsBackwardsFromTheEnd() {
    logs.count("g", "s", 0, 25);
    GetLogEventsResponse page = get(getting().limit(10));
    assertEquals(lines(15, 25), messages(page.events()));
    page = get(getting().limit(10).nextToken(page.nextBackwardToken()));
    assertEquals(lines(5, 15), messages(page.events()));
    String forward = page.nextForwardToken();
    page = get(getting().limit(10).nextToken(page.nextBackwardToken()));
    assertEquals(lines(0, 5), messages(page.events()));
    String start = page.nextBackwardToken();
    page = get(getting().nextToken(start));
    assertEquals(List.of(), page.events());
    assertEquals(start, page.nextBackwardToken());
    assertEquals(lines(15, 25), messages(get(getting().nextToken(forward)).events()));
  }

  @Test
  void goesOnFromAnEmptyStream() {
    GetLogEventsResponse head = get(getting().startFromHead(true));
    GetLogEventsResponse tail = get(getting());
    logs.count("g", "s", 0, 3);
    assertEquals(lines(0, 3), messages(get(getting().nextToken(head.nextForwardToken())).events()));
    assertEquals(lines(0, 3), messages(get(getting().nextToken(tail.nextForwardToken())).events()));
    assertEquals(List.of(), messages(get(getting().nextToken(head.nextBackwardToken())).events()));
  }

  @Test
  void readsAStretchOfTime() {
    logs.count("g", "s", 0, 25);
    long zero = NOW - 3_600_000;
    assertEquals(
        lines(3, 7), messages(get(getting().startTime(zero + 3000).endTime(zero + 7000)).events()));
    assertEquals(List.of(), get(getting().startTime(zero + 7000).endTime(zero + 3000)).events());
  }

  @Test
  void ordersByTimeThenByArrival() {
    logs.put("g", "s", event(NOW, "c"), event(NOW, "d"));
    logs.put("g", "s", event(NOW - 5, "a"), event(NOW, "e"));
    logs.put("g", "s", event(NOW - 5, "b"));
    GetLogEventsResponse page = get(getting().startFromHead(true));
    assertEquals(List.of("a", "b", "c", "d", "e"), messages(page.events()));
    assertEquals(NOW - 5, page.events().getFirst().timestamp());
    assertEquals(NOW, page.events().getFirst().ingestionTime());
  }

  @Test
  void keepsAPageUnderAMegabyte() {
    String large = "x".repeat(600_000);
    logs.put("g", "s", event(NOW, large + 1));
    logs.put("g", "s", event(NOW, large + 2));
    GetLogEventsResponse first = get(getting().startFromHead(true));
    assertEquals(List.of(large + 1), messages(first.events()));
    GetLogEventsResponse second = get(getting().nextToken(first.nextForwardToken()));
    assertEquals(List.of(large + 2), messages(second.events()));
  }

  @Test
  void refusesBatchesAsAwsDoes() {
    assertEquals(
        "Log events in a single PutLogEvents request must be in chronological order.",
        refusal(event(NOW, "a"), event(NOW - 1, "b")));
    assertEquals(
        "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
        refusal(event(NOW - 86_400_001, "a"), event(NOW, "b")));
    assertEquals(
        "Upload too large: 1200054 bytes exceeds limit of 1048576",
        refusal(event(NOW, "é".repeat(300_001)), event(NOW, "b".repeat(600_000))));
  }

  private String refusal(dev.sagebrush.model.logs.InputLogEvent... events) {
    return logs.client
        .refused(
            "InvalidParameterException",
            CloudWatchLogsApi.PUT_LOG_EVENTS,
            putting("g", "s", List.of(events)))
        .getMessage();
  }

  @Test
  void rejectsWhatIsTooOldOrTooNew() {
    long day = 86_400_000;
    PutLogEventsResponse answer =
        logs.put("g", "s", event(NOW - 14 * day - 1, "old"), event(NOW - 14 * day, "kept"));
    assertEquals(1, answer.rejectedLogEventsInfo().tooOldLogEventEndIndex());
    answer = logs.put("g", "s", event(NOW, "now"), event(NOW + 7_200_001, "new"));
    assertEquals(
        RejectedLogEventsInfo.builder().tooNewLogEventStartIndex(1).build(),
        answer.rejectedLogEventsInfo());
    assertNull(logs.put("g", "s", event(NOW + 7_200_000, "soon")).rejectedLogEventsInfo());
    assertEquals(
        List.of("kept", "now", "soon"), messages(get(getting().startFromHead(true)).events()));
  }

  @Test
  void retentionHidesAndRemoves() {
    logs.put("g", "s", event(NOW, "first"));
    logs.client.call(CloudWatchLogsApi.PUT_RETENTION_POLICY, new PutRetentionPolicyRequest("g", 1));
    logs.clock.advance(Duration.ofHours(23));
    assertEquals(List.of("first"), messages(get(getting()).events()));
    logs.clock.advance(Duration.ofHours(2));
    assertEquals(List.of(), get(getting()).events());
    PutLogEventsResponse answer =
        logs.put("g", "s", event(NOW + 1, "late"), event(NOW + 7_200_000, "second"));
    assertEquals(1, answer.rejectedLogEventsInfo().expiredLogEventEndIndex());
    logs.client.call(
        CloudWatchLogsApi.DELETE_RETENTION_POLICY,
        new dev.sagebrush.model.logs.DeleteRetentionPolicyRequest("g"));
    assertEquals(List.of("second"), messages(get(getting()).events()));
  }

  @Test
  void aGroupMadeAgainIsEmpty() {
    logs.count("g", "s", 0, 5);
    String token = get(getting().limit(2)).nextBackwardToken();
    logs.client.call(CloudWatchLogsApi.DELETE_LOG_GROUP, new DeleteLogGroupRequest("g"));
    logs.group("g");
    logs.stream("g", "s");
    assertEquals(List.of(), get(getting()).events());
    logs.client.refused(
        "InvalidParameterException",
        CloudWatchLogsApi.GET_LOG_EVENTS,
        getting().nextToken(token).build());
  }

  @Test
  void namesWhatIsNotThere() {
    assertEquals(
        "The specified log group does not exist.",
        logs.client
            .refused(
                "ResourceNotFoundException",
                CloudWatchLogsApi.PUT_LOG_EVENTS,
                putting("h", "s", List.of(event(NOW, "a"))))
            .getMessage());
    assertEquals(
        "The specified log stream does not exist.",
        logs.client
            .refused(
                "ResourceNotFoundException",
                CloudWatchLogsApi.GET_LOG_EVENTS,
                getting().logStreamName("t").build())
            .getMessage());
    assertNotEquals(
        logs.put("g", "s", event(NOW, "a")).nextSequenceToken(),
        logs.put("g", "s", event(NOW, "a")).nextSequenceToken());
  }
}
