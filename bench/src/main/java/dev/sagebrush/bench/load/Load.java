package dev.sagebrush.bench.load;

import java.util.Arrays;

/**
 * What a load found.
 *
 * @param latencies of each request in nanoseconds, ascending
 * @param seconds how long it lasted
 */
public record Load(long[] latencies, double seconds) {

  public Load {
    latencies = latencies.clone();
    Arrays.sort(latencies);
    if (latencies.length == 0) {
      throw new IllegalArgumentException("not one request was answered");
    }
  }

  /** Requests answered in a second. */
  public double rate() {
    return latencies.length / seconds;
  }

  /** The latency in milliseconds that a fraction of the requests stayed within. */
  public double millis(double fraction) {
    int place = (int) Math.ceil(fraction * latencies.length) - 1;
    return latencies[Math.clamp(place, 0, latencies.length - 1)] / 1e6;
  }
}
