package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What S3 itself, and not the client, has to say about an object: members of many answers. */
final class ObjectFacts {

  private final LifecycleBook book;
  private final BucketTiering tiering;
  private final Clock clock;

  ObjectFacts(LifecycleBook book, BucketTiering tiering, Clock clock) {
    this.tiering = tiering;
    this.book = book;
    this.clock = clock;
  }

  /** The members of a GetObject or HeadObject answer. */
  Map<String, Object> of(String name, StoredBucket bucket, String key, StoredObject object) {
    Map<String, Object> facts = new HashMap<>(ofWrite(name, bucket, key, object));
    if (bucket.versioning().versioned()) {
      facts.put("VersionId", object.version().name());
    }
    Lock lock = object.lock();
    if (lock != null) {
      if (lock.mode() != null && lock.until() != null) {
        facts.put("ObjectLockMode", lock.mode());
        facts.put("ObjectLockRetainUntilDate", lock.until());
      }
      facts.put("ObjectLockLegalHoldStatus", lock.held() ? "ON" : "OFF");
    }
    String archive = tiering.archive(name, key, object, clock.now());
    if (archive != null) {
      facts.put("ArchiveStatus", archive);
    }
    String restore = Archives.header(object, clock.now());
    if (restore != null) {
      facts.put("Restore", restore);
    }
    return facts;
  }

  /** The members of the answer to a write, which names only the versions that have ids. */
  Map<String, Object> ofWrite(String name, StoredBucket bucket, String key, StoredObject object) {
    Map<String, Object> facts = new HashMap<>();
    if (object.version().id() != null) {
      facts.put("VersionId", object.version().name());
    }
    String expiration = expiration(name, bucket, key, object);
    if (expiration != null) {
      facts.put("Expiration", expiration);
    }
    return facts;
  }

  /** The members of answers about an upload under way: when a lifecycle rule will abort it. */
  Map<String, Object> ofUpload(String name, StoredBucket bucket, StoredUpload upload) {
    LifecycleRules.Step abort = book.rules(name, bucket).ofUpload(upload.key(), upload.initiated());
    return abort == null
        ? Map.of()
        : Map.of("AbortDate", abort.due(), "AbortRuleId", Listings.orEmpty(abort.rule()));
  }

  private @Nullable String expiration(
      String name, StoredBucket bucket, String key, StoredObject object) {
    if (object.version().succeeded() != null) {
      return null;
    }
    LifecycleRules.Step step = book.rules(name, bucket).expiration(key, object);
    return step == null
        ? null
        : "expiry-date=\""
            + HttpDates.of(step.due())
            + "\", rule-id=\""
            + URLEncoder.encode(Listings.orEmpty(step.rule()), StandardCharsets.UTF_8)
            + '"';
  }
}
