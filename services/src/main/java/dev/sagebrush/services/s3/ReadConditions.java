package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When an object may be read, as RFC 9110 §13.2.2 orders the conditions: {@code If-Match} overrules
 * {@code If-Unmodified-Since}, {@code If-None-Match} overrules {@code If-Modified-Since}.
 */
record ReadConditions(
    @Nullable String ifMatch,
    @Nullable String ifNoneMatch,
    @Nullable Instant ifModifiedSince,
    @Nullable Instant ifUnmodifiedSince) {

  /**
   * For a read.
   *
   * @throws ServiceException {@code PreconditionFailed} with 412, {@code NotModified} with 304
   */
  void check(StoredObject object) {
    checkPositive(object, "");
    if (unwanted(object) != null) {
      throw ServiceException.of("NotModified", 304, "Not Modified")
          .withHeaders(
              Map.of(
                  "etag", object.quotedETag(), "last-modified", HttpDates.of(object.modified())));
    }
  }

  /**
   * For the source of a copy, where every condition that does not hold is answered with 412.
   *
   * @throws ServiceException {@code PreconditionFailed}
   */
  void checkSource(StoredObject object) {
    checkPositive(object, "x-amz-copy-source-");
    String unwanted = unwanted(object);
    if (unwanted != null) {
      throw Failures.preconditionFailed("x-amz-copy-source-" + unwanted);
    }
  }

  private void checkPositive(StoredObject object, String prefix) {
    if (ifMatch != null) {
      if (!ETags.match(ifMatch, object.eTag())) {
        throw Failures.preconditionFailed(prefix + "If-Match");
      }
    } else if (ifUnmodifiedSince != null && object.modified().isAfter(ifUnmodifiedSince)) {
      throw Failures.preconditionFailed(prefix + "If-Unmodified-Since");
    }
  }

  private @Nullable String unwanted(StoredObject object) {
    if (ifNoneMatch != null) {
      return ETags.match(ifNoneMatch, object.eTag()) ? "If-None-Match" : null;
    }
    boolean unchanged = ifModifiedSince != null && !object.modified().isAfter(ifModifiedSince);
    return unchanged ? "If-Modified-Since" : null;
  }
}
