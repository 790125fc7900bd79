package dev.sagebrush.services.kms;

import java.time.Duration;
import java.time.Instant;

/**
 * Automatic rotation of a key.
 *
 * @param days from one to the next, 90 to 2560
 * @param next when it is due
 */
record Rotation(int days, Instant next) {

  Rotation after() {
    return new Rotation(days, next.plus(Duration.ofDays(days)));
  }

  Rotation from(Instant start) {
    return new Rotation(days, start.plus(Duration.ofDays(days)));
  }
}
