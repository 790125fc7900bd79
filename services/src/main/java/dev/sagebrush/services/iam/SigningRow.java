package dev.sagebrush.services.iam;

import java.time.Instant;

/** A user's X.509 certificate, in PEM as it came. */
record SigningRow(String id, String body, boolean active, Instant uploaded) {

  SigningRow withActive(boolean on) {
    return new SigningRow(id, body, on, uploaded);
  }
}
