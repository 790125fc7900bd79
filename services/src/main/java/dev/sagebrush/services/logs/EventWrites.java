package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.logs.InputLogEvent;
import dev.sagebrush.model.logs.PutLogEventsRequest;
import dev.sagebrush.model.logs.PutLogEventsResponse;
import dev.sagebrush.model.logs.RejectedLogEventsInfo;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that are put into streams. */
final class EventWrites {

  private static final int MOST_BYTES = 1 << 20;
  private static final Duration OLDEST = Duration.ofDays(14);
  private static final Duration NEWEST = Duration.ofHours(2);
  private static final Duration LONGEST_SPAN = Duration.ofHours(24);
  private static final int TRIMMED = 1000;

  private final Schema schema;
  private final Clock clock;

  EventWrites(Schema schema, Clock clock) {
    this.schema = schema;
    this.clock = clock;
  }

  /**
   * Which events of a batch in order are taken.
   *
   * @param tooOld how many, from the first, are older than anything is accepted
   * @param expired how many, from the first, are older than the group keeps
   * @param end the first that is too far in the future, or the size of the batch
   */
  private record Accepted(int tooOld, int expired, int end) {

    int start() {
      return Math.max(tooOld, expired);
    }

    @Nullable RejectedLogEventsInfo rejected(int size) {
      if (start() == 0 && end == size) {
        return null;
      }
      return RejectedLogEventsInfo.builder()
          .tooOldLogEventEndIndex(tooOld > 0 ? tooOld : null)
          .expiredLogEventEndIndex(expired > tooOld ? expired : null)
          .tooNewLogEventStartIndex(end < size ? end : null)
          .build();
    }
  }

  PutLogEventsResponse put(PutLogEventsRequest request) {
    if (request.entity() != null) {
      throw ServiceException.notImplemented("entity of PutLogEvents");
    }
    List<InputLogEvent> events = request.logEvents();
    check(events);
    Instant now = clock.now();
    return schema
        .tables()
        .write(transaction -> {
          String name = request.logGroupName();
          StoredGroup group = schema.requireGroup(transaction, name);
          StoredStream stream = schema.requireStream(transaction, group, request.logStreamName());
          Accepted accepted = accept(events, group, now);
          long bytes = -trim(transaction, stream, group.keptFrom(now));
          bytes += store(transaction, stream, events.subList(accepted.start(), accepted.end), now);
          StoredStream grown = grown(stream, events, accepted, now, bytes);
          transaction.put(
              schema.streams(), Schema.streamKey(group, request.logStreamName()), grown);
          if (bytes != 0) {
            transaction.put(schema.groups(), Schema.groupKey(name), group.withMoreBytes(bytes));
          }
          return PutLogEventsResponse.builder()
              .nextSequenceToken(grown.sequenceToken())
              .rejectedLogEventsInfo(accepted.rejected(events.size()))
              .build();
        });
  }

  private static void check(List<InputLogEvent> events) {
    long total = 0;
    long previous = 0;
    for (InputLogEvent event : events) {
      if (event.timestamp() < previous) {
        throw Failures.invalid(
            "Log events in a single PutLogEvents request must be in chronological order.");
      }
      previous = event.timestamp();
      long size = StoredEvent.size(event.message());
      if (size > MOST_BYTES) {
        throw Failures.invalid(
            "Log event too large: " + size + " bytes exceeds limit of " + MOST_BYTES);
      }
      total += size;
    }
    if (total > MOST_BYTES) {
      throw Failures.invalid(
          "Upload too large: " + total + " bytes exceeds limit of " + MOST_BYTES);
    }
    if (events.getLast().timestamp() - events.getFirst().timestamp() > LONGEST_SPAN.toMillis()) {
      throw Failures.invalid(
          "The batch of log events in a single PutLogEvents request cannot span more than 24"
              + " hours.");
    }
  }

  private static Accepted accept(List<InputLogEvent> events, StoredGroup group, Instant now) {
    int tooOld = before(events, now.minus(OLDEST).toEpochMilli());
    int expired = before(events, group.keptFrom(now));
    int end = before(events, now.plus(NEWEST).toEpochMilli() + 1);
    return new Accepted(tooOld, expired, Math.max(end, Math.max(tooOld, expired)));
  }

  /** How many events, from the first, are before a time. */
  private static int before(List<InputLogEvent> events, long time) {
    int count = 0;
    while (count < events.size() && events.get(count).timestamp() < time) {
      count++;
    }
    return count;
  }

  private long store(
      Transaction transaction, StoredStream stream, List<InputLogEvent> events, Instant now) {
    String prefix = Schema.eventPrefix(stream.id());
    long bytes = 0;
    long number = stream.count();
    for (InputLogEvent event : events) {
      transaction.put(
          schema.events(),
          prefix + Schema.position(event.timestamp(), number++),
          new StoredEvent(now.toEpochMilli(), event.message()));
      bytes += StoredEvent.size(event.message());
    }
    return bytes;
  }

  private static StoredStream grown(
      StoredStream stream, List<InputLogEvent> events, Accepted accepted, Instant now, long bytes) {
    int taken = accepted.end - accepted.start();
    if (taken == 0) {
      return stream;
    }
    long earliest = events.get(accepted.start()).timestamp();
    long latest = events.get(accepted.end - 1).timestamp();
    return stream.grown(earliest, latest, now.toEpochMilli(), taken, bytes);
  }

  /** Removes some events that have expired; answers their size in bytes. */
  private long trim(Transaction transaction, StoredStream stream, long keptFrom) {
    Long first = stream.first();
    if (first == null || first >= keptFrom) {
      return 0;
    }
    String prefix = Schema.eventPrefix(stream.id());
    Range expired = Range.prefix(prefix).before(prefix + Schema.time(keptFrom)).limit(TRIMMED);
    long bytes = 0;
    for (Table.Row<StoredEvent> row : transaction.scan(schema.events(), expired)) {
      bytes += StoredEvent.size(row.value().message());
      transaction.delete(schema.events(), row.key());
    }
    return bytes;
  }
}
