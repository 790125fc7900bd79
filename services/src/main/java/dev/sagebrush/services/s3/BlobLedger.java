package dev.sagebrush.services.s3;

import dev.sagebrush.store.Blobs;
import dev.sagebrush.store.Transaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who names which blob, and with it when a blob may go.
 *
 * <p>Objects and parts name blobs in the transaction that writes their row, so the count in {@code
 * s3.blobs} is always true of what is durable. A blob nobody names any more is removed after that
 * transaction, and not before the last reader of an object that had it in its layout is done. A
 * crash between the two leaves it to {@link Leftovers}.
 */
final class BlobLedger {

  private static final Logger LOG = LoggerFactory.getLogger(BlobLedger.class);

  private final Schema schema;
  private final Blobs blobs;
  private final Object lock = new Object();
  private final Map<String, Integer> readers = new HashMap<>();
  private final Set<String> awaited = new HashSet<>();

  BlobLedger(Schema schema, Blobs blobs) {
    this.schema = schema;
    this.blobs = blobs;
  }

  /** Counts one more name of a blob. */
  void name(Transaction transaction, @Nullable String blob) {
    if (blob != null) {
      References now = transaction.get(schema.blobs(), blob);
      int count = now == null ? 1 : now.count() + 1;
      transaction.put(schema.blobs(), blob, new References(count));
    }
  }

  /**
   * Counts one name less.
   *
   * @param freed takes the blob when that was the last
   */
  void forget(Transaction transaction, @Nullable String blob, Collection<String> freed) {
    if (blob == null) {
      return;
    }
    References now = Objects.requireNonNull(transaction.get(schema.blobs(), blob), blob);
    if (now.count() > 1) {
      transaction.put(schema.blobs(), blob, new References(now.count() - 1));
    } else {
      transaction.delete(schema.blobs(), blob);
      freed.add(blob);
    }
  }

  /** Counts one name less of each blob of an object that goes, and removes its layout. */
  void forget(Transaction transaction, StoredObject object, Collection<String> freed) {
    forget(transaction, object.content().blob(), freed);
    String id = object.content().layout();
    if (id != null) {
      Layout layout = Objects.requireNonNull(transaction.get(schema.layouts(), id), id);
      layout.parts().forEach(part -> forget(transaction, part.blob(), freed));
      transaction.delete(schema.layouts(), id);
    }
  }

  /** Keeps the content of blobs readable, whoever forgets them, until {@link #release}. */
  void hold(Collection<String> held) {
    synchronized (lock) {
      held.forEach(blob -> readers.merge(blob, 1, Integer::sum));
    }
  }

  /** Ends a {@link #hold}. */
  void release(Collection<String> held) {
    List<String> due = new ArrayList<>();
    synchronized (lock) {
      for (String blob : held) {
        if (readers.merge(blob, -1, (now, less) -> now + less == 0 ? null : now + less) == null
            && awaited.remove(blob)) {
          due.add(blob);
        }
      }
    }
    due.forEach(this::remove);
  }

  /** Removes blobs that nobody names, now or when their last reader is done. */
  void discard(Collection<String> freed) {
    if (freed.isEmpty()) {
      return;
    }
    List<String> due = new ArrayList<>();
    synchronized (lock) {
      for (String blob : freed) {
        if (readers.containsKey(blob)) {
          awaited.add(blob);
        } else {
          due.add(blob);
        }
      }
    }
    due.forEach(this::remove);
  }

  private void remove(String blob) {
    try {
      blobs.delete(blob);
    } catch (IOException e) {
      LOG.warn("blob {} stays until the next start", blob, e);
    }
  }
}
