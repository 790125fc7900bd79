package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.s3.InvalidRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The locks that requests ask for. */
final class Locks {

  private static final String MODE = "x-amz-object-lock-mode";
  private static final String UNTIL = "x-amz-object-lock-retain-until-date";
  private static final String HOLD = "x-amz-object-lock-legal-hold";

  private Locks() {}

  /**
   * The lock that the headers of a write ask for.
   *
   * @return null where they ask for none
   * @throws ServiceException {@code InvalidRequest} for a bucket without Object Lock, {@code
   *     InvalidArgument}
   */
  static @Nullable Lock asked(StoredBucket bucket, Struct request, Instant now) {
    String mode = Members.text(request, "ObjectLockMode");
    Instant until = (Instant) Members.value(request, "ObjectLockRetainUntilDate");
    String hold = Members.text(request, "ObjectLockLegalHoldStatus");
    if (mode == null && until == null && hold == null) {
      return null;
    }
    requireLocking(bucket);
    if ((mode == null) != (until == null)) {
      throw Failures.invalidArgument(
          UNTIL + " and " + MODE + " must both be supplied", mode == null ? MODE : UNTIL, "");
    }
    if (mode != null && until != null) {
      requireMode(mode);
      requireFuture(until, now);
    }
    return new Lock(mode, until, hold != null && held(hold));
  }

  /** The lock of an object that is put now: as asked for, or else by the bucket's default. */
  static @Nullable Lock ofNew(StoredBucket bucket, @Nullable Lock asked, Instant now) {
    ObjectLock usual = bucket.objectLock();
    Lock retention = usual == null ? null : usual.lock(now);
    if (asked == null || retention == null) {
      return asked == null ? retention : asked;
    }
    return asked.mode() == null ? retention.withHold(asked.held()) : asked;
  }

  static void requireLocking(StoredBucket bucket) {
    if (bucket.objectLock() == null) {
      throw InvalidRequest.because("Bucket is missing Object Lock Configuration");
    }
  }

  private static void requireMode(String mode) {
    if (!mode.equals(Lock.GOVERNANCE) && !mode.equals(Lock.COMPLIANCE)) {
      throw Failures.invalidArgument("Unknown wormMode directive.", MODE, mode);
    }
  }

  static void requireFuture(Instant until, Instant now) {
    if (!until.isAfter(now)) {
      throw Failures.invalidArgument(
          "The retain until date must be in the future!", UNTIL, until.toString());
    }
  }

  private static boolean held(String status) {
    return switch (status) {
      case "ON" -> true;
      case "OFF" -> false;
      default ->
          throw Failures.invalidArgument(
              "Legal Hold must be either of 'ON' or 'OFF'", HOLD, status);
    };
  }

  static ServiceException protectedByLock() {
    return ServiceException.of(
        "AccessDenied", 403, "Access Denied because object protected by object lock.");
  }
}
