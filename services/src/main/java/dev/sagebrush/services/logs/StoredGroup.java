package dev.sagebrush.services.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log group.
 *
 * @param id what its streams are stored under; a group of the same name made later has another
 * @param created in milliseconds since the epoch
 * @param retentionDays or null to keep events for ever
 * @param logClass {@code STANDARD} or {@code INFREQUENT_ACCESS}
 * @param deletionProtected whether it cannot be deleted
 * @param tags in the order they were given
 * @param bytes of its events, with what AWS counts beside each message
 */
record StoredGroup(
    String id,
    long created,
    @Nullable Integer retentionDays,
    String logClass,
    boolean deletionProtected,
    Map<String, String> tags,
    long bytes) {

  /** The first time, in milliseconds, whose events are kept. */
  long keptFrom(Instant now) {
    return retentionDays == null ? 0 : now.minus(Duration.ofDays(retentionDays)).toEpochMilli();
  }

  StoredGroup withRetention(@Nullable Integer days) {
    return new StoredGroup(id, created, days, logClass, deletionProtected, tags, bytes);
  }

  StoredGroup withProtection(boolean on) {
    return new StoredGroup(id, created, retentionDays, logClass, on, tags, bytes);
  }

  StoredGroup withTags(Map<String, String> replaced) {
    return new StoredGroup(
        id, created, retentionDays, logClass, deletionProtected, replaced, bytes);
  }

  StoredGroup withMoreBytes(long more) {
    return new StoredGroup(
        id, created, retentionDays, logClass, deletionProtected, tags, Math.max(0, bytes + more));
  }
}
