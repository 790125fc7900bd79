package dev.sagebrush.learn;

/**
 * An interval of the real line.
 *
 * @param low lower end, possibly −∞
 * @param lowClosed whether {@code low} belongs to it
 * @param high upper end, possibly +∞
 * @param highClosed whether {@code high} belongs to it
 */
public record Interval(double low, boolean lowClosed, double high, boolean highClosed) {

  /** [low, high]. */
  public static Interval closed(double low, double high) {
    return new Interval(low, true, high, true);
  }

  /** (low, high). */
  public static Interval open(double low, double high) {
    return new Interval(low, false, high, false);
  }

  /** [low, high). */
  public static Interval closedOpen(double low, double high) {
    return new Interval(low, true, high, false);
  }

  /** (low, high]. */
  public static Interval openClosed(double low, double high) {
    return new Interval(low, false, high, true);
  }

  /** [low, ∞). */
  public static Interval atLeast(double low) {
    return closedOpen(low, Double.POSITIVE_INFINITY);
  }

  /** (low, ∞). */
  public static Interval above(double low) {
    return open(low, Double.POSITIVE_INFINITY);
  }

  /** Every finite number. */
  public static Interval all() {
    return open(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Whether the value is a number inside. */
  public boolean contains(double value) {
    return (lowClosed ? value >= low : value > low) && (highClosed ? value <= high : value < high);
  }

  /** "a number ≥ 0", "a number in (0, 1)". */
  String words(String noun) {
    if (low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY) {
      return noun;
    }
    if (high == Double.POSITIVE_INFINITY) {
      return noun + (lowClosed ? " ≥ " : " > ") + text(low);
    }
    if (low == Double.NEGATIVE_INFINITY) {
      return noun + (highClosed ? " ≤ " : " < ") + text(high);
    }
    return noun
        + " in "
        + (lowClosed ? "[" : "(")
        + text(low)
        + ", "
        + text(high)
        + (highClosed ? "]" : ")");
  }

  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
