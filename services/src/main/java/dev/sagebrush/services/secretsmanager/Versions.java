package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.secretsmanager.LimitExceededException;
import dev.sagebrush.model.secretsmanager.ResourceExistsException;
import dev.sagebrush.store.Transaction;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions of secrets and the labels that go from one to the next: when {@code AWSCURRENT}
 * moves on, what had it becomes {@code AWSPREVIOUS}.
 */
final class Versions {

  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";
  static final String PENDING = "AWSPENDING";
  private static final int MOST = 100;
  private static final int MOST_STAGES = 20;

  private final Shelf shelf;
  private final Vault vault;
  private final Clock clock;

  Versions(Shelf shelf, Vault vault, Clock clock) {
    this.shelf = shelf;
    this.vault = vault;
    this.clock = clock;
  }

  /** A new version, locked before any transaction begins. */
  VersionRow made(SecretRow secret, String id, @Nullable String text, byte[] value) {
    Vault.Locked locked = vault.lock(secret, id, value);
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    return new VersionRow(id, text != null, locked.envelope(), locked.key(), List.of(), now, null);
  }

  /**
   * Whether this version is there already with this value, so that a repeated request succeeds.
   *
   * @throws dev.sagebrush.model.ServiceException {@code ResourceExistsException} when it is there
   *     with another value
   */
  boolean repeated(SecretRow secret, @Nullable VersionRow present, byte[] value) {
    if (present == null || present.envelope() == null) {
      return false;
    }
    if (!MessageDigest.isEqual(vault.unlock(secret, present), value)) {
      throw ResourceExistsException.because(
          "You can't use ClientRequestToken "
              + present.id()
              + " because that value is already in use for a version of secret "
              + secret.arn()
              + ".");
    }
    return true;
  }

  /** Adds a version with its labels, which leave where they were. */
  VersionRow add(
      Transaction transaction, SecretRow secret, VersionRow version, List<String> stages) {
    if (stages.size() > MOST_STAGES) {
      throw LimitExceededException.because("A version has at most 20 staging labels.");
    }
    boolean first =
        shelf.versions(transaction, secret).stream()
            .noneMatch(row -> row.stages().contains(CURRENT));
    List<String> wanted = new ArrayList<>(stages);
    if (first && !wanted.contains(CURRENT) && !wanted.contains(PENDING)) {
      wanted.add(CURRENT);
    }
    VersionRow present = shelf.version(transaction, secret, version.id());
    List<String> kept = present == null ? List.of() : present.stages();
    shelf.put(transaction, secret, version.withStages(kept));
    wanted.forEach(stage -> move(transaction, secret, stage, version.id()));
    prune(transaction, secret);
    VersionRow added = shelf.version(transaction, secret, version.id());
    return added == null ? version : added;
  }

  /** Puts a label on a version, or on none when null, and takes it from the one that has it. */
  void move(Transaction transaction, SecretRow secret, String stage, @Nullable String to) {
    for (VersionRow row : shelf.versions(transaction, secret)) {
      boolean has = row.stages().contains(stage);
      boolean gets = row.id().equals(to);
      if (has == gets) {
        continue;
      }
      List<String> stages = new ArrayList<>(row.stages());
      if (gets) {
        stages.add(stage);
        // What is current again is not the previous one any more.
        if (stage.equals(CURRENT)) {
          stages.remove(PREVIOUS);
        }
      } else {
        stages.remove(stage);
      }
      shelf.put(transaction, secret, row.withStages(stages));
      if (has && stage.equals(CURRENT)) {
        move(transaction, secret, PREVIOUS, row.id());
      }
    }
  }

  /** Forgets the oldest versions without a label, of more than a hundred, after a day. */
  private void prune(Transaction transaction, SecretRow secret) {
    List<VersionRow> all = shelf.versions(transaction, secret);
    Instant before = clock.now().minus(Duration.ofDays(1));
    all.stream()
        .filter(row -> row.stages().isEmpty() && row.created().isBefore(before))
        .sorted(Comparator.comparing(VersionRow::created))
        .limit(Math.max(0, all.size() - MOST))
        .forEach(row -> shelf.delete(transaction, secret, row));
  }
}
