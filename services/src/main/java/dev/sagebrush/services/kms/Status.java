package dev.sagebrush.services.kms;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a key can be used.
 *
 * @param deletion when it will be deleted, or null
 * @param window the days of waiting before that; 0 when it is not to be deleted
 */
record Status(State state, @Nullable Instant deletion, int window) {

  static final Status ENABLED = new Status(State.ENABLED, null, 0);
  static final Status DISABLED = new Status(State.DISABLED, null, 0);
  static final Status PENDING_IMPORT = new Status(State.PENDING_IMPORT, null, 0);

  /** The states of keys. */
  enum State {
    ENABLED("Enabled"),
    DISABLED("Disabled"),
    PENDING_IMPORT("PendingImport"),
    PENDING_DELETION("PendingDeletion"),
    PENDING_REPLICA_DELETION("PendingReplicaDeletion");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** As the API has it. */
    String text() {
      return text;
    }
  }

  /** A key that is deleted after some days. */
  static Status pendingDeletion(Instant now, int days) {
    return new Status(State.PENDING_DELETION, now.plus(Duration.ofDays(days)), days);
  }

  /** A primary key that is deleted some days after its last replica. */
  static Status pendingReplicas(int days) {
    return new Status(State.PENDING_REPLICA_DELETION, null, days);
  }

  boolean ends() {
    return state == State.PENDING_DELETION || state == State.PENDING_REPLICA_DELETION;
  }
}
