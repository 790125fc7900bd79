package dev.sagebrush.services.builtin;

import java.math.BigInteger;

/**
 * Writes numbers as Python does: the fewest digits that read back as the same number, the nearest
 * of those, in positional form from 1e-4 up to 1e16 and in scientific form beyond.
 *
 * <p>The digits are found by Schubfach (R. Giulietti, "The Schubfach way to render doubles", 2021)
 * with the 126-bit powers of ten of the JDK's own implementation; unlike the JDK's it gives one
 * digit where one is enough, and writes into a caller's array without allocating.
 */
final class PythonNumbers {

  /** Bytes that the longest number takes. */
  static final int LONGEST = 26;

  private static final int K_MIN = -324;
  private static final int K_MAX = 292;
  private static final long MASK_63 = (1L << 63) - 1;
  private static final long[] HIGH = new long[K_MAX - K_MIN + 1];
  private static final long[] LOW = new long[K_MAX - K_MIN + 1];

  static {
    BigInteger mask = BigInteger.valueOf(MASK_63);
    for (int k = K_MIN; k <= K_MAX; k++) {
      BigInteger power = BigInteger.TEN.pow(Math.abs(k));
      BigInteger scaled;
      if (k <= 0) {
        int shift = 126 - power.bitLength();
        scaled = shift >= 0 ? power.shiftLeft(shift) : power.shiftRight(-shift);
      } else {
        scaled = BigInteger.ONE.shiftLeft(125 + power.bitLength()).divide(power);
      }
      scaled = scaled.add(BigInteger.ONE);
      HIGH[k - K_MIN] = scaled.shiftRight(63).longValueExact();
      LOW[k - K_MIN] = scaled.and(mask).longValueExact();
    }
  }

  private PythonNumbers() {}

  /** Writes what {@code str(numpy.float32(value))} gives; returns the index after it. */
  static int write(float value, byte[] into, int at) {
    int bits = Float.floatToRawIntBits(value);
    int exponent = bits >>> 23 & 0xff;
    int fraction = bits & 0x7f_ffff;
    if (exponent == 0xff || (exponent | fraction) == 0) {
      return special(value, into, at);
    }
    int next = sign(bits < 0, into, at);
    long c = exponent == 0 ? fraction : fraction | 1 << 23;
    return digits(c, Math.max(exponent, 1) - 150, fraction != 0 || exponent <= 1, into, next);
  }

  /** Writes what {@code repr(value)} gives; returns the index after it. */
  static int write(double value, byte[] into, int at) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    long fraction = bits & (1L << 52) - 1;
    if (exponent == 0x7ff || (exponent | fraction) == 0) {
      return special(value, into, at);
    }
    int next = sign(bits < 0, into, at);
    long c = exponent == 0 ? fraction : fraction | 1L << 52;
    return digits(c, Math.max(exponent, 1) - 1075, fraction != 0 || exponent <= 1, into, next);
  }

  private static int sign(boolean negative, byte[] into, int at) {
    if (negative) {
      into[at] = '-';
      return at + 1;
    }
    return at;
  }

  private static int special(double value, byte[] into, int at) {
    String text =
        Double.isNaN(value)
            ? "nan"
            : value == 0 ? (1 / value < 0 ? "-0.0" : "0.0") : value > 0 ? "inf" : "-inf";
    for (int i = 0; i < text.length(); i++) {
      into[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }

  /**
   * Writes c·2^q.
   *
   * @param even whether the gaps to the numbers below and above are the same
   */
  private static int digits(long c, int q, boolean even, byte[] into, int at) {
    // floor(log10(2^q)) and floor(log10(¾·2^q)), as in the paper.
    int k = (int) ((long) q * 661_971_961_083L + (even ? 0 : -274_743_187_321L) >> 41);
    int h = q + (int) (-k * 913_124_641_741L >> 38) + 2;
    long high = HIGH[k - K_MIN];
    long low = LOW[k - K_MIN];
    long middle = c << 2;
    long v = scaled(high, low, middle << h);
    long below = scaled(high, low, middle - (even ? 2 : 1) << h);
    long above = scaled(high, low, middle + 2 << h);
    long odd = c & 1;
    long s = v >> 2;
    if (s >= 10) {
      long shorter = 10 * (s / 10);
      boolean lowIn = below + odd <= shorter << 2;
      boolean highIn = (shorter + 10 << 2) + odd <= above;
      if (lowIn != highIn) {
        return decimal(lowIn ? shorter : shorter + 10, k, into, at);
      }
    }
    boolean lowIn = below + odd <= s << 2;
    boolean highIn = (s + 1 << 2) + odd <= above;
    if (lowIn != highIn) {
      return decimal(lowIn ? s : s + 1, k, into, at);
    }
    long side = v - (s + s + 1 << 1);
    return decimal(side < 0 || side == 0 && (s & 1) == 0 ? s : s + 1, k, into, at);
  }

  private static long scaled(long high, long low, long value) {
    long x = Math.multiplyHigh(low, value);
    long y = high * value;
    long z = (y >>> 1) + x;
    long w = Math.multiplyHigh(high, value) + (z >>> 63);
    return w | (z & MASK_63) + MASK_63 >>> 63;
  }

  /** Writes f·10^e. */
  private static int decimal(long number, int power, byte[] into, int at) {
    long f = number;
    int e = power;
    while (f % 10 == 0) {
      f /= 10;
      e++;
    }
    int count = 1;
    for (long rest = f; rest >= 10; rest /= 10) {
      count++;
    }
    int point = count + e;
    if (point > 16 || point <= -4) {
      return scientific(f, count, point - 1, into, at);
    }
    if (point <= 0) {
      into[at] = '0';
      into[at + 1] = '.';
      int zeros = fill(into, at + 2, -point);
      return plain(f, count, into, zeros);
    }
    if (point >= count) {
      int end = fill(into, plain(f, count, into, at), point - count);
      into[end] = '.';
      into[end + 1] = '0';
      return end + 2;
    }
    plain(f, count, into, at + 1);
    for (int i = 0; i < point; i++) {
      into[at + i] = into[at + i + 1];
    }
    into[at + point] = '.';
    return at + count + 1;
  }

  private static int scientific(long f, int count, int exponent, byte[] into, int at) {
    int next = plain(f, count, into, at + 1);
    into[at] = into[at + 1];
    if (count > 1) {
      into[at + 1] = '.';
    } else {
      next = at + 1;
    }
    into[next] = 'e';
    into[next + 1] = (byte) (exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    return plain(size, size >= 100 ? 3 : 2, into, next + 2);
  }

  private static int plain(long f, int count, byte[] into, int at) {
    long rest = f;
    for (int i = at + count - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + count;
  }

  private static int fill(byte[] into, int at, int zeros) {
    for (int i = 0; i < zeros; i++) {
      into[at + i] = '0';
    }
    return at + zeros;
  }
}
