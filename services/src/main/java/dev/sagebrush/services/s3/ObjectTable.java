package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rows of objects: every change is one transaction together with the names of its blobs. */
final class ObjectTable {

  private final Schema schema;
  private final BlobLedger ledger;
  private final Versions versions;
  private final LifecycleBook book;

  ObjectTable(Schema schema, BlobLedger ledger, Versions versions, LifecycleBook book) {
    this.schema = schema;
    this.ledger = ledger;
    this.versions = versions;
    this.book = book;
  }

  /** The object under a key, or null. */
  @Nullable StoredObject find(String bucket, String key) {
    return schema.objects().get(Schema.objectKey(bucket, key));
  }

  /**
   * A version of a key.
   *
   * @param version its id; null for the latest
   * @throws ServiceException {@code NoSuchKey}, {@code NoSuchVersion}; {@code MethodNotAllowed} for
   *     a delete marker by its id
   */
  StoredObject require(String bucket, String key, @Nullable String version) {
    if (version == null) {
      StoredObject current = find(bucket, key);
      if (current != null) {
        return current;
      }
    }
    return schema.tables().read(view -> require(view, bucket, key, version));
  }

  StoredObject require(View view, String bucket, String key, @Nullable String version) {
    StoredObject object =
        version == null
            ? versions.latest(view, bucket, key)
            : versions.find(view, bucket, key, version);
    if (object == null) {
      throw version == null ? Failures.noSuchKey(key) : Failures.noSuchVersion(key, version);
    }
    if (object.version().marker()) {
      throw version == null ? Failures.deleted(key, object) : Failures.markerNotAllowed(object);
    }
    return object;
  }

  /**
   * Puts an object whose content has just been taken in; when a condition forbids it the content is
   * removed again.
   */
  StoredObject put(String bucket, String key, StoredObject object, WriteCondition condition) {
    String blob = object.content().blob();
    List<String> taken = blob == null ? List.of() : List.of(blob);
    AtomicReference<StoredObject> stored = new AtomicReference<>(object);
    write(
        taken,
        (transaction, freed) -> {
          ledger.name(transaction, blob);
          stored.set(replace(transaction, bucket, key, object, condition, freed));
        });
    return stored.get();
  }

  /**
   * Puts an object within a transaction; its content is named already.
   *
   * @return as it is stored, with the version it became
   */
  StoredObject replace(
      Transaction transaction,
      String bucket,
      String key,
      StoredObject object,
      WriteCondition condition,
      List<String> freed) {
    StoredBucket owner = bucket(transaction, bucket);
    condition.check(key, versions.current(transaction, bucket, key));
    return versions.push(transaction, owner, bucket, key, object, freed);
  }

  /** The bucket of a write. */
  StoredBucket bucket(View view, String name) {
    StoredBucket bucket = view.get(schema.buckets(), name);
    if (bucket == null) {
      throw Failures.noSuchBucket(name);
    }
    return bucket;
  }

  /**
   * Replaces what is kept beside the content of a version.
   *
   * @param version its id; null for the latest
   * @return as it is stored
   */
  StoredObject update(
      String bucket, String key, @Nullable String version, UnaryOperator<StoredObject> change) {
    return schema
        .tables()
        .write(transaction -> {
          StoredObject old = require(transaction, bucket, key, version);
          StoredObject changed = change.apply(old);
          versions.update(transaction, bucket, key, changed);
          book.changed(transaction, bucket, bucket(transaction, bucket), key);
          return changed;
        });
  }

  /** Notes when a version was read, if it is still what was read. */
  void noteRead(String bucket, String key, StoredObject read, Instant at) {
    write(transaction -> {
      StoredObject now = versions.find(transaction, bucket, key, read.version().name());
      if (now != null && now.content().equals(read.content())) {
        versions.update(transaction, bucket, key, now.withUsed(at));
      }
    });
  }

  /** A transaction that may free blobs. */
  @FunctionalInterface
  interface Change {
    void make(Transaction transaction, List<String> freed);
  }

  /**
   * Runs a transaction and then removes the blobs it freed.
   *
   * @param taken blobs taken in for it: removed when it is refused. When the store itself fails,
   *     nobody knows whether it is durable: they stay, for {@link Leftovers} to judge
   */
  void write(List<String> taken, Change change) {
    List<String> freed;
    try {
      freed =
          schema
              .tables()
              .write(transaction -> {
                List<String> collected = new ArrayList<>();
                change.make(transaction, collected);
                return collected;
              });
    } catch (ServiceException e) {
      ledger.discard(taken);
      throw e;
    }
    ledger.discard(freed);
  }

  /** Runs a transaction that frees nothing. */
  void write(Consumer<Transaction> change) {
    write(List.of(), (transaction, freed) -> change.accept(transaction));
  }
}
