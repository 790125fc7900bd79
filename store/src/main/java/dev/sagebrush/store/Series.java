package dev.sagebrush.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Forgets every point older than {@code time}, and every series that is then empty. */
  void trim(Instant time);

  @Override
  void close();

  /**
   * One observation, or several of them, value by value or summarised.
   *
   * @param values the distinct values seen; empty when there is only a summary
   * @param counts how often each was seen; as long as {@code values}
   * @param summary what is known instead of the values, or null
   */
  record Point(
      String series, Instant time, double[] values, double[] counts, @Nullable Summary summary) {

    public Point {
      if (values.length != counts.length || (summary == null) == (values.length == 0)) {
        throw new IllegalArgumentException("a point has values with their counts, or a summary");
      }
    }

    /** Values with their counts. */
    public Point(String series, Instant time, double[] values, double[] counts) {
      this(series, time, values, counts, null);
    }

    /** One value seen once. */
    public static Point of(String series, Instant time, double value) {
      return new Point(series, time, new double[] {value}, new double[] {1});
    }

    /**
     * A summary, as PutMetricData's StatisticValues give it. One whose minimum is its maximum tells
     * the values, too, and becomes them.
     */
    public static Point of(String series, Instant time, Summary summary) {
      if (summary.min == summary.max) {
        return new Point(
            series, time, new double[] {summary.min}, new double[] {summary.sampleCount});
      }
      return new Point(series, time, new double[0], new double[0], summary);
    }
  }

  /** What several observations come to. */
  record Summary(double sampleCount, double sum, double min, double max) {}

  /**
   * What was seen in one period.
   *
   * @param values the distinct values, ascending, with {@code counts} beside them: what percentiles
   *     are computed from; empty as soon as a summary is among the points
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
