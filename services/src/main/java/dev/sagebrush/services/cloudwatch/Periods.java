package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.store.Series;
import dev.sagebrush.store.Series.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch of time cut into periods.
 *
 * @param start of the first, to the second
 * @param end not included
 * @param seconds of each
 */
record Periods(Instant start, Instant end, int seconds) {

  /**
   * The periods of a request: the start is rounded down to what AWS keeps of that age.
   *
   * <p>Source: <a
   * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html">GetMetricStatistics</a>,
   * StartTime.
   */
  static Periods of(Instant start, Instant end, int seconds, Instant now) {
    Duration age = Duration.between(start, now);
    int grain = 60;
    if (age.compareTo(Duration.ofDays(63)) > 0) {
      grain = 3600;
    } else if (age.compareTo(Duration.ofDays(15)) > 0) {
      grain = 300;
    } else if (seconds < 60) {
      grain = seconds;
    }
    return new Periods(floor(start, grain), end, seconds);
  }

  /**
   * Whether a period is one that AWS takes: 1, 5, 10, 20, 30 or a multiple of 60 seconds.
   *
   * @param seconds of it
   */
  static boolean allowed(int seconds) {
    return List.of(1, 5, 10, 20, 30).contains(seconds) || seconds > 0 && seconds % 60 == 0;
  }

  private static Instant floor(Instant time, int seconds) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), (long) seconds) * seconds);
  }

  /** How many there are. */
  long count() {
    Duration whole = Duration.between(start, end);
    long nanos = whole.toNanosPart() > 0 ? 1 : 0;
    return Math.ceilDiv(whole.toSeconds() + nanos, (long) seconds);
  }

  /** The start of the period that a time lies in. */
  Instant periodOf(Instant time) {
    long since = time.getEpochSecond() - start.getEpochSecond();
    return start.plusSeconds(Math.floorDiv(since, (long) seconds) * seconds);
  }

  /** What a series has in each period that has anything, in time order. */
  List<Bucket> read(Series store, String series) {
    return read(store, List.of(series));
  }

  /** What several series have together in each period that has anything, in time order. */
  List<Bucket> read(Series store, List<String> series) {
    int grain = grain();
    Map<Instant, List<Bucket>> periods = new TreeMap<>();
    for (String each : series) {
      for (Bucket bucket : store.aggregate(each, start, end, Duration.ofSeconds(grain))) {
        periods.computeIfAbsent(periodOf(bucket.start()), time -> new ArrayList<>()).add(bucket);
      }
    }
    return periods.entrySet().stream()
        .map(period -> merged(period.getKey(), period.getValue()))
        .toList();
  }

  /** The store counts periods from the epoch: those of a request are put together of shorter. */
  private int grain() {
    long offset = Math.floorMod(start.getEpochSecond(), (long) seconds);
    if (offset == 0) {
      return seconds;
    }
    long a = offset;
    long b = seconds;
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return (int) a;
  }

  private static Bucket merged(Instant start, List<Bucket> buckets) {
    if (buckets.size() == 1 && buckets.getFirst().start().equals(start)) {
      return buckets.getFirst();
    }
    Map<Double, Double> counts = new TreeMap<>();
    double sampleCount = 0;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    boolean summarised = false;
    for (Bucket bucket : buckets) {
      sampleCount += bucket.sampleCount();
      sum += bucket.sum();
      min = Math.min(min, bucket.min());
      max = Math.max(max, bucket.max());
      summarised |= bucket.values().length == 0;
      for (int i = 0; i < bucket.values().length; i++) {
        counts.merge(bucket.values()[i], bucket.counts()[i], Double::sum);
      }
    }
    if (summarised) {
      counts.clear();
    }
    return new Bucket(
        start,
        sampleCount,
        sum,
        min,
        max,
        counts.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        counts.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
