package dev.sagebrush.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * Ours and theirs, measured in the same run.
 *
 * @param measure what was measured
 * @param unit of the values
 * @param better whether more or less of it is better
 * @param ours one value for each round
 * @param against the program compared with; empty when there is none
 * @param theirs one value for each round; empty when there is nothing to compare with
 * @param goal what was promised
 */
public record Finding(
    String measure,
    String unit,
    Better better,
    double[] ours,
    String against,
    double[] theirs,
    Goal goal) {

  /** Which way is better. */
  public enum Better {
    /** Rates. */
    MORE,
    /** Times and sizes. */
    LESS
  }

  /** What was promised of a finding. */
  public sealed interface Goal {

    /** Nothing was promised: it is shown for what it is. */
    record None() implements Goal {}

    /** Our median is at least so many times better than theirs. */
    record TimesBetter(double factor) implements Goal {}

    /** Our median is below a limit. */
    record Below(double limit) implements Goal {}

    /** Our median is at least this. */
    record AtLeast(double limit) implements Goal {}
  }

  public Finding {
    if (ours.length == 0) {
      throw new IllegalArgumentException(measure + " was not measured");
    }
    if (goal instanceof Goal.TimesBetter && theirs.length == 0) {
      throw new IllegalArgumentException(measure + " has nothing to be compared with");
    }
    ours = ours.clone();
    theirs = theirs.clone();
  }

  /** A time in both programs, of which less is better. */
  public static Finding times(
      String measure, String unit, double[] ours, String against, double[] theirs, Goal goal) {
    return new Finding(measure, unit, Better.LESS, ours, against, theirs, goal);
  }

  /** A rate in both programs, of which more is better. */
  public static Finding rates(
      String measure, String unit, double[] ours, String against, double[] theirs, Goal goal) {
    return new Finding(measure, unit, Better.MORE, ours, against, theirs, goal);
  }

  /** A value of ours alone, of which less is better. */
  public static Finding alone(String measure, String unit, double[] ours, Goal goal) {
    return new Finding(measure, unit, Better.LESS, ours, "", new double[0], goal);
  }

  /** Whether there is something to compare with. */
  public boolean compared() {
    return theirs.length > 0;
  }

  /** How many times better our median is than theirs; NaN when there is nothing to compare with. */
  public double factor() {
    if (!compared()) {
      return Double.NaN;
    }
    return better == Better.MORE ? median(ours) / median(theirs) : median(theirs) / median(ours);
  }

  /** Whether the promise is kept; true when nothing was promised. */
  public boolean met() {
    return switch (goal) {
      case Goal.None none -> true;
      case Goal.TimesBetter times -> factor() >= times.factor();
      case Goal.Below below -> median(ours) < below.limit();
      case Goal.AtLeast least -> median(ours) >= least.limit();
    };
  }

  /** The promise in words; empty when there is none. */
  public String promise() {
    return switch (goal) {
      case Goal.None none -> "";
      case Goal.TimesBetter times -> "≥ " + digits(times.factor()) + "×";
      case Goal.Below below -> "< " + digits(below.limit()) + " " + unit;
      case Goal.AtLeast least -> "≥ " + digits(least.limit()) + " " + unit;
    };
  }

  /** The middle value; the mean of the two middle ones when their number is even. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** A number with about three significant digits. */
  public static String digits(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 || size == Math.rint(size) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
