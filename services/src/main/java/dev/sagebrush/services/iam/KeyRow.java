package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.store.TableSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An access key of a user.
 *
 * @param user the user's id
 * @param secret what signatures are made with, sealed: it cannot be kept as a hash
 */
record KeyRow(String account, String user, String secret, boolean active, Instant created) {

  /** The table of keys; in version 1 secrets were in clear. */
  static TableSpec<KeyRow> table(Sealer sealer) {
    return new TableSpec<>("iam.keys", KeyRow.class, 2, List.of(row -> sealed(row, sealer)));
  }

  private static Map<String, Object> sealed(Map<String, Object> row, Sealer sealer) {
    Map<String, Object> changed = new HashMap<>(row);
    String context = context(text(row, "account"), text(row, "user"));
    changed.put("secret", sealer.sealText(text(row, "secret"), context));
    return changed;
  }

  private static String text(Map<String, Object> row, String name) {
    return String.valueOf(row.get(name));
  }

  private static String context(String account, String user) {
    return "iam.keys/" + account + "/" + user;
  }

  /** A new, active key of a secret in clear. */
  static KeyRow of(String account, String user, String secret, Instant created, Sealer sealer) {
    String sealed = sealer.sealText(secret, context(account, user));
    return new KeyRow(account, user, sealed, true, created);
  }

  /** The secret in clear. */
  String secret(Sealer sealer) {
    return sealer.unsealText(secret, context(account, user));
  }

  KeyRow withActive(boolean on) {
    return new KeyRow(account, user, secret, on, created);
  }

  String status() {
    return active ? "Active" : "Inactive";
  }
}
