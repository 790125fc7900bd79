package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.logs.FilterLogEventsRequest;
import dev.sagebrush.model.logs.FilterLogEventsResponse;
import dev.sagebrush.model.logs.FilteredLogEvent;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events of a group's streams that match a pattern, in the order of time. */
final class EventFilter {

  /** After so many events a page ends, found or not, so that no request runs for long. */
  private static final int MOST_READ = 100_000;

  private static final int ID_DIGITS = 56;

  private final Schema schema;
  private final Continuation continuation;
  private final Clock clock;

  EventFilter(Schema schema, Continuation continuation, Clock clock) {
    this.schema = schema;
    this.continuation = continuation;
    this.clock = clock;
  }

  FilterLogEventsResponse filter(FilterLogEventsRequest request) {
    String name = Arns.requested(request.logGroupName(), request.logGroupIdentifier());
    if (request.logStreamNames() != null && request.logStreamNamePrefix() != null) {
      throw Failures.invalid(
          "logStreamNames and logStreamNamePrefix are mutually exclusive parameters.");
    }
    FilterPattern pattern =
        FilterPattern.parse(request.filterPattern() == null ? "" : request.filterPattern());
    StoredGroup group = schema.tables().read(view -> schema.requireGroup(view, name));
    String query = query(request, group);
    long kept = group.keptFrom(clock.now());
    long from = request.startTime() == null ? kept : Math.max(request.startTime(), kept);
    // The end is included here, unlike in GetLogEvents.
    long to = request.endTime() == null ? Long.MAX_VALUE - 1 : request.endTime();
    String place = request.nextToken() == null ? "" : continuation.read(query, request.nextToken());
    EventMerge merge = new EventMerge(schema);
    for (Map.Entry<String, StoredStream> stream : streams(group, request).entrySet()) {
      if (stream.getValue().overlaps(from, to)) {
        add(merge, stream.getKey(), stream.getValue().id(), place, from, to);
      }
    }
    int limit = request.limit() == null ? EventReads.MOST_EVENTS : request.limit();
    return page(merge, pattern, query, limit);
  }

  private static String query(FilterLogEventsRequest request, StoredGroup group) {
    return Tables.key(
        "filter",
        group.id(),
        String.valueOf(request.filterPattern()),
        String.valueOf(request.logStreamNames()),
        String.valueOf(request.logStreamNamePrefix()),
        String.valueOf(request.startTime()),
        String.valueOf(request.endTime()));
  }

  private Map<String, StoredStream> streams(StoredGroup group, FilterLogEventsRequest request) {
    Map<String, StoredStream> streams = new LinkedHashMap<>();
    if (request.logStreamNames() != null) {
      for (String name : request.logStreamNames()) {
        streams.put(name, schema.tables().read(view -> schema.requireStream(view, group, name)));
      }
      return streams;
    }
    String prefix = request.logStreamNamePrefix() == null ? "" : request.logStreamNamePrefix();
    for (Table.Row<StoredStream> row :
        schema.streams().scan(Range.prefix(Schema.streamKey(group, prefix)))) {
      streams.put(StreamListing.nameOf(row), row.value());
    }
    return streams;
  }

  /**
   * Adds a stream from where the last page ended.
   *
   * @param place time, stream and position of the last event, or empty
   */
  private static void add(
      EventMerge merge, String name, String stream, String place, long from, long to) {
    String start = Schema.time(from);
    String time = start;
    if (!place.isEmpty()) {
      String[] last = place.split("\u0000", 3);
      long at = Long.parseLong(last[0]);
      int order = stream.compareTo(last[1]);
      if (order == 0) {
        start = last[2] + Tables.SEPARATOR;
        time = last[0];
      } else {
        start = Schema.time(order < 0 ? at + 1 : at);
        time = start;
      }
    }
    String end = to >= 999_999_999_999_999L ? "~" : Schema.time(to + 1);
    merge.add(stream, name, start, time, end);
  }

  private FilterLogEventsResponse page(
      EventMerge merge, FilterPattern pattern, String query, int limit) {
    List<FilteredLogEvent> found = new ArrayList<>();
    long bytes = 0;
    String last = "";
    int read = 0;
    EventMerge.Event event = merge.next();
    while (event != null) {
      long size = StoredEvent.size(event.value().message());
      boolean full =
          found.size() == limit || bytes + size > EventReads.MOST_BYTES && !found.isEmpty();
      if (full || read == MOST_READ) {
        return response(found).nextToken(continuation.issue(query, last)).build();
      }
      read++;
      if (pattern.matches(event.value().message())) {
        found.add(described(event));
        bytes += size;
      }
      last = Tables.key(timeOf(event), event.stream(), event.position());
      event = merge.next();
    }
    return response(found).build();
  }

  private static FilterLogEventsResponse.Builder response(List<FilteredLogEvent> events) {
    // AWS says nothing about the streams any more: the list is there and empty.
    return FilterLogEventsResponse.builder().events(events).searchedLogStreams(List.of());
  }

  private static String timeOf(EventMerge.Event event) {
    return event.position().substring(0, event.position().indexOf(Tables.SEPARATOR));
  }

  private static FilteredLogEvent described(EventMerge.Event event) {
    return FilteredLogEvent.builder()
        .logStreamName(event.name())
        .timestamp(Long.parseLong(timeOf(event)))
        .message(event.value().message())
        .ingestionTime(event.value().ingested())
        .eventId(id(event))
        .build();
  }

  /** Digits that nobody else has: of the time, the number in the stream, and the stream's id. */
  private static String id(EventMerge.Event event) {
    String[] place = event.position().split("\u0000", 2);
    BigInteger id =
        new BigInteger(place[0])
            .shiftLeft(48)
            .add(new BigInteger(place[1]))
            .shiftLeft(64)
            .add(new BigInteger(event.stream(), 16));
    String digits = id.toString();
    return "0".repeat(Math.max(0, ID_DIGITS - digits.length())) + digits;
  }
}
