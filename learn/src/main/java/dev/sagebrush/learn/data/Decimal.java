package dev.sagebrush.learn.data;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers from bytes as {@code float}, with the result of {@link Float#parseFloat}
 * bit for bit.
 *
 * <p>The digits become a 64-bit integer that is scaled by a power of ten in double precision. Every
 * step there has a bounded error (at most three units in the last place of the double in all), so
 * the float nearest to the double is the float nearest to the text unless the double lies that
 * close to the middle between two floats, or the value is near the ends of the float range. Only
 * then does the JDK's slower parser decide.
 */
public final class Decimal {
  /** {@link #parse} found no number: a NaN with a payload that no text yields. */
  public static final float NONE = Float.intBitsToFloat(0x7fc0_dead);

  private static final int NONE_BITS = Float.floatToRawIntBits(NONE);
  private static final int MAX_DIGITS = 18;
  private static final int MAX_POWER = 60;
  private static final double[] POWERS = powers();
  private static final int TAIL_BITS = Double.PRECISION - Float.PRECISION;
  private static final long TAIL = (1L << TAIL_BITS) - 1;
  private static final long MIDDLE = 1L << (TAIL_BITS - 1);
  private static final long DOUBT = 8;
  private static final double SAFE_LOW = Float.MIN_NORMAL * 1.0001;
  private static final double SAFE_HIGH = Float.MAX_VALUE * 0.9999;

  private Decimal() {}

  /** Whether {@code value}, a result of {@link #parse}, says that there was no number. */
  public static boolean isNone(float value) {
    return Float.floatToRawIntBits(value) == NONE_BITS;
  }

  /**
   * The number written in {@code bytes[from, to)}, without blanks around it.
   *
   * <p>Accepted: an optional sign, digits with an optional point and at least one digit, an
   * optional exponent; and in any case {@code nan}, {@code inf}, {@code infinity}, with an optional
   * sign.
   *
   * @return the nearest float, or {@link #NONE} (test with {@link #isNone}) for any other text
   */
  public static float parse(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = false;
    if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
      negative = bytes[at++] == '-';
    }
    long digits = 0;
    int kept = 0;
    int exponent = 0;
    int seen = 0;
    boolean point = false;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        seen++;
        if (kept < MAX_DIGITS) {
          digits = digits * 10 + digit;
          kept += digits == 0 ? 0 : 1;
          exponent -= point ? 1 : 0;
        } else {
          exponent += point ? 0 : 1;
        }
      } else if (bytes[at] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (seen == 0) {
      return point ? NONE : word(bytes, at, to, negative);
    }
    if (at < to) {
      int written = exponent(bytes, at, to);
      if (written == Integer.MIN_VALUE) {
        return NONE;
      }
      exponent += written;
    }
    return scale(bytes, from, to, negative, digits, exponent);
  }

  private static float scale(
      byte[] bytes, int from, int to, boolean negative, long digits, int exponent) {
    if (digits == 0) {
      return negative ? -0.0f : 0.0f;
    }
    if (exponent >= -MAX_POWER && exponent <= MAX_POWER) {
      double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
      long tail = Double.doubleToRawLongBits(value) & TAIL;
      if (Math.abs(tail - MIDDLE) > DOUBT && value > SAFE_LOW && value < SAFE_HIGH) {
        return (float) (negative ? -value : value);
      }
    }
    return Float.parseFloat(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /** The exponent written from {@code at} to the end, or {@code MIN_VALUE} if it is malformed. */
  private static int exponent(byte[] bytes, int at, int to) {
    if ((bytes[at] | 0x20) != 'e') {
      return Integer.MIN_VALUE;
    }
    int next = at + 1;
    boolean negative = false;
    if (next < to && (bytes[next] == '-' || bytes[next] == '+')) {
      negative = bytes[next++] == '-';
    }
    if (next == to) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; next < to; next++) {
      int digit = bytes[next] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      // Beyond this every value is zero or infinite whatever follows.
      exponent = Math.min(exponent * 10 + digit, 100_000_000);
    }
    return negative ? -exponent : exponent;
  }

  private static float word(byte[] bytes, int from, int to, boolean negative) {
    if (is(bytes, from, to, "nan")) {
      return Float.NaN;
    }
    if (is(bytes, from, to, "inf") || is(bytes, from, to, "infinity")) {
      return negative ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    }
    return NONE;
  }

  private static boolean is(byte[] bytes, int from, int to, String lower) {
    if (to - from != lower.length()) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      if ((bytes[from + i] | 0x20) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static double[] powers() {
    double[] powers = new double[MAX_POWER + 1];
    for (int i = 0; i <= MAX_POWER; i++) {
      powers[i] = Double.parseDouble("1e" + i);
    }
    return powers;
  }
}
