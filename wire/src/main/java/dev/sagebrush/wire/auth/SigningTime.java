package dev.sagebrush.wire.auth;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The forms in which signatures carry time. */
final class SigningTime {

  private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.RFC_1123_DATE_TIME;

  private SigningTime() {}

  /** {@code 20150830T123600Z} as an instant, or null when it is not in that form. */
  static @Nullable Instant basic(String text) {
    if (text.length() != 16 || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
      return null;
    }
    for (int i = 0; i < 15; i++) {
      if (i != 8 && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
        return null;
      }
    }
    try {
      return LocalDateTime.of(
              number(text, 0, 4),
              number(text, 4, 6),
              number(text, 6, 8),
              number(text, 9, 11),
              number(text, 11, 13),
              number(text, 13, 15))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /** An HTTP date, {@code Sun, 30 Aug 2015 12:36:00 GMT}, as an instant, or null. */
  static @Nullable Instant http(String text) {
    try {
      // Whether it was a Tuesday is nobody's concern: S3 does not look either.
      String date = text.indexOf(',') == 3 ? text.substring(4).strip() : text;
      return ZonedDateTime.parse(date, RFC_1123).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** An instant as {@code 20150830T123600Z}. */
  static String basic(Instant instant) {
    StringBuilder out = new StringBuilder(20).append(iso(instant));
    for (int i = out.length() - 1; i >= 0; i--) {
      if (out.charAt(i) == '-' || out.charAt(i) == ':') {
        out.deleteCharAt(i);
      }
    }
    return out.toString();
  }

  /** An instant as {@code 2015-08-30T12:36:00Z}. */
  static String iso(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
