package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does what is due to the versions of a key, or to an upload, and notes when to look again.
 *
 * <p>Where several rules are due, expiring comes before moving, and of the moves the one that leads
 * furthest down wins. What Object Lock protects stays.
 */
final class LifecycleActions {

  /** A day no clock shows: a legal hold ends only by a request, which is noted. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final Schema schema;
  private final Versions versions;
  private final UploadTable uploads;
  private final LifecycleBook book;
  private final Clock clock;

  LifecycleActions(
      Schema schema, Versions versions, UploadTable uploads, LifecycleBook book, Clock clock) {
    this.schema = schema;
    this.versions = versions;
    this.uploads = uploads;
    this.book = book;
    this.clock = clock;
  }

  /** What a look at a key works with. */
  private record Look(
      Transaction transaction,
      String name,
      StoredBucket bucket,
      LifecycleRules rules,
      String key,
      Instant now,
      List<String> freed) {}

  /** Looks at what a note names; a bucket, key or upload that has gone is no more looked at. */
  void look(Transaction transaction, String name, String key, String upload, List<String> freed) {
    StoredBucket bucket = transaction.get(schema.buckets(), name);
    if (bucket == null || bucket.lifecycle() == null) {
      return;
    }
    LifecycleRules rules = book.rules(transaction, name, bucket);
    Look look = new Look(transaction, name, bucket, rules, key, clock.now(), freed);
    if (!upload.isEmpty()) {
      lookAtUpload(look, upload);
      return;
    }
    Instant next = lookAtCurrent(look);
    if (bucket.versioning().versioned()) {
      next = LifecycleRules.earlier(next, lookAtOthers(look));
    }
    if (next != null) {
      Instant tomorrow = book.tomorrow();
      book.note(transaction, name, key, next.isBefore(tomorrow) ? tomorrow : next);
    }
  }

  private void lookAtUpload(Look look, String id) {
    String row = Schema.uploadKey(look.name, look.key, id);
    StoredUpload upload = look.transaction.get(schema.uploads(), row);
    if (upload == null) {
      return;
    }
    LifecycleRules.Step abort = look.rules.ofUpload(look.key, upload.initiated());
    if (abort != null && !abort.due().isAfter(look.now)) {
      uploads.end(look.transaction, look.name, upload, number -> false, look.freed);
    } else {
      book.begun(look.transaction, look.name, look.bucket, upload);
    }
  }

  /** When to look at the current object again; null for never. */
  private @Nullable Instant lookAtCurrent(Look look) {
    StoredObject current = versions.current(look.transaction, look.name, look.key);
    if (current == null) {
      return null;
    }
    List<LifecycleRules.Step> steps = look.rules.ofCurrent(look.key, current);
    if (steps.stream().anyMatch(step -> step.storageClass() == null && due(step, look, 0))) {
      if (look.bucket.versioning().versioned()) {
        Instant dated = look.now.truncatedTo(ChronoUnit.SECONDS);
        versions.push(
            look.transaction,
            look.bucket,
            look.name,
            look.key,
            StoredObject.marker(dated, null),
            look.freed);
      } else {
        versions.remove(look.transaction, look.name, look.key, current, look.freed);
      }
      return null;
    }
    return book.next(look.rules, look.key, moved(look, current, steps, 0));
  }

  private static boolean due(LifecycleRules.Step step, Look look, int newer) {
    return !step.due().isAfter(look.now) && newer >= step.newer();
  }

  /** The version in the storage class that is due, or as it is. */
  private StoredObject moved(
      Look look, StoredObject version, List<LifecycleRules.Step> steps, int newer) {
    String to = null;
    for (LifecycleRules.Step step : steps) {
      String target = step.storageClass();
      boolean further =
          target != null && (to == null || Waterfall.depth(target) > Waterfall.depth(to));
      if (further && due(step, look, newer)) {
        to = target;
      }
    }
    if (to == null) {
      return version;
    }
    StoredObject moved =
        version.withMetadata(version.metadata().withStorageClass(to)).withRestored(null);
    versions.update(look.transaction, look.name, look.key, moved);
    return moved;
  }

  private @Nullable Instant lookAtOthers(Look look) {
    StoredObject marker = null;
    Instant next = null;
    int newer = 0;
    for (StoredObject version : versions.others(look.transaction, look.name, look.key)) {
      Instant succeeded = version.version().succeeded();
      if (succeeded == null) {
        marker = version;
        continue;
      }
      List<LifecycleRules.Step> steps = look.rules.ofNoncurrent(look.key, version, succeeded);
      int kept = newer;
      boolean expires =
          steps.stream().anyMatch(step -> step.storageClass() == null && due(step, look, kept));
      Instant unlocked = expires ? protection(look, version) : null;
      if (expires && unlocked == null) {
        versions.remove(look.transaction, look.name, look.key, version, look.freed);
        continue;
      }
      newer++;
      StoredObject left = moved(look, version, steps, kept);
      next = LifecycleRules.earlier(next, expires ? unlocked : later(look, left));
    }
    if (marker != null && newer == 0) {
      next = LifecycleRules.earlier(next, lookAtLoneMarker(look, marker));
    }
    return next;
  }

  /** When the lock of a version ends that would otherwise expire; null for no lock. */
  private static @Nullable Instant protection(Look look, StoredObject version) {
    Lock lock = version.lock();
    if (lock == null || !lock.forbids(look.now, false)) {
      return null;
    }
    Instant until = lock.until();
    return until != null && until.isAfter(look.now) ? LifecycleRules.midnight(until, 0) : NEVER;
  }

  /** When a version is next due by time alone: what waits for newer versions is noted by those. */
  private static @Nullable Instant later(Look look, StoredObject version) {
    Instant succeeded = version.version().succeeded();
    Instant next = null;
    if (succeeded != null) {
      for (LifecycleRules.Step step : look.rules.ofNoncurrent(look.key, version, succeeded)) {
        if (step.due().isAfter(look.now)) {
          next = LifecycleRules.earlier(next, step.due());
        }
      }
    }
    return next;
  }

  private @Nullable Instant lookAtLoneMarker(Look look, StoredObject marker) {
    Instant due = look.rules.ofLoneMarker(look.key, marker);
    if (due != null && !due.isAfter(look.now)) {
      versions.remove(look.transaction, look.name, look.key, marker, look.freed);
      return null;
    }
    return due;
  }
}
