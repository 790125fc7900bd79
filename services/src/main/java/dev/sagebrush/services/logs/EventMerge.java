package dev.sagebrush.services.logs;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The events of many streams as one sequence, in the order of time, then stream, then arrival. A
 * stream is not read before its turn comes.
 */
final class EventMerge {

  private static final int SCAN = 100;

  private final Schema schema;
  private final PriorityQueue<Cursor> cursors =
      new PriorityQueue<>(
          Comparator.comparing((Cursor cursor) -> cursor.place).thenComparing(c -> c.stream));

  EventMerge(Schema schema) {
    this.schema = schema;
  }

  /**
   * One event.
   *
   * @param position below its stream
   */
  record Event(String stream, String name, String position, StoredEvent value) {}

  private static final class Cursor {
    final String stream;
    final String name;
    final Deque<Table.Row<StoredEvent>> rows = new ArrayDeque<>();
    Range range;

    /** A lower bound of the next event's time; its very time once rows have been read. */
    String place;

    Cursor(String stream, String name, String from, Range range) {
      this.stream = stream;
      this.name = name;
      this.place = from;
      this.range = range;
    }
  }

  /**
   * Adds a stream.
   *
   * @param from the first position included
   * @param time the time that {@code from} is at, as {@link Schema#time} writes it
   * @param to the first position not included
   */
  void add(String stream, String name, String from, String time, String to) {
    String prefix = Schema.eventPrefix(stream);
    if (from.compareTo(to) < 0) {
      Range range = new Range(prefix + from, prefix + to, SCAN, false);
      cursors.add(new Cursor(stream, name, time, range));
    }
  }

  /** The next event, or null at the end. */
  @Nullable Event next() {
    while (true) {
      Cursor cursor = cursors.poll();
      if (cursor == null) {
        return null;
      }
      if (cursor.rows.isEmpty()) {
        if (fill(cursor)) {
          cursors.add(cursor);
        }
        continue;
      }
      Table.Row<StoredEvent> row = cursor.rows.removeFirst();
      advance(cursor, row.key());
      return new Event(cursor.stream, cursor.name, Schema.positionOf(row.key()), row.value());
    }
  }

  /** Reads the next rows of a stream; false when there are none. */
  private boolean fill(Cursor cursor) {
    cursor.rows.addAll(schema.events().scan(cursor.range));
    Table.Row<StoredEvent> last = cursor.rows.peekLast();
    if (last == null) {
      return false;
    }
    cursor.range = cursor.range.after(last.key());
    cursor.place = Schema.time(Schema.timeOf(cursor.rows.getFirst().key()));
    return true;
  }

  private void advance(Cursor cursor, String passed) {
    Table.Row<StoredEvent> next = cursor.rows.peekFirst();
    cursor.place = Schema.time(Schema.timeOf(next == null ? passed : next.key()));
    cursors.add(cursor);
  }
}
