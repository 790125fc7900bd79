package dev.sagebrush.services.iam;

import java.time.Instant;

/**
 * A user's SSH public key.
 *
 * @param body one line that begins with {@code ssh-rsa}
 */
record SshRow(String id, String body, boolean active, Instant uploaded) {

  SshRow withActive(boolean on) {
    return new SshRow(id, body, on, uploaded);
  }
}
