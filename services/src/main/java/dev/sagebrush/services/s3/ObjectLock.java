package dev.sagebrush.services.s3;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How a bucket with Object Lock locks what is put into it.
 *
 * @param mode {@code GOVERNANCE} or {@code COMPLIANCE}; null for no retention by default
 * @param days for how long; 0 when it is told in years
 * @param years for how long; 0 when it is told in days
 */
record ObjectLock(@Nullable String mode, int days, int years) {

  /** Nothing is locked unless its request says so. */
  static final ObjectLock NO_DEFAULT = new ObjectLock(null, 0, 0);

  /** The lock of an object put now that asks for none; null for none. */
  @Nullable Lock lock(Instant now) {
    if (mode == null) {
      return null;
    }
    Instant until =
        now.atZone(ZoneOffset.UTC)
            .toLocalDateTime()
            .plusDays(days)
            .plusYears(years)
            .toInstant(ZoneOffset.UTC);
    return new Lock(mode, until, false);
  }
}
