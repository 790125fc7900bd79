package dev.sagebrush.server;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how far a clock is to be moved. */
final class Step {

  private static final Pattern UNITS =
      Pattern.compile(
          "(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");
  private static final long[] SECONDS = {604_800, 86_400, 3600, 60, 1};
  private static final Duration LONGEST = Duration.ofDays(36_525);

  private Step() {}

  /**
   * Reads {@code 31d}, {@code 2h}, {@code 1d12h30m}, or ISO 8601 such as {@code PT90M}.
   *
   * @throws IllegalArgumentException for anything else, and for more than a hundred years
   */
  static Duration parse(String text) {
    Duration step = text.startsWith("P") ? iso(text) : units(text);
    if (step.isNegative() || step.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a clock is moved on by a hundred years at most and never back: '" + text + "'");
    }
    return step;
  }

  /** A length of time to the second, as it is read; {@code 0s} for none, a minus for the past. */
  static String text(Duration step) {
    long left = step.plusMillis(500).toSeconds();
    StringBuilder text = new StringBuilder(left < 0 ? "-" : "");
    left = Math.abs(left);
    for (int unit = 1; unit < SECONDS.length; unit++) {
      if (left >= SECONDS[unit]) {
        text.append(left / SECONDS[unit]).append("wdhms".charAt(unit));
        left %= SECONDS[unit];
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException wrong) {
      throw unreadable(text);
    }
  }

  private static Duration units(String text) {
    Matcher match = UNITS.matcher(text);
    if (text.isEmpty() || !match.matches()) {
      throw unreadable(text);
    }
    Duration step = Duration.ZERO;
    for (int unit = 0; unit < SECONDS.length; unit++) {
      String number = match.group(unit + 1);
      if (number != null) {
        step = step.plusSeconds(Math.multiplyExact(Long.parseLong(number), SECONDS[unit]));
      }
    }
    return step;
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no length of time: write 31d, 2h, 1d12h30m or PT90M");
  }
}
