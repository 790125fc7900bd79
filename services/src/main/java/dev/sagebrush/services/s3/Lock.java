package dev.sagebrush.services.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a version from being removed or overwritten.
 *
 * @param mode {@code GOVERNANCE} or {@code COMPLIANCE}; null for no retention
 * @param until the end of the retention; null without one
 * @param held whether a legal hold is on, which ends only when somebody takes it away
 */
record Lock(@Nullable String mode, @Nullable Instant until, boolean held) {

  static final String GOVERNANCE = "GOVERNANCE";
  static final String COMPLIANCE = "COMPLIANCE";

  /** No retention and no hold, though there may have been one. */
  static final Lock NONE = new Lock(null, null, false);

  /** Whether its retention has not ended. */
  boolean retained(Instant now) {
    return mode != null && until != null && now.isBefore(until);
  }

  /** Whether the version may not be removed, not even by who may bypass governance. */
  boolean forbids(Instant now, boolean bypass) {
    return held || retained(now) && !(bypass && GOVERNANCE.equals(mode));
  }

  Lock withRetention(@Nullable String newMode, @Nullable Instant newUntil) {
    return new Lock(newMode, newUntil, held);
  }

  Lock withHold(boolean newHeld) {
    return new Lock(mode, until, newHeld);
  }
}
