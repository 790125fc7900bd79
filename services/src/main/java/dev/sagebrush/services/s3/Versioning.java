package dev.sagebrush.services.s3;

import org.jspecify.annotations.Nullable;

/**
 * Whether a bucket keeps versions.
 *
 * @param status {@code Enabled} or {@code Suspended}; null while it never has
 * @param mfaDelete whether removing a version takes a code of the owner's MFA device
 */
record Versioning(@Nullable String status, boolean mfaDelete) {

  static final String ENABLED = "Enabled";
  static final String SUSPENDED = "Suspended";

  /** A bucket that never kept versions. */
  static final Versioning NEVER = new Versioning(null, false);

  /** Whether it keeps them, or did so once. */
  boolean versioned() {
    return status != null;
  }

  boolean enabled() {
    return ENABLED.equals(status);
  }
}
