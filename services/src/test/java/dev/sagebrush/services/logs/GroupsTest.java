package dev.sagebrush.services.logs;

import static dev.sagebrush.services.logs.LogsFixture.NOW;
import static dev.sagebrush.services.logs.LogsFixture.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.model.logs.CreateLogGroupRequest;
import dev.sagebrush.model.logs.CreateLogStreamRequest;
import dev.sagebrush.model.logs.DeleteLogGroupRequest;
import dev.sagebrush.model.logs.DeleteLogStreamRequest;
import dev.sagebrush.model.logs.DescribeLogGroupsRequest;
import dev.sagebrush.model.logs.DescribeLogGroupsResponse;
import dev.sagebrush.model.logs.DescribeLogStreamsRequest;
import dev.sagebrush.model.logs.DescribeLogStreamsResponse;
import dev.sagebrush.model.logs.ListTagsForResourceRequest;
import dev.sagebrush.model.logs.ListTagsLogGroupRequest;
import dev.sagebrush.model.logs.LogGroup;
import dev.sagebrush.model.logs.LogStream;
import dev.sagebrush.model.logs.PutLogGroupDeletionProtectionRequest;
import dev.sagebrush.model.logs.PutRetentionPolicyRequest;
import dev.sagebrush.model.logs.TagResourceRequest;
import dev.sagebrush.model.logs.UntagLogGroupRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsTest {

  private LogsFixture logs;

  @BeforeEach
  void open(@TempDir Path folder) {
    logs = new LogsFixture(folder);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  private List<String> groups(DescribeLogGroupsRequest.Builder request) {
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      DescribeLogGroupsResponse page =
          logs.client.call(CloudWatchLogsApi.DESCRIBE_LOG_GROUPS, request.nextToken(token).build());
      page.logGroups().forEach(group -> names.add(group.logGroupName()));
      token = page.nextToken();
    } while (token != null);
    return names;
  }

  @Test
  void listsGroupsInPages() {
    for (String name : List.of("b/2", "a/1", "b/1", "c", "b/3")) {
      logs.group(name);
    }
    assertEquals(
        List.of("a/1", "b/1", "b/2", "b/3", "c"),
        groups(DescribeLogGroupsRequest.builder().limit(2)));
    assertEquals(
        List.of("b/1", "b/2", "b/3"),
        groups(DescribeLogGroupsRequest.builder().limit(1).logGroupNamePrefix("b/")));
    assertEquals(
        List.of("a/1", "b/1"),
        groups(DescribeLogGroupsRequest.builder().limit(1).logGroupNamePattern("1")));
    assertEquals(
        List.of("b/1", "c"),
        groups(
            DescribeLogGroupsRequest.builder()
                .logGroupIdentifiers(
                    List.of("c", "arn:aws:logs:us-east-1:000000000000:log-group:b/1"))));
    assertEquals(
        List.of(),
        logs.client
            .in("eu-west-1")
            .call(CloudWatchLogsApi.DESCRIBE_LOG_GROUPS, DescribeLogGroupsRequest.builder().build())
            .logGroups());
  }

  @Test
  void describesAGroup() {
    logs.group("g");
    logs.stream("g", "s");
    logs.put("g", "s", event(NOW, "1234"));
    logs.client.call(
        CloudWatchLogsApi.PUT_RETENTION_POLICY, new PutRetentionPolicyRequest("g", 30));
    LogGroup group =
        logs.client
            .call(CloudWatchLogsApi.DESCRIBE_LOG_GROUPS, DescribeLogGroupsRequest.builder().build())
            .logGroups()
            .getFirst();
    assertEquals(
        LogGroup.builder()
            .logGroupName("g")
            .arn("arn:aws:logs:us-east-1:000000000000:log-group:g:*")
            .logGroupArn("arn:aws:logs:us-east-1:000000000000:log-group:g")
            .creationTime(NOW)
            .retentionInDays(30)
            .metricFilterCount(0)
            .storedBytes(30L)
            .logGroupClass("STANDARD")
            .deletionProtectionEnabled(false)
            .build(),
        group);
  }

  @Test
  void refusesASecondOfOneName() {
    logs.group("g");
    logs.client.refused(
        "ResourceAlreadyExistsException",
        CloudWatchLogsApi.CREATE_LOG_GROUP,
        CreateLogGroupRequest.builder().logGroupName("g").build());
    logs.stream("g", "s");
    logs.client.refused(
        "ResourceAlreadyExistsException",
        CloudWatchLogsApi.CREATE_LOG_STREAM,
        new CreateLogStreamRequest("g", "s"));
    logs.client.refused(
        "InvalidParameterException",
        CloudWatchLogsApi.PUT_RETENTION_POLICY,
        new PutRetentionPolicyRequest("g", 2));
  }

  @Test
  void protectsFromDeletion() {
    logs.group("g");
    protect(true);
    logs.client.refused(
        "ValidationException", CloudWatchLogsApi.DELETE_LOG_GROUP, new DeleteLogGroupRequest("g"));
    protect(false);
    logs.client.call(CloudWatchLogsApi.DELETE_LOG_GROUP, new DeleteLogGroupRequest("g"));
    logs.client.refused(
        "ResourceNotFoundException",
        CloudWatchLogsApi.DELETE_LOG_GROUP,
        new DeleteLogGroupRequest("g"));
  }

  private void protect(boolean on) {
    logs.client.call(
        CloudWatchLogsApi.PUT_LOG_GROUP_DELETION_PROTECTION,
        PutLogGroupDeletionProtectionRequest.builder()
            .logGroupIdentifier("g")
            .deletionProtectionEnabled(on)
            .build());
  }

  @Test
  void keepsTags() {
    logs.client.call(
        CloudWatchLogsApi.CREATE_LOG_GROUP,
        CreateLogGroupRequest.builder().logGroupName("g").tags(Map.of("a", "1")).build());
    String arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
    logs.client.call(
        CloudWatchLogsApi.TAG_RESOURCE, new TagResourceRequest(arn, Map.of("b", "2", "a", "3")));
    assertEquals(
        Map.of("a", "3", "b", "2"),
        logs.client
            .call(CloudWatchLogsApi.LIST_TAGS_FOR_RESOURCE, new ListTagsForResourceRequest(arn))
            .tags());
    logs.client.call(
        CloudWatchLogsApi.UNTAG_LOG_GROUP, new UntagLogGroupRequest("g", List.of("a", "z")));
    assertEquals(
        Map.of("b", "2"),
        logs.client
            .call(CloudWatchLogsApi.LIST_TAGS_LOG_GROUP, new ListTagsLogGroupRequest("g"))
            .tags());
    logs.client.refused(
        "InvalidParameterException",
        CloudWatchLogsApi.TAG_RESOURCE,
        new TagResourceRequest(arn, Map.of("aws:x", "1")));
  }

  private List<String> streams(DescribeLogStreamsRequest.Builder request) {
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      DescribeLogStreamsResponse page =
          logs.client.call(
              CloudWatchLogsApi.DESCRIBE_LOG_STREAMS,
              request.logGroupName("g").nextToken(token).build());
      page.logStreams().forEach(stream -> names.add(stream.logStreamName()));
      token = page.nextToken();
    } while (token != null);
    return names;
  }

  @Test
  void listsStreamsByNameAndByTime() {
    logs.group("g");
    for (String name : List.of("job-1/a", "job-1/b", "job-2/a", "other")) {
      logs.stream("g", name);
    }
    logs.put("g", "job-2/a", event(NOW - 30, "x"));
    logs.put("g", "job-1/a", event(NOW - 20, "x"));
    logs.put("g", "job-1/b", event(NOW - 20, "x"));
    assertEquals(
        List.of("job-1/a", "job-1/b", "job-2/a", "other"),
        streams(DescribeLogStreamsRequest.builder().limit(3)));
    assertEquals(
        List.of("job-1/b", "job-1/a"),
        streams(
            DescribeLogStreamsRequest.builder()
                .limit(1)
                .logStreamNamePrefix("job-1/")
                .descending(true)));
    assertEquals(
        List.of("job-1/b", "job-1/a", "job-2/a", "other"),
        streams(
            DescribeLogStreamsRequest.builder()
                .limit(1)
                .orderBy("LastEventTime")
                .descending(true)));
    assertEquals(
        List.of("other", "job-2/a", "job-1/a", "job-1/b"),
        streams(DescribeLogStreamsRequest.builder().limit(3).orderBy("LastEventTime")));
    assertEquals(
        "Cannot order by LastEventTime with a logStreamNamePrefix.",
        logs.client
            .refused(
                "InvalidParameterException",
                CloudWatchLogsApi.DESCRIBE_LOG_STREAMS,
                DescribeLogStreamsRequest.builder()
                    .logGroupName("g")
                    .logStreamNamePrefix("a")
                    .orderBy("LastEventTime")
                    .build())
            .getMessage());
  }

  @Test
  void describesAndDeletesAStream() {
    logs.group("g");
    logs.stream("g", "s");
    assertNull(stream().firstEventTimestamp());
    logs.put("g", "s", event(NOW - 20, "x"), event(NOW - 10, "y"));
    logs.put("g", "s", event(NOW - 30, "w"));
    LogStream stream = stream();
    assertEquals(NOW - 30, stream.firstEventTimestamp());
    assertEquals(NOW - 10, stream.lastEventTimestamp());
    assertEquals(NOW, stream.lastIngestionTime());
    assertEquals("arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream:s", stream.arn());
    logs.client.call(CloudWatchLogsApi.DELETE_LOG_STREAM, new DeleteLogStreamRequest("g", "s"));
    assertEquals(List.of(), streams(DescribeLogStreamsRequest.builder()));
    assertEquals(
        0L,
        logs.client
            .call(CloudWatchLogsApi.DESCRIBE_LOG_GROUPS, DescribeLogGroupsRequest.builder().build())
            .logGroups()
            .getFirst()
            .storedBytes());
  }

  private LogStream stream() {
    return logs.client
        .call(
            CloudWatchLogsApi.DESCRIBE_LOG_STREAMS,
            DescribeLogStreamsRequest.builder().logGroupIdentifier("g").build())
        .logStreams()
        .getFirst();
  }
}
