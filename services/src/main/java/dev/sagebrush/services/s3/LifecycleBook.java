package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.s3.BucketLifecycleConfiguration;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is due when. Every change of a key in a bucket with rules notes, in its own transaction, the
 * day on which the key is to be looked at next: so a day on which nothing is due costs one look at
 * an empty range, however many objects there are.
 *
 * <p>Keys of {@code s3.due}: day ({@code 2026-01-31}), bucket, key, upload.
 */
final class LifecycleBook {

  private final Schema schema;
  private final Clock clock;
  private final Map<String, Compiled> known = new ConcurrentHashMap<>();

  LifecycleBook(Schema schema, Clock clock) {
    this.schema = schema;
    this.clock = clock;
  }

  private record Compiled(String revision, LifecycleRules rules) {}

  /** The rules of a bucket. */
  LifecycleRules rules(View view, String name, StoredBucket bucket) {
    String revision = bucket.lifecycle();
    if (revision == null) {
      return LifecycleRules.NONE;
    }
    Compiled compiled = known.get(name);
    if (compiled == null || !compiled.revision.equals(revision)) {
      StoredLifecycle stored = view.get(schema.lifecycles(), name);
      if (stored == null) {
        return LifecycleRules.NONE;
      }
      compiled = new Compiled(stored.revision(), compiled(stored));
      known.put(name, compiled);
    }
    return compiled.rules;
  }

  /** The rules of a bucket, for an answer. */
  LifecycleRules rules(String name, StoredBucket bucket) {
    return bucket.lifecycle() == null
        ? LifecycleRules.NONE
        : schema.tables().read(view -> rules(view, name, bucket));
  }

  static LifecycleRules compiled(StoredLifecycle stored) {
    return LifecycleRules.of(document(stored).rules(), stored.minimum());
  }

  static BucketLifecycleConfiguration document(StoredLifecycle stored) {
    return Documents.struct(
        BucketLifecycleConfiguration.class, BucketLifecycleConfiguration.SHAPE, stored.document());
  }

  /**
   * Notes when a key is to be looked at whose latest version is new.
   *
   * @param former the version it succeeded; null for none
   */
  void pushed(
      Transaction transaction,
      String name,
      StoredBucket bucket,
      String key,
      StoredObject latest,
      @Nullable StoredObject former) {
    if (bucket.lifecycle() == null) {
      return;
    }
    LifecycleRules rules = rules(transaction, name, bucket);
    Instant next = next(rules, key, latest);
    if (former != null) {
      next = LifecycleRules.earlier(next, next(rules, key, former));
      if (rules.countsVersions()) {
        next = tomorrow();
      }
    }
    note(transaction, name, key, next);
  }

  /** When a version is to be looked at next; null for never. */
  @Nullable Instant next(LifecycleRules rules, String key, StoredObject version) {
    Instant succeeded = version.version().succeeded();
    List<LifecycleRules.Step> steps =
        succeeded != null
            ? rules.ofNoncurrent(key, version, succeeded)
            : version.version().marker() ? List.of() : rules.ofCurrent(key, version);
    Instant next =
        succeeded == null && version.version().marker() ? rules.ofLoneMarker(key, version) : null;
    for (LifecycleRules.Step step : steps) {
      next = LifecycleRules.earlier(next, step.due());
    }
    return next;
  }

  /** Notes that a key has changed in a way that may make something due at once. */
  void changed(Transaction transaction, String name, StoredBucket bucket, String key) {
    if (bucket.lifecycle() != null) {
      note(transaction, name, key, tomorrow());
    }
  }

  /** Notes when an upload is to be aborted. */
  void begun(Transaction transaction, String name, StoredBucket bucket, StoredUpload upload) {
    if (bucket.lifecycle() != null) {
      LifecycleRules.Step abort =
          rules(transaction, name, bucket).ofUpload(upload.key(), upload.initiated());
      if (abort != null) {
        String row = row(abort.due(), name, upload.key(), upload.id());
        transaction.put(schema.due(), row, new Due(upload.id()));
      }
    }
  }

  /** Notes that a key is to be looked at; null for never. */
  void note(Transaction transaction, String name, String key, @Nullable Instant at) {
    if (at != null) {
      transaction.put(schema.due(), row(at, name, key, ""), new Due(""));
    }
  }

  static String row(Instant at, String name, String key, String upload) {
    return Tables.key(day(at), name, key, upload);
  }

  /** The day of a midnight: years have four digits until the year 9999. */
  static String day(Instant midnight) {
    return midnight.toString().substring(0, 10);
  }

  Instant tomorrow() {
    return clock.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
  }
}
