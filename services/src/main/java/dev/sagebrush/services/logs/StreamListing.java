package dev.sagebrush.services.logs;

import dev.sagebrush.model.logs.DescribeLogStreamsRequest;
import dev.sagebrush.model.logs.DescribeLogStreamsResponse;
import dev.sagebrush.model.logs.LogStream;
import dev.sagebrush.model.logs.OrderBy;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The list of a group's streams, by name or by the time of their last event. */
final class StreamListing {

  private static final int PAGE = 50;

  private final Schema schema;
  private final Continuation continuation;

  StreamListing(Schema schema, Continuation continuation) {
    this.schema = schema;
    this.continuation = continuation;
  }

  DescribeLogStreamsResponse describe(DescribeLogStreamsRequest request) {
    String name = Arns.requested(request.logGroupName(), request.logGroupIdentifier());
    boolean byTime = OrderBy.LAST_EVENT_TIME.equals(request.orderBy());
    if (byTime && request.logStreamNamePrefix() != null) {
      throw Failures.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    StoredGroup group = schema.tables().read(view -> schema.requireGroup(view, name));
    String query =
        Tables.key(
            "streams",
            group.id(),
            String.valueOf(request.logStreamNamePrefix()),
            String.valueOf(byTime),
            String.valueOf(request.descending()));
    int limit = request.limit() == null ? PAGE : request.limit();
    String place =
        request.nextToken() == null ? null : continuation.read(query, request.nextToken());
    boolean descending = Boolean.TRUE.equals(request.descending());
    List<Table.Row<StoredStream>> rows =
        byTime
            ? byTime(group, place == null ? "" : place, descending, limit + 1)
            : byName(group, request, place == null ? "" : place, limit + 1);
    boolean more = rows.size() > limit;
    List<LogStream> streams = new ArrayList<>();
    for (Table.Row<StoredStream> row : more ? rows.subList(0, limit) : rows) {
      streams.add(described(name, nameOf(row), row.value()));
    }
    return DescribeLogStreamsResponse.builder()
        .logStreams(streams)
        .nextToken(more ? continuation.issue(query, place(rows.get(limit - 1), byTime)) : null)
        .build();
  }

  private List<Table.Row<StoredStream>> byName(
      StoredGroup group, DescribeLogStreamsRequest request, String place, int limit) {
    String prefix = request.logStreamNamePrefix() == null ? "" : request.logStreamNamePrefix();
    Range range = Range.prefix(Schema.streamKey(group, prefix)).limit(limit);
    boolean descending = Boolean.TRUE.equals(request.descending());
    if (!place.isEmpty()) {
      String last = Schema.streamKey(group, place);
      range = descending ? range.before(last) : range.after(last);
    }
    return schema.streams().scan(descending ? range.reversed() : range);
  }

  /** Streams without any event come first, as if their last one had been at the epoch. */
  private List<Table.Row<StoredStream>> byTime(
      StoredGroup group, String place, boolean descending, int limit) {
    List<Table.Row<StoredStream>> all =
        new ArrayList<>(schema.streams().scan(Range.prefix(Schema.streamPrefix(group))));
    Comparator<Table.Row<StoredStream>> order = Comparator.comparing(row -> place(row, true));
    all.sort(descending ? order.reversed() : order);
    return all.stream()
        .filter(row -> place.isEmpty() || isBeyond(place(row, true), place, descending))
        .limit(limit)
        .toList();
  }

  private static boolean isBeyond(String candidate, String place, boolean descending) {
    int order = candidate.compareTo(place);
    return descending ? order < 0 : order > 0;
  }

  private static String place(Table.Row<StoredStream> row, boolean byTime) {
    Long last = row.value().last();
    return byTime
        ? Tables.key(String.format(Locale.ROOT, "%015d", last == null ? 0 : last), nameOf(row))
        : nameOf(row);
  }

  static String nameOf(Table.Row<StoredStream> row) {
    return row.key().substring(row.key().indexOf(Tables.SEPARATOR) + 1);
  }

  private static LogStream described(String group, String name, StoredStream stream) {
    return LogStream.builder()
        .logStreamName(name)
        .arn(Arns.stream(group, name))
        .creationTime(stream.created())
        .firstEventTimestamp(stream.first())
        .lastEventTimestamp(stream.last())
        .lastIngestionTime(stream.ingested())
        .uploadSequenceToken(stream.sequenceToken())
        // AWS says 0 for every stream since June 2019.
        .storedBytes(0L)
        .build();
  }
}
