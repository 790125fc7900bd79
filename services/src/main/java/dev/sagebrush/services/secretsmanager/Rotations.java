package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.secretsmanager.CancelRotateSecretRequest;
import dev.sagebrush.model.secretsmanager.CancelRotateSecretResponse;
import dev.sagebrush.model.secretsmanager.RotateSecretRequest;
import dev.sagebrush.model.secretsmanager.RotateSecretResponse;
import dev.sagebrush.model.secretsmanager.RotationRulesType;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rotation, and what else happens to secrets by date.
 *
 * <table>
 *   <caption>States of a secret</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>there<td>the date of its rotation<td>there<td>a version labelled AWSPENDING is made, its
 *   function is called four times, the next date is set
 *   <tr><td>marked for deletion<td>the end of the window<td>–<td>the secret and its values are erased
 * </table>
 *
 * <p>A rotation that fails is logged and tried again at its next date. A restarted server goes on
 * from the tables.
 */
final class Rotations {

  private static final Logger LOG = LoggerFactory.getLogger(Rotations.class);
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final List<String> STEPS =
      List.of("createSecret", "setSecret", "testSecret", "finishSecret");

  private final Shelf shelf;
  private final Versions versions;
  private final SecretsManager.RotationHook hook;
  private final Clock clock;
  private final Ids ids;

  Rotations(
      Shelf shelf, Versions versions, SecretsManager.RotationHook hook, Clock clock, Ids ids) {
    this.shelf = shelf;
    this.versions = versions;
    this.hook = hook;
    this.clock = clock;
    this.ids = ids;
  }

  private Instant now() {
    return clock.now().truncatedTo(ChronoUnit.MILLIS);
  }

  RotateSecretResponse rotate(RotateSecretRequest request) {
    if (request.externalSecretRotationMetadata() != null
        || request.externalSecretRotationRoleArn() != null) {
      throw ServiceException.notImplemented("Rotation of managed external secrets");
    }
    boolean immediately = !Boolean.FALSE.equals(request.rotateImmediately());
    SecretRow found = shelf.tables().read(view -> shelf.require(view, request.secretId()));
    RotationRow asked = asked(found.rotation(), request);
    if (immediately) {
      hook.check(asked.function());
    }
    String id = request.clientRequestToken() == null ? ids.uuid() : request.clientRequestToken();
    SecretRow set =
        shelf
            .tables()
            .write(transaction -> {
              SecretRow row = shelf.require(transaction, request.secretId()).withRotation(asked);
              shelf.put(transaction, row);
              return row;
            });
    if (immediately) {
      run(set, id);
    }
    return RotateSecretResponse.builder()
        .arn(set.arn())
        .name(set.name())
        .versionId(immediately ? id : null)
        .build();
  }

  private RotationRow asked(@Nullable RotationRow present, RotateSecretRequest request) {
    String function = request.rotationLambdaARN();
    if (function == null && present != null) {
      function = present.function();
    }
    if (function == null || function.isEmpty()) {
      throw Failures.request("No Lambda rotation function ARN is associated with this secret.");
    }
    RotationRulesType rules = request.rotationRules();
    Long days = rules == null ? null : rules.automaticallyAfterDays();
    String expression = rules == null ? null : rules.scheduleExpression();
    if (rules == null && present != null) {
      days = present.days();
      expression = present.expression();
    }
    if (days != null && expression != null) {
      throw Failures.parameter(
          "You can't specify both AutomaticallyAfterDays and ScheduleExpression.");
    }
    if (expression != null && RotationRow.rate(expression) == null) {
      throw expression.startsWith("cron(")
          ? ServiceException.notImplemented("A rotation schedule of the kind cron(...)")
          : Failures.parameter("The schedule expression " + expression + " is invalid.");
    }
    if (days == null && expression == null) {
      throw Failures.parameter("RotationRules must say when the secret rotates.");
    }
    Instant last = present == null ? null : present.last();
    String window = rules == null ? null : rules.duration();
    return new RotationRow(function, days, expression, window, last, null).after(now());
  }

  /** Makes the pending version and has the function make it current, step by step. */
  private void run(SecretRow secret, String version) {
    shelf
        .tables()
        .write(transaction -> {
          VersionRow empty = new VersionRow(version, true, null, null, List.of(), now(), null);
          boolean there = shelf.version(transaction, secret, version) != null;
          return there
              ? empty
              : versions.add(transaction, secret, empty, List.of(Versions.PENDING));
        });
    RotationRow rotation = secret.rotation();
    String function = rotation == null ? "" : rotation.function();
    for (String step : STEPS) {
      hook.call(function, secret.arn(), version, step);
    }
    shelf
        .tables()
        .write(transaction -> {
          SecretRow row = shelf.again(transaction, secret);
          RotationRow present = row == null ? null : row.rotation();
          if (row == null || present == null) {
            return secret;
          }
          SecretRow rotated = row.withRotation(present.rotated(now()));
          shelf.put(transaction, rotated);
          return rotated;
        });
  }

  CancelRotateSecretResponse cancel(CancelRotateSecretRequest request) {
    SecretRow changed =
        shelf
            .tables()
            .write(transaction -> {
              SecretRow row = shelf.require(transaction, request.secretId());
              RotationRow rotation = row.rotation();
              if (rotation == null) {
                throw Failures.request("Rotation is not enabled for this secret.");
              }
              SecretRow off = row.withRotation(rotation.cancelled());
              shelf.put(transaction, off);
              return off;
            });
    String pending = shelf.tables().read(view -> pending(view, changed));
    return CancelRotateSecretResponse.builder()
        .arn(changed.arn())
        .name(changed.name())
        .versionId(pending)
        .build();
  }

  private @Nullable String pending(View view, SecretRow secret) {
    return shelf.versions(view, secret).stream()
        .filter(row -> row.stages().contains(Versions.PENDING))
        .map(VersionRow::id)
        .findFirst()
        .orElse(null);
  }

  /** Does what is due, again and again until it is interrupted. */
  void watch() throws InterruptedException {
    while (true) {
      meet();
      clock.sleep(PAUSE);
    }
  }

  /** Does everything that is due. */
  void meet() {
    for (SecretRow row : shelf.tables().read(shelf::due)) {
      SecretRow rotates = shelf.tables().write(transaction -> next(transaction, row));
      if (rotates != null) {
        try {
          run(rotates, ids.uuid());
        } catch (ServiceException failed) {
          LOG.warn("the rotation of {} failed", rotates.arn(), failed);
        }
      }
    }
  }

  /** Erases a secret that has ended; of one that rotates sets the next date and answers it. */
  private @Nullable SecretRow next(Transaction transaction, SecretRow row) {
    if (row.ends() != null) {
      shelf.delete(transaction, row);
      return null;
    }
    RotationRow rotation = row.rotation();
    Instant due = rotation == null ? null : rotation.next();
    if (rotation == null || due == null) {
      return null;
    }
    SecretRow later = row.withRotation(rotation.after(now()));
    shelf.put(transaction, later);
    return later;
  }
}
