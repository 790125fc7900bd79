package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.store.Tables;

/** Amazon CloudWatch Logs. */
public final class CloudWatchLogs {

  private CloudWatchLogs() {}

  /**
   * The operations of CloudWatch Logs that are served.
   *
   * @param tables where everything goes
   * @param clock what the time is
   * @param tokens of listings and readings that go on
   * @param ids for groups and streams
   */
  public static Service service(Tables tables, Clock clock, PageTokens tokens, Ids ids) {
    Schema schema = Schema.declare(tables);
    Continuation continuation = new Continuation(tokens);
    Trash trash = new Trash(schema);
    Groups groups = new Groups(schema, trash, clock, ids);
    GroupListing groupListing = new GroupListing(schema, continuation);
    GroupTags tags = new GroupTags(schema, groups);
    Streams streams = new Streams(schema, trash, clock, ids);
    StreamListing streamListing = new StreamListing(schema, continuation);
    EventWrites writes = new EventWrites(schema, clock);
    EventReads reads = new EventReads(schema, continuation, clock);
    EventFilter filter = new EventFilter(schema, continuation, clock);
    return Service.of(CloudWatchLogsApi.API)
        .on(CloudWatchLogsApi.CREATE_LOG_GROUP, groups::create)
        .on(CloudWatchLogsApi.DELETE_LOG_GROUP, groups::delete)
        .on(CloudWatchLogsApi.DESCRIBE_LOG_GROUPS, groupListing::describe)
        .on(CloudWatchLogsApi.PUT_RETENTION_POLICY, groups::putRetention)
        .on(CloudWatchLogsApi.DELETE_RETENTION_POLICY, groups::deleteRetention)
        .on(CloudWatchLogsApi.PUT_LOG_GROUP_DELETION_PROTECTION, groups::putProtection)
        .on(CloudWatchLogsApi.TAG_RESOURCE, tags::tag)
        .on(CloudWatchLogsApi.UNTAG_RESOURCE, tags::untag)
        .on(CloudWatchLogsApi.LIST_TAGS_FOR_RESOURCE, tags::list)
        .on(CloudWatchLogsApi.TAG_LOG_GROUP, tags::tagGroup)
        .on(CloudWatchLogsApi.UNTAG_LOG_GROUP, tags::untagGroup)
        .on(CloudWatchLogsApi.LIST_TAGS_LOG_GROUP, tags::listGroup)
        .on(CloudWatchLogsApi.CREATE_LOG_STREAM, streams::create)
        .on(CloudWatchLogsApi.DELETE_LOG_STREAM, streams::delete)
        .on(CloudWatchLogsApi.DESCRIBE_LOG_STREAMS, streamListing::describe)
        .on(CloudWatchLogsApi.PUT_LOG_EVENTS, writes::put)
        .on(CloudWatchLogsApi.GET_LOG_EVENTS, reads::get)
        .on(CloudWatchLogsApi.FILTER_LOG_EVENTS, filter::filter)
        .build();
  }
}
