package dev.sagebrush.learn;

/**
 * A metric's value on a data set.
 *
 * @param split where it was measured
 * @param metric its name, e.g. {@code rmse}
 * @param value its value; NaN when it is undefined there
 * @param larger whether larger is better
 */
public record Measurement(Split split, String metric, double value, boolean larger) {

  /** A measurement of which less is better. */
  public static Measurement loss(Split split, String metric, double value) {
    return new Measurement(split, metric, value, false);
  }

  /** A measurement of which more is better. */
  public static Measurement score(Split split, String metric, double value) {
    return new Measurement(split, metric, value, true);
  }
}
