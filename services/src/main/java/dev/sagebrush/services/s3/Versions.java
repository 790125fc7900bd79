package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a key, in the order they were made.
 *
 * <p>The latest, when it is an object, is a row of {@code s3.objects}; every other version and
 * every delete marker is a row of {@code s3.versions}, newest first. So a key has a row in {@code
 * s3.objects} exactly when a client that names no version finds an object. Where the version called
 * {@code null} is among the latter, {@code s3.nulls} says at which place.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html">How S3
 * Versioning works</a>.
 */
final class Versions {

  /** Places within one millisecond. */
  private static final long PLACES = 1024;

  private final Schema schema;
  private final BlobLedger ledger;
  private final LifecycleBook book;
  private final VersionIds ids;
  private final Clock clock;

  Versions(Schema schema, BlobLedger ledger, LifecycleBook book, Ids ids, Clock clock) {
    this.schema = schema;
    this.book = book;
    this.ledger = ledger;
    this.ids = new VersionIds(ids);
    this.clock = clock;
  }

  /** The object under a key, if its latest version is one. */
  @Nullable StoredObject current(View view, String bucket, String key) {
    return view.get(schema.objects(), Schema.objectKey(bucket, key));
  }

  /** The latest version, delete markers included. */
  @Nullable StoredObject latest(View view, String bucket, String key) {
    StoredObject current = current(view, bucket, key);
    return current == null ? newestOfOthers(view, bucket, key) : current;
  }

  private @Nullable StoredObject newestOfOthers(View view, String bucket, String key) {
    Range others = Range.prefix(Schema.versionPrefix(bucket, key)).limit(1);
    List<Table.Row<StoredObject>> newest = view.scan(schema.versions(), others);
    return newest.isEmpty() ? null : newest.getFirst().value();
  }

  /**
   * A version by its id.
   *
   * @param id {@link Version#NULL} or as {@link VersionIds} makes them
   */
  @Nullable StoredObject find(View view, String bucket, String key, String id) {
    StoredObject current = current(view, bucket, key);
    if (current != null && current.version().name().equals(id)) {
      return current;
    }
    long order;
    if (id.equals(Version.NULL)) {
      NullVersion place = view.get(schema.nulls(), Schema.objectKey(bucket, key));
      order = place == null ? -1 : place.order();
    } else {
      order = VersionIds.order(id);
    }
    StoredObject found =
        order < 0 ? null : view.get(schema.versions(), Schema.versionKey(bucket, key, order));
    return found != null && found.version().name().equals(id) ? found : null;
  }

  /**
   * Makes an object, or a delete marker, the latest version of its key.
   *
   * @param owner the bucket: whether it keeps versions decides if the object replaces one or
   *     succeeds it
   * @param freed takes the blobs of what it replaces
   * @return as it is stored
   */
  StoredObject push(
      Transaction transaction,
      StoredBucket owner,
      String bucket,
      String key,
      StoredObject object,
      List<String> freed) {
    StoredObject old = current(transaction, bucket, key);
    Versioning versioning = owner.versioning();
    if (!versioning.versioned()) {
      if (old != null) {
        ledger.forget(transaction, old, freed);
      }
      transaction.put(schema.objects(), Schema.objectKey(bucket, key), object);
      book.pushed(transaction, bucket, owner, key, object, null);
      return object;
    }
    Instant now = clock.now();
    StoredObject former = old == null ? newestOfOthers(transaction, bucket, key) : old;
    long order = next(former, now);
    String id = versioning.enabled() ? ids.of(order) : null;
    if (id == null) {
      forgetNull(transaction, bucket, key, freed);
      former = latest(transaction, bucket, key);
    }
    if (former != null && former.version().succeeded() == null) {
      former = former.withVersion(former.version().succeededAt(now));
      put(transaction, bucket, key, former);
    }
    boolean marker = object.version().marker();
    StoredObject stored = object.withVersion(new Version(id, order, marker, null));
    put(transaction, bucket, key, stored);
    book.pushed(transaction, bucket, owner, key, stored, former);
    return stored;
  }

  private static long next(@Nullable StoredObject former, Instant now) {
    long byTime = Math.max(now.toEpochMilli(), 0) * PLACES;
    return former == null ? byTime : Math.max(byTime, former.version().order() + 1);
  }

  private void forgetNull(Transaction transaction, String bucket, String key, List<String> freed) {
    StoredObject replaced = find(transaction, bucket, key, Version.NULL);
    if (replaced != null) {
      take(transaction, bucket, key, replaced);
      ledger.forget(transaction, replaced, freed);
    }
  }

  /** Removes a version for good; the newest of those left becomes the latest. */
  void remove(
      Transaction transaction,
      String bucket,
      String key,
      StoredObject version,
      List<String> freed) {
    take(transaction, bucket, key, version);
    ledger.forget(transaction, version, freed);
    if (version.version().succeeded() != null) {
      return;
    }
    StoredObject next = newestOfOthers(transaction, bucket, key);
    if (next != null && next.version().succeeded() != null) {
      take(transaction, bucket, key, next);
      put(transaction, bucket, key, next.withVersion(next.version().succeededAt(null)));
    }
  }

  /** The versions of a key beside the current object, newest first. */
  List<StoredObject> others(View view, String bucket, String key) {
    return view.scan(schema.versions(), Range.prefix(Schema.versionPrefix(bucket, key))).stream()
        .map(Table.Row::value)
        .toList();
  }

  /** Replaces the row of a version by one that differs in what is kept beside the content. */
  void update(Transaction transaction, String bucket, String key, StoredObject version) {
    put(transaction, bucket, key, version);
  }

  /** Puts a version where it belongs, and nothing of it stays where it does not. */
  private void put(Transaction transaction, String bucket, String key, StoredObject stored) {
    String row = Schema.objectKey(bucket, key);
    Version version = stored.version();
    if (version.succeeded() == null && !version.marker()) {
      transaction.put(schema.objects(), row, stored);
      return;
    }
    StoredObject current = transaction.get(schema.objects(), row);
    if (current != null && current.version().order() == version.order()) {
      transaction.delete(schema.objects(), row);
    }
    transaction.put(schema.versions(), Schema.versionKey(bucket, key, version.order()), stored);
    if (version.id() == null) {
      transaction.put(schema.nulls(), row, new NullVersion(version.order()));
    }
  }

  private void take(Transaction transaction, String bucket, String key, StoredObject stored) {
    String row = Schema.objectKey(bucket, key);
    Version version = stored.version();
    if (version.succeeded() == null && !version.marker()) {
      transaction.delete(schema.objects(), row);
      return;
    }
    transaction.delete(schema.versions(), Schema.versionKey(bucket, key, version.order()));
    if (version.id() == null) {
      transaction.delete(schema.nulls(), row);
    }
  }
}
