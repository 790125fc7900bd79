package dev.sagebrush.store.embedded;

import dev.sagebrush.store.Series;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The observations of one period while they are added up. */
final class Period {

  private static final long NANOS = 1_000_000_000;

  /** When it begins, in nanoseconds since the epoch. */
  final long start;

  private final Map<Double, Double> counts = new TreeMap<>();
  private boolean summarised;
  private double sampleCount;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  Period(long start) {
    this.start = start;
  }

  void add(double value, double count) {
    counts.merge(value, count, Double::sum);
    add(count, value * count, value, value);
  }

  void add(Series.Summary summary) {
    summarised = true;
    add(summary.sampleCount(), summary.sum(), summary.min(), summary.max());
  }

  private void add(double count, double total, double least, double most) {
    sampleCount += count;
    sum += total;
    min = Math.min(min, least);
    max = Math.max(max, most);
  }

  Series.Bucket bucket() {
    int size = summarised ? 0 : counts.size();
    double[] values = new double[size];
    double[] times = new double[size];
    if (!summarised) {
      int i = 0;
      for (Map.Entry<Double, Double> entry : counts.entrySet()) {
        values[i] = entry.getKey();
        times[i++] = entry.getValue();
      }
    }
    Instant begins =
        Instant.ofEpochSecond(Math.floorDiv(start, NANOS), Math.floorMod(start, NANOS));
    return new Series.Bucket(begins, sampleCount, sum, min, max, values, times);
  }
}
