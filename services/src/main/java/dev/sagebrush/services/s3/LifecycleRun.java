package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lifecycle, every midnight UTC.
 *
 * <table>
 *   <caption>States of the job {@code s3-lifecycle}</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>–<td>the service starts<td>working<td>catches up on the days the server was not running
 *   <tr><td>working<td>rules that are new<td>working<td>notes what was in the bucket before them
 *   <tr><td>working<td>notes up to today<td>working<td>a batch: the notes go, what was due is done
 *       and the next notes are written, in one transaction
 *   <tr><td>working<td>no such note<td>asleep<td>
 *   <tr><td>asleep<td>midnight<td>working<td>
 *   <tr><td>any<td>the server stops or is killed<td>–<td>what is left is done after the next start
 * </table>
 */
final class LifecycleRun {

  private static final Logger LOG = LoggerFactory.getLogger(LifecycleRun.class);
  private static final int BATCH = 500;
  private static final String SEPARATOR = String.valueOf(Tables.SEPARATOR);

  private final Schema schema;
  private final ObjectTable objects;
  private final LifecycleActions actions;
  private final LifecycleBook book;
  private final Clock clock;

  LifecycleRun(
      Schema schema,
      ObjectTable objects,
      LifecycleActions actions,
      LifecycleBook book,
      Clock clock) {
    this.schema = schema;
    this.objects = objects;
    this.actions = actions;
    this.book = book;
    this.clock = clock;
  }

  /** Works whenever something may be due, until it is interrupted. */
  void run() throws InterruptedException {
    while (true) {
      catchUp();
      clock.sleep(Duration.between(clock.now(), book.tomorrow()));
    }
  }

  /** Does everything that is due. */
  void catchUp() throws InterruptedException {
    for (Table.Row<StoredLifecycle> row : schema.lifecycles().scan(Range.all())) {
      if (!row.value().indexed()) {
        index(row.key(), row.value());
      }
    }
    int done;
    long all = 0;
    do {
      requireRunning();
      done = batch();
      all += done;
    } while (done == BATCH);
    if (all > 0) {
      LOG.info("lifecycle looked at {} keys and uploads that were due", all);
    }
  }

  private static void requireRunning() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("lifecycle goes on after the next start");
    }
  }

  private int batch() {
    Range today = Range.all().before(LifecycleBook.day(book.tomorrow())).limit(BATCH);
    AtomicInteger count = new AtomicInteger();
    objects.write(
        List.of(),
        (transaction, freed) -> {
          List<Table.Row<Due>> notes = transaction.scan(schema.due(), today);
          count.set(notes.size());
          for (Table.Row<Due> note : notes) {
            transaction.delete(schema.due(), note.key());
          }
          for (Table.Row<Due> note : notes) {
            String bucket = note.key().split(SEPARATOR, 3)[1];
            actions.look(transaction, bucket, key(note), note.value().upload(), freed);
          }
        });
    return count.get();
  }

  /** A key may itself hold what separates the parts of a row's key. */
  private static String key(Table.Row<Due> note) {
    String row = note.key();
    int start = row.indexOf(Tables.SEPARATOR, row.indexOf(Tables.SEPARATOR) + 1) + 1;
    return row.substring(start, row.length() - note.value().upload().length() - 1);
  }

  /** Notes what was in a bucket before its rules. */
  private void index(String bucket, StoredLifecycle lifecycle) throws InterruptedException {
    LifecycleRules rules = LifecycleBook.compiled(lifecycle);
    note(schema.objects(), bucket, 0, rules);
    note(schema.versions(), bucket, Schema.ORDER_LENGTH, rules);
    noteUploads(bucket, rules);
    objects.write(transaction -> {
      StoredLifecycle now = transaction.get(schema.lifecycles(), bucket);
      if (now != null && now.revision().equals(lifecycle.revision())) {
        transaction.put(schema.lifecycles(), bucket, now.whollyIndexed());
      }
    });
  }

  private void note(Table<StoredObject> table, String bucket, int suffix, LifecycleRules rules)
      throws InterruptedException {
    String start = Schema.bucketPrefix(bucket);
    Range range = Range.prefix(start).limit(BATCH);
    List<Table.Row<StoredObject>> page;
    do {
      requireRunning();
      page = table.scan(range);
      List<Table.Row<StoredObject>> rows = page;
      objects.write(transaction -> {
        for (Table.Row<StoredObject> row : rows) {
          String key = row.key().substring(start.length(), row.key().length() - suffix);
          book.note(transaction, bucket, key, book.next(rules, key, row.value()));
        }
      });
      if (!page.isEmpty()) {
        range = range.after(page.getLast().key());
      }
    } while (page.size() == BATCH);
  }

  private void noteUploads(String bucket, LifecycleRules rules) {
    Range all = Range.prefix(Schema.bucketPrefix(bucket));
    List<Table.Row<StoredUpload>> uploads = schema.uploads().scan(all);
    objects.write(transaction -> {
      for (Table.Row<StoredUpload> row : uploads) {
        StoredUpload upload = row.value();
        LifecycleRules.Step abort = rules.ofUpload(upload.key(), upload.initiated());
        if (abort != null) {
          String note = LifecycleBook.row(abort.due(), bucket, upload.key(), upload.id());
          transaction.put(schema.due(), note, new Due(upload.id()));
        }
      }
    });
  }
}
