package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.kms.CancelKeyDeletionRequest;
import dev.sagebrush.model.kms.CancelKeyDeletionResponse;
import dev.sagebrush.model.kms.ScheduleKeyDeletionRequest;
import dev.sagebrush.model.kms.ScheduleKeyDeletionResponse;
import dev.sagebrush.services.kms.Status.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The end of keys, after days in which it can be called off. */
final class Deletions {

  private static final int SHORTEST = 7;
  private static final int LONGEST = 30;

  private final Keyring keyring;
  private final Clock clock;

  Deletions(Keyring keyring, Clock clock) {
    this.keyring = keyring;
    this.clock = clock;
  }

  ScheduleKeyDeletionResponse schedule(ScheduleKeyDeletionRequest request) {
    Integer asked = request.pendingWindowInDays();
    int days = asked == null ? LONGEST : asked;
    if (days < SHORTEST || days > LONGEST) {
      throw Failures.validation(
          "1 validation error detected: Value '"
              + days
              + "' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value "
              + (days < SHORTEST
                  ? "greater than or equal to " + SHORTEST
                  : "less than or equal to " + LONGEST));
    }
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    KeyRow scheduled =
        keyring.change(
            keyring.owned(request.keyId(), "ScheduleKeyDeletion"),
            key -> {
              if (key.status().ends()) {
                throw Failures.unusable(key);
              }
              Relatives relatives = key.relatives();
              boolean waits =
                  relatives != null && !key.replica() && !relatives.replicas().isEmpty();
              return key.withStatus(
                  waits ? Status.pendingReplicas(days) : Status.pendingDeletion(now, days));
            });
    return ScheduleKeyDeletionResponse.builder()
        .keyId(scheduled.arn())
        .keyState(scheduled.status().state().text())
        .deletionDate(scheduled.status().deletion())
        .pendingWindowInDays(days)
        .build();
  }

  CancelKeyDeletionResponse cancel(CancelKeyDeletionRequest request) {
    KeyRow kept =
        keyring.change(
            keyring.owned(request.keyId(), "CancelKeyDeletion"),
            key -> {
              State state = key.status().state();
              if (state != State.PENDING_DELETION && state != State.PENDING_REPLICA_DELETION) {
                throw Failures.invalidState(key, "not pending deletion");
              }
              boolean empty = key.external() && key.material() == null;
              return key.withStatus(empty ? Status.PENDING_IMPORT : Status.DISABLED);
            });
    return new CancelKeyDeletionResponse(kept.arn());
  }
}
