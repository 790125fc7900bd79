package dev.sagebrush.kernel.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as policies write them: <a href="https://www.w3.org/TR/NOTE-datetime">ISO 8601 in W3C's
 * profile</a>, from the year alone to fractions of a second, or seconds since 1970. Without an
 * offset it is UTC; digits alone are seconds.
 */
final class Dates {

  private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,9}))?");
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{2})(?:-(\\d{2})"
              + "(?:[Tt](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9})\\d*)?)?"
              + "([Zz]|[+-]\\d{2}:?\\d{2})?)?)?");

  private Dates() {}

  /** Reads a time; null when the text is none. */
  static @Nullable Instant parse(String text) {
    Matcher seconds = SECONDS.matcher(text);
    if (seconds.matches()) {
      return Instant.ofEpochSecond(Long.parseLong(seconds.group(1)), nanos(seconds.group(2)));
    }
    Matcher iso = ISO.matcher(text);
    if (!iso.matches()) {
      return null;
    }
    try {
      LocalDate date = LocalDate.of(number(iso, 1, 1), number(iso, 2, 1), number(iso, 3, 1));
      LocalTime time =
          LocalTime.of(
              number(iso, 4, 0), number(iso, 5, 0), number(iso, 6, 0), nanos(iso.group(7)));
      return date.atTime(time).toInstant(offset(iso.group(8)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(Matcher matcher, int group, int otherwise) {
    String digits = matcher.group(group);
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  private static ZoneOffset offset(@Nullable String text) {
    return text == null || text.equalsIgnoreCase("Z") ? ZoneOffset.UTC : ZoneOffset.of(text);
  }
}
