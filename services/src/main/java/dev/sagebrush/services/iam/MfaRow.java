package dev.sagebrush.services.iam;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual device for multi-factor authentication.
 *
 * @param seed 40 bytes in base 64, sealed for the serial number
 * @param user the id of the user who has it, the account for its root, or null
 * @param enabled since when, or null
 * @param drift by how many steps of thirty seconds it is ahead of the server
 * @param last the last step whose code was taken: none up to it passes again
 */
record MfaRow(
    String account,
    String serial,
    String name,
    String seed,
    @Nullable String user,
    @Nullable Instant enabled,
    long drift,
    long last,
    Map<String, String> tags) {

  MfaRow assigned(@Nullable String to, @Nullable Instant since) {
    return new MfaRow(account, serial, name, seed, to, since, drift, last, tags);
  }

  MfaRow at(long newDrift, long newLast) {
    return new MfaRow(account, serial, name, seed, user, enabled, newDrift, newLast, tags);
  }

  MfaRow withTags(Map<String, String> replaced) {
    return new MfaRow(account, serial, name, seed, user, enabled, drift, last, replaced);
  }
}
