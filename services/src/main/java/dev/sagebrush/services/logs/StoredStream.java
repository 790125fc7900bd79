package dev.sagebrush.services.logs;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A log stream. Times are milliseconds since the epoch.
 *
 * @param id what its events are stored under
 * @param created when it was made
 * @param first the earliest time of an event that was put, or null before any
 * @param last the latest time of an event, or null before any
 * @param ingested when the last events came, or null before any
 * @param count how many events were ever put
 * @param bytes of the events that are kept
 */
record StoredStream(
    String id,
    long created,
    @Nullable Long first,
    @Nullable Long last,
    @Nullable Long ingested,
    long count,
    long bytes) {

  /** A stream without events. */
  static StoredStream empty(String id, long created) {
    return new StoredStream(id, created, null, null, null, 0, 0);
  }

  /** This stream after events were put and old ones removed. */
  StoredStream grown(long earliest, long latest, long now, int events, long moreBytes) {
    return new StoredStream(
        id,
        created,
        first == null ? earliest : Math.min(first, earliest),
        last == null ? latest : Math.max(last, latest),
        now,
        count + events,
        Math.max(0, bytes + moreBytes));
  }

  /** Whether it may have events of a stretch of time, both ends included. */
  boolean overlaps(long from, long to) {
    return first != null && last != null && first <= to && last >= from;
  }

  /** A token of the form that AWS's have: clients may send it and it means nothing. */
  String sequenceToken() {
    return String.format(Locale.ROOT, "49%054d", count);
  }
}
