package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a write may happen: always, only where nothing is, or only over what the client has seen.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">How to
 * prevent object overwrites with conditional writes</a>.
 *
 * @param ifMatch the entity tag without quotes, or {@code *}; null for any
 * @param ifNone whether nothing may be there
 */
record WriteCondition(@Nullable String ifMatch, boolean ifNone) {

  /** From the {@code If-Match} and {@code If-None-Match} of a write. */
  static WriteCondition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    if (ifNoneMatch != null && !ifNoneMatch.strip().equals("*")) {
      throw ServiceException.of(
          "NotImplemented",
          501,
          "A header you provided implies functionality that is not implemented",
          Map.of("Header", "If-None-Match"));
    }
    return new WriteCondition(
        ifMatch == null ? null : ETags.unquoted(ifMatch), ifNoneMatch != null);
  }

  /** Whether it can refuse a write at all. */
  boolean restricts() {
    return ifMatch != null || ifNone;
  }

  /**
   * Refuses the write where it may not happen.
   *
   * @param current what is there, or null
   */
  void check(String key, @Nullable StoredObject current) {
    if (ifMatch != null) {
      if (current == null) {
        throw Failures.noSuchKey(key);
      }
      if (!ifMatch.equals("*") && !ifMatch.equals(current.eTag())) {
        throw Failures.preconditionFailed("If-Match");
      }
    }
    if (ifNone && current != null) {
      throw Failures.preconditionFailed("If-None-Match");
    }
  }
}
