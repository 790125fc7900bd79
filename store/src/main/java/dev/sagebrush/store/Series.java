package dev.sagebrush.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Metric series: numbers over time, each series under a string key (a namespace, name and
 * dimensions, joined with {@link Tables#SEPARATOR}).
 */
public interface Series extends AutoCloseable {

  /** Adds points; durable on return. */
  void append(List<Point> points);

  /**
   * The statistics of each period that holds at least one point, in time order. Periods are aligned
   * to the epoch.
   *
   * @param from included
   * @param to not included
   */
  List<Bucket> aggregate(String series, Instant from, Instant to, Duration period);

  /**
   * Keys of series that start with {@code prefix}, in order, from the first after {@code after}.
   */
  List<String> keys(String prefix, String after, int limit);

  @Override
  void close();

  /**
   * One observation, or several of them summarised.
   *
   * @param values the distinct values seen
   * @param counts how often each was seen; as long as {@code values}
   */
  record Point(String series, Instant time, double[] values, double[] counts) {

    /** One value seen once. */
    public static Point of(String series, Instant time, double value) {
      return new Point(series, time, new double[] {value}, new double[] {1});
    }
  }

  /**
   * What was seen in one period.
   *
   * @param values the distinct values, ascending, with {@code counts} beside them: what percentiles
   *     are computed from; empty when only a summary was recorded
   */
  record Bucket(
      Instant start,
      double sampleCount,
      double sum,
      double min,
      double max,
      double[] values,
      double[] counts) {}
}
