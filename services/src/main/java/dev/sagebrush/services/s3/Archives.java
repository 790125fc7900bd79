package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.InvalidObjectState;
import dev.sagebrush.model.s3.RestoreStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be read of objects in archives. */
final class Archives {

  private Archives() {}

  /**
   * Refuses what S3 gives back only after a restore.
   *
   * @throws ServiceException {@code InvalidObjectState}
   */
  static void requireReadable(StoredObject object, Instant now) {
    if (!object.metadata().archived()) {
      return;
    }
    Restored restored = object.restored();
    if (restored == null || !restored.readable(now)) {
      throw ServiceException.of(
          InvalidObjectState.builder().storageClass(object.metadata().storageClass()).build(),
          "The operation is not valid for the object's storage class");
    }
  }

  /** What listings say of a restore; null for none. */
  static @Nullable RestoreStatus status(StoredObject object, Instant now) {
    Restored restored = object.restored();
    if (restored == null || header(object, now) == null) {
      return null;
    }
    boolean ongoing = restored.ongoing(now);
    return RestoreStatus.builder()
        .isRestoreInProgress(ongoing)
        .restoreExpiryDate(ongoing ? null : restored.until())
        .build();
  }

  /**
   * The {@code x-amz-restore} header; null for an object that is not being, or is not, restored.
   */
  static @Nullable String header(StoredObject object, Instant now) {
    Restored restored = object.restored();
    if (restored == null) {
      return null;
    }
    if (restored.ongoing(now)) {
      return "ongoing-request=\"true\"";
    }
    Instant until = restored.until();
    return until == null || !now.isBefore(until)
        ? null
        : "ongoing-request=\"false\", expiry-date=\"" + HttpDates.of(until) + "\"";
  }
}
