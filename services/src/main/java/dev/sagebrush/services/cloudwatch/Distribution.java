package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.store.Series.Bucket;
import org.jspecify.annotations.Nullable;

/**
 * Values and how often each was seen.
 *
 * @param values ascending; empty when only a summary is known
 * @param counts beside them, above zero
 */
record Distribution(double[] values, double[] counts) {

  static Distribution of(Bucket bucket) {
    return new Distribution(bucket.values(), bucket.counts());
  }

  /** Whether nothing is known beyond a summary. */
  boolean isUnknown() {
    return values.length == 0;
  }

  double count() {
    double count = 0;
    for (double one : counts) {
      count += one;
    }
    return count;
  }

  double sum() {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * counts[i];
    }
    return sum;
  }

  /** The value of the nearest rank; null when unknown. */
  @Nullable Double percentile(double percent) {
    if (isUnknown()) {
      return null;
    }
    double rank = percent / 100 * count();
    double seen = 0;
    for (int i = 0; i < values.length; i++) {
      seen += counts[i];
      // Counts are added up, so a rank that is meant to be reached may be missed by a rounding.
      if (seen >= rank * (1 - 1e-12)) {
        return values[i];
      }
    }
    return values[values.length - 1];
  }

  /** What lies between two ranks, both in percent; a value that a rank cuts is there in part. */
  Distribution between(double low, double high) {
    double total = count();
    double[] kept = new double[counts.length];
    double seen = 0;
    for (int i = 0; i < counts.length; i++) {
      double from = Math.max(seen, low / 100 * total);
      seen += counts[i];
      double to = Math.min(seen, high / 100 * total);
      kept[i] = Math.max(0, to - from);
    }
    return new Distribution(values, kept);
  }

  /** The values above {@code low} and up to {@code high}. */
  Distribution within(double low, double high) {
    double[] kept = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      kept[i] = values[i] > low && values[i] <= high ? counts[i] : 0;
    }
    return new Distribution(values, kept);
  }

  /** The mean, of values outside two bounds the bound taken instead; null when unknown. */
  @Nullable Double clamped(@Nullable Double low, @Nullable Double high) {
    if (isUnknown() || low == null || high == null) {
      return null;
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += Math.max(low, Math.min(high, values[i])) * counts[i];
    }
    return sum / count();
  }
}
