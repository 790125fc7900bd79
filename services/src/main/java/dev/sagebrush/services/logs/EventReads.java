package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.logs.GetLogEventsRequest;
import dev.sagebrush.model.logs.GetLogEventsResponse;
import dev.sagebrush.model.logs.OutputLogEvent;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one stream, forwards or backwards. */
final class EventReads {

  static final int MOST_EVENTS = 10_000;

  /** What AWS answers at most at once. */
  static final long MOST_BYTES = 1 << 20;

  private static final int SCAN = 250;
  private static final String FORWARD = "f/";
  private static final String BACKWARD = "b/";

  private final Schema schema;
  private final Continuation continuation;
  private final Clock clock;

  EventReads(Schema schema, Continuation continuation, Clock clock) {
    this.schema = schema;
    this.continuation = continuation;
    this.clock = clock;
  }

  /**
   * Where a page begins and which way it goes.
   *
   * @param place below the stream: the first position read forwards, the first not read backwards
   */
  private record Start(boolean forward, String place) {}

  GetLogEventsResponse get(GetLogEventsRequest request) {
    String name = Arns.requested(request.logGroupName(), request.logGroupIdentifier());
    StoredGroup group = schema.tables().read(view -> schema.requireGroup(view, name));
    StoredStream stream =
        schema.tables().read(view -> schema.requireStream(view, group, request.logStreamName()));
    String from = Schema.time(from(request.startTime(), group));
    // The end is not included here, unlike in FilterLogEvents.
    String to = request.endTime() == null ? "~" : Schema.time(request.endTime());
    Start start = start(request, stream, from, to);
    // Nothing there yet: whoever goes on must see whatever comes first.
    String idle = request.nextToken() == null ? from : start.place;
    String prefix = Schema.eventPrefix(stream.id());
    String low = start.forward && start.place.compareTo(from) > 0 ? start.place : from;
    String high = !start.forward && start.place.compareTo(to) < 0 ? start.place : to;
    Range range = new Range(prefix + low, prefix + high, SCAN, !start.forward);
    int limit = request.limit() == null ? MOST_EVENTS : request.limit();
    List<Table.Row<StoredEvent>> rows = low.compareTo(high) < 0 ? page(range, limit) : List.of();
    String first = rows.isEmpty() ? idle : Schema.positionOf(rows.getFirst().key());
    String next =
        rows.isEmpty() ? idle : Schema.positionOf(rows.getLast().key()) + Tables.SEPARATOR;
    return GetLogEventsResponse.builder()
        .events(rows.stream().map(EventReads::event).toList())
        .nextForwardToken(FORWARD + continuation.issue(stream.id(), next))
        .nextBackwardToken(BACKWARD + continuation.issue(stream.id(), first))
        .build();
  }

  private long from(@Nullable Long asked, StoredGroup group) {
    long kept = group.keptFrom(clock.now());
    return asked == null ? kept : Math.max(asked, kept);
  }

  private Start start(GetLogEventsRequest request, StoredStream stream, String from, String to) {
    String token = request.nextToken();
    if (token == null) {
      boolean forward = Boolean.TRUE.equals(request.startFromHead());
      return new Start(forward, forward ? from : to);
    }
    boolean forward = token.startsWith(FORWARD);
    if (!forward && !token.startsWith(BACKWARD)) {
      throw Failures.invalid("The specified nextToken is invalid.");
    }
    return new Start(forward, continuation.read(stream.id(), token.substring(2)));
  }

  /** The events of a range up to both limits, in the order of time whichever way they are read. */
  private List<Table.Row<StoredEvent>> page(Range whole, int limit) {
    List<Table.Row<StoredEvent>> page = new ArrayList<>();
    long bytes = 0;
    Range range = whole;
    List<Table.Row<StoredEvent>> rows;
    do {
      rows = schema.events().scan(range.limit(Math.min(SCAN, limit - page.size())));
      for (Table.Row<StoredEvent> row : rows) {
        bytes += StoredEvent.size(row.value().message());
        if (bytes > MOST_BYTES && !page.isEmpty()) {
          return inOrder(page, whole);
        }
        page.add(row);
      }
      if (!rows.isEmpty()) {
        String last = rows.getLast().key();
        range = whole.descending() ? range.before(last) : range.after(last);
      }
    } while (rows.size() == SCAN && page.size() < limit);
    return inOrder(page, whole);
  }

  private static List<Table.Row<StoredEvent>> inOrder(
      List<Table.Row<StoredEvent>> page, Range range) {
    if (range.descending()) {
      Collections.reverse(page);
    }
    return page;
  }

  private static OutputLogEvent event(Table.Row<StoredEvent> row) {
    return OutputLogEvent.builder()
        .timestamp(Schema.timeOf(row.key()))
        .message(row.value().message())
        .ingestionTime(row.value().ingested())
        .build();
  }
}
