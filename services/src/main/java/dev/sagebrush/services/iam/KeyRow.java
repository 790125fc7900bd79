package dev.sagebrush.services.iam;

import java.time.Instant;

/**
 * An access key of a user.
 *
 * @param user the user's id
 * @param secret as the signature needs it: it cannot be kept as a hash
 */
record KeyRow(String account, String user, String secret, boolean active, Instant created) {

  KeyRow withActive(boolean on) {
    return new KeyRow(account, user, secret, on, created);
  }

  String status() {
    return active ? "Active" : "Inactive";
  }
}
