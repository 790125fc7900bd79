package dev.sagebrush.wire.auth;

import dev.sagebrush.model.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refuses signatures of another time than now, in the words of the family. */
final class TimeLimits {

  /** How far the clocks of client and server may be apart. */
  static final Duration ALLOWED_SKEW = Duration.ofMinutes(15);

  private TimeLimits() {}

  /** Checks the time of a request. */
  static void check(ErrorFamily family, SigV4 signed, Instant now) {
    if (signed.presigned()) {
      checkPresigned(family, signed, now);
    } else {
      check(family, signed.timestamp(), signed.time(), now);
    }
  }

  /**
   * Checks the time of what is signed as it is sent.
   *
   * @param timestamp the time as it came
   */
  static void check(ErrorFamily family, String timestamp, Instant time, Instant now) {
    boolean early = time.isAfter(now.plus(ALLOWED_SKEW));
    boolean late = now.isAfter(time.plus(ALLOWED_SKEW));
    if (family == ErrorFamily.S3 && (early || late)) {
      throw AuthErrors.skewed(timestamp, now, ALLOWED_SKEW.toMillis());
    }
    if (early) {
      throw notYet(family, timestamp, now);
    }
    if (late) {
      throw expired(family, timestamp, now, ALLOWED_SKEW);
    }
  }

  private static void checkPresigned(ErrorFamily family, SigV4 signed, Instant now) {
    Instant time = signed.time();
    if (time.isAfter(now.plus(ALLOWED_SKEW))) {
      throw family == ErrorFamily.S3
          ? AuthErrors.accessDenied("Request is not valid yet", Map.of())
          : notYet(family, signed.timestamp(), now);
    }
    Duration valid = Duration.ofSeconds(signed.expires());
    if (now.isBefore(time.plus(valid))) {
      return;
    }
    if (family != ErrorFamily.S3) {
      throw expired(family, signed.timestamp(), now, valid);
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("X-Amz-Expires", Long.toString(signed.expires()));
    details.put("Expires", SigningTime.iso(time.plus(valid)));
    details.put("ServerTime", SigningTime.iso(now));
    throw AuthErrors.accessDenied("Request has expired", details);
  }

  private static ServiceException notYet(ErrorFamily family, String timestamp, Instant now) {
    return AuthErrors.signature(
        family,
        "Signature not yet current: "
            + timestamp
            + " is still later than "
            + SigningTime.basic(now.plus(ALLOWED_SKEW))
            + " ("
            + SigningTime.basic(now)
            + " + 15 min.)");
  }

  private static ServiceException expired(
      ErrorFamily family, String timestamp, Instant now, Duration valid) {
    return AuthErrors.signature(
        family,
        "Signature expired: "
            + timestamp
            + " is now earlier than "
            + SigningTime.basic(now.minus(valid))
            + " ("
            + SigningTime.basic(now)
            + " - "
            + minutes(valid)
            + ".)");
  }

  private static String minutes(Duration duration) {
    return duration.toSeconds() % 60 == 0
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " sec";
  }
}
