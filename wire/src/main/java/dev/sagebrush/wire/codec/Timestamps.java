package dev.sagebrush.wire.codec;

import dev.sagebrush.model.TimestampFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Timestamps as AWS protocols write them, to the millisecond. Source: Smithy specification, section
 * "timestampFormat trait"; a server accepts dates in UTC only.
 */
public final class Timestamps {

  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };
  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_10000 = 253_402_300_800L;

  private Timestamps() {}

  /**
   * Reads a timestamp.
   *
   * @throws Malformed when the text is not of that format or names no day that exists
   */
  public static Instant parse(String text, TimestampFormat format) {
    try {
      return switch (format) {
        case ISO8601 -> new Cursor(text).iso8601();
        case RFC822 -> new Cursor(text).httpDate();
        case EPOCH -> epoch(text);
      };
    } catch (DateTimeException impossible) {
      throw bad(text);
    }
  }

  /** Writes a timestamp, its fraction cut to milliseconds. */
  public static String format(Instant instant, TimestampFormat format) {
    return switch (format) {
      case ISO8601 -> iso8601(instant);
      case RFC822 -> httpDate(instant);
      case EPOCH -> epoch(instant);
    };
  }

  /** The instant so many seconds after the epoch, exact to the microsecond. */
  public static Instant ofEpochSeconds(double seconds) {
    if (!(seconds >= YEAR_0 && seconds < YEAR_10000)) {
      throw bad(Double.toString(seconds));
    }
    double whole = Math.floor(seconds);
    return Instant.ofEpochSecond((long) whole, Math.round((seconds - whole) * 1e6) * 1000);
  }

  /** The instant so many whole seconds after the epoch. */
  public static Instant ofEpochSeconds(long seconds) {
    if (seconds < YEAR_0 || seconds >= YEAR_10000) {
      throw bad(Long.toString(seconds));
    }
    return Instant.ofEpochSecond(seconds);
  }

  /** The instant so many milliseconds after the epoch. */
  public static Instant ofEpochMillis(long millis) {
    ofEpochSeconds(Math.floorDiv(millis, 1000));
    return Instant.ofEpochMilli(millis);
  }

  private static Instant epoch(String text) {
    if (Scalars.decimal(text) && text.indexOf('.') < 0 && text.length() < 16) {
      return ofEpochSeconds(Long.parseLong(text));
    }
    return ofEpochSeconds(Scalars.parseDouble(text));
  }

  private static String epoch(Instant instant) {
    int millis = instant.getNano() / 1_000_000;
    if (millis == 0) {
      return Long.toString(instant.getEpochSecond());
    }
    return java.math.BigDecimal.valueOf(instant.toEpochMilli(), 3)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String iso8601(Instant instant) {
    LocalDateTime at = utc(instant);
    StringBuilder out = new StringBuilder(24);
    digits(out, at.getYear(), 4).append('-');
    digits(out, at.getMonthValue(), 2).append('-');
    digits(out, at.getDayOfMonth(), 2).append('T');
    time(out, at);
    int millis = instant.getNano() / 1_000_000;
    if (millis != 0) {
      digits(out.append('.'), millis, 3);
    }
    return out.append('Z').toString();
  }

  private static String httpDate(Instant instant) {
    LocalDateTime at = utc(instant);
    StringBuilder out = new StringBuilder(29);
    out.append(DAYS[at.getDayOfWeek().ordinal()]).append(", ");
    digits(out, at.getDayOfMonth(), 2).append(' ').append(MONTHS[at.getMonthValue() - 1]);
    digits(out.append(' '), at.getYear(), 4).append(' ');
    time(out, at);
    return out.append(" GMT").toString();
  }

  private static void time(StringBuilder out, LocalDateTime at) {
    digits(out, at.getHour(), 2).append(':');
    digits(out, at.getMinute(), 2).append(':');
    digits(out, at.getSecond(), 2);
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
  }

  private static StringBuilder digits(StringBuilder out, int number, int width) {
    String text = Integer.toString(number);
    for (int i = text.length(); i < width; i++) {
      out.append('0');
    }
    return out.append(text);
  }

  private static Malformed bad(String text) {
    return new Malformed("Invalid timestamp: " + Scalars.shortened(text));
  }

  /** Reads a date from left to right. */
  private static final class Cursor {

    private final String text;
    private int at;

    Cursor(String text) {
      this.text = text;
    }

    Instant iso8601() {
      LocalDate date = LocalDate.of(number(4), after('-', 2), after('-', 2));
      expect(at < text.length() && text.charAt(at) == 't' ? 't' : 'T');
      LocalDateTime local = time(date);
      expect(at < text.length() && text.charAt(at) == 'z' ? 'z' : 'Z');
      end();
      return local.toInstant(ZoneOffset.UTC);
    }

    Instant httpDate() {
      String day = word(3);
      expect(',');
      expect(' ');
      int dayOfMonth = number(2);
      expect(' ');
      int month = index(MONTHS, word(3)) + 1;
      expect(' ');
      LocalDate date = LocalDate.of(number(4), month, dayOfMonth);
      expect(' ');
      LocalDateTime local = time(date);
      if (!word(4).equals(" GMT") || index(DAYS, day) != date.getDayOfWeek().ordinal()) {
        throw bad(text);
      }
      end();
      return local.toInstant(ZoneOffset.UTC);
    }

    private LocalDateTime time(LocalDate date) {
      LocalDateTime local = date.atTime(number(2), after(':', 2), after(':', 2));
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        return local.withNano(fraction());
      }
      return local;
    }

    private int fraction() {
      int from = at;
      int nanos = 0;
      while (at < text.length() && digit(text.charAt(at))) {
        if (at - from < 9) {
          nanos = nanos * 10 + text.charAt(at) - '0';
        }
        at++;
      }
      if (at == from) {
        throw bad(text);
      }
      for (int i = at - from; i < 9; i++) {
        nanos *= 10;
      }
      return nanos;
    }

    private int after(char separator, int width) {
      expect(separator);
      return number(width);
    }

    private int number(int width) {
      String digits = word(width);
      int number = 0;
      for (int i = 0; i < width; i++) {
        if (!digit(digits.charAt(i))) {
          throw bad(text);
        }
        number = number * 10 + digits.charAt(i) - '0';
      }
      return number;
    }

    private String word(int width) {
      if (at + width > text.length()) {
        throw bad(text);
      }
      at += width;
      return text.substring(at - width, at);
    }

    private void expect(char character) {
      if (at >= text.length() || text.charAt(at++) != character) {
        throw bad(text);
      }
    }

    private void end() {
      if (at != text.length()) {
        throw bad(text);
      }
    }

    private int index(String[] names, String name) {
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(name)) {
          return i;
        }
      }
      throw bad(text);
    }

    private static boolean digit(char character) {
      return character >= '0' && character <= '9';
    }
  }
}
