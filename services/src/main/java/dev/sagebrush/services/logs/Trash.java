package dev.sagebrush.services.logs;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Transaction;
import java.util.List;

/**
 * Events of deleted streams. A stream may have millions: they go some at a time, so that nobody
 * waits long for the disk. What a crash leaves is removed with the next deletion.
 */
final class Trash {

  private static final int SLICE = 5000;
  private static final int STREAMS = 100;

  private final Schema schema;

  Trash(Schema schema) {
    this.schema = schema;
  }

  /** Marks a stream's events, within the transaction that removes the stream. */
  void add(Transaction transaction, StoredStream stream) {
    if (stream.count() > 0) {
      transaction.put(schema.garbage(), stream.id(), new Garbage());
    }
  }

  /** Removes everything that is marked. */
  void empty() {
    List<Table.Row<Garbage>> marked;
    do {
      marked = schema.garbage().scan(Range.all().limit(STREAMS));
      for (Table.Row<Garbage> stream : marked) {
        remove(stream.key());
      }
    } while (!marked.isEmpty());
  }

  private void remove(String stream) {
    Range slice = Range.prefix(Schema.eventPrefix(stream)).limit(SLICE);
    int removed;
    do {
      removed =
          schema
              .tables()
              .write(transaction -> {
                int count = transaction.delete(schema.events(), slice);
                if (count < SLICE) {
                  transaction.delete(schema.garbage(), stream);
                }
                return count;
              });
    } while (removed == SLICE);
  }
}
