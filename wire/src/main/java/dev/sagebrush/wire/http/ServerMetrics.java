package dev.sagebrush.wire.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counters, gauges and histograms of the server itself, in the Prometheus text format (version
 * 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/). Asking twice for the same
 * name and labels gives the same instrument; keep it in a field on a hot path.
 */
public final class ServerMetrics {

  /** Bounds, in seconds, that resolve a sub-millisecond answer as well as a slow upload. */
  private static final double[] LATENCY_BOUNDS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final ConcurrentSkipListMap<String, Family> families = new ConcurrentSkipListMap<>();

  /** A sum that only grows. */
  public static final class Counter {
    private final LongAdder sum = new LongAdder();

    private Counter() {}

    /** Adds one. */
    public void increment() {
      sum.increment();
    }

    /** Adds an amount, not negative. */
    public void add(long amount) {
      sum.add(amount);
    }

    /** The sum so far. */
    public long value() {
      return sum.sum();
    }
  }

  /** A value that rises and falls. */
  public static final class Gauge {
    private final LongAdder sum = new LongAdder();

    private Gauge() {}

    /** Moves the value by an amount. */
    public void add(long amount) {
      sum.add(amount);
    }

    /** The value now. */
    public long value() {
      return sum.sum();
    }
  }

  /** Durations counted into fixed buckets. */
  public static final class Histogram {
    private final LongAdder[] buckets = new LongAdder[LATENCY_BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    private Histogram() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }

    /** Counts one duration. */
    public void record(long durationNanos) {
      double seconds = durationNanos / 1e9;
      int bucket = 0;
      while (bucket < LATENCY_BOUNDS.length && seconds > LATENCY_BOUNDS[bucket]) {
        bucket++;
      }
      buckets[bucket].increment();
      nanos.add(durationNanos);
    }

    /** Durations counted so far. */
    public long count() {
      long count = 0;
      for (LongAdder bucket : buckets) {
        count += bucket.sum();
      }
      return count;
    }
  }

  /** All instruments of one name. */
  private record Family(String type, String help, Map<String, Object> byLabels) {}

  /**
   * The counter of a name and labels.
   *
   * @param name by convention ends in {@code _total}
   * @param labels name, value, name, value …
   */
  public Counter counter(String name, String help, String... labels) {
    return instrument(name, "counter", help, labels, Counter.class, Counter::new);
  }

  /** The gauge of a name and labels. */
  public Gauge gauge(String name, String help, String... labels) {
    return instrument(name, "gauge", help, labels, Gauge.class, Gauge::new);
  }

  /** A gauge that is asked for its value when the metrics are read; the first supplier stays. */
  public void gauge(String name, String help, LongSupplier value, String... labels) {
    instrument(name, "gauge", help, labels, LongSupplier.class, () -> value);
  }

  /**
   * The latency histogram of a name and labels; by convention the name ends in {@code _seconds}.
   */
  public Histogram histogram(String name, String help, String... labels) {
    return instrument(name, "histogram", help, labels, Histogram.class, Histogram::new);
  }

  private <T> T instrument(
      String name, String type, String help, String[] labels, Class<T> kind, Supplier<T> fresh) {
    Family family =
        families.computeIfAbsent(
            name, absent -> new Family(type, help, new ConcurrentSkipListMap<>()));
    Object instrument = family.byLabels().computeIfAbsent(labelText(labels), absent -> fresh.get());
    if (!family.type().equals(type) || !kind.isInstance(instrument)) {
      throw new IllegalArgumentException(name + " is a " + family.type() + " of another kind");
    }
    return kind.cast(instrument);
  }

  /** Everything, as Prometheus reads it. */
  public String exposition() {
    StringBuilder text = new StringBuilder(4096);
    families.forEach((name, family) -> {
      text.append("# HELP ").append(name).append(' ').append(family.help()).append('\n');
      text.append("# TYPE ").append(name).append(' ').append(family.type()).append('\n');
      family.byLabels().forEach((labels, instrument) -> line(text, name, labels, instrument));
    });
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String labels, Object instrument) {
    switch (instrument) {
      case Counter counter -> sample(text, name, labels, counter.value());
      case Gauge gauge -> sample(text, name, labels, gauge.value());
      case LongSupplier asked -> sample(text, name, labels, asked.getAsLong());
      case Histogram histogram -> histogram(text, name, labels, histogram);
      default -> throw new IllegalStateException("unknown instrument " + instrument.getClass());
    }
  }

  private static void sample(StringBuilder text, String name, String labels, long value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
  }

  private static void histogram(
      StringBuilder text, String name, String labels, Histogram histogram) {
    String before = labels.isEmpty() ? "" : labels + ",";
    long sum = 0;
    for (int i = 0; i < LATENCY_BOUNDS.length; i++) {
      sum += histogram.buckets[i].sum();
      sample(text, name + "_bucket", before + "le=\"" + LATENCY_BOUNDS[i] + '"', sum);
    }
    sum += histogram.buckets[LATENCY_BOUNDS.length].sum();
    sample(text, name + "_bucket", before + "le=\"+Inf\"", sum);
    text.append(name).append("_sum");
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(histogram.nanos.sum() / 1e9).append('\n');
    sample(text, name + "_count", labels, sum);
  }

  /** Labels sorted by name, values escaped as the format asks. */
  private static String labelText(String[] labels) {
    if (labels.length % 2 != 0) {
      throw new IllegalArgumentException("labels come in pairs: " + List.of(labels));
    }
    Map<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      sorted.put(labels[i], labels[i + 1]);
    }
    List<String> pairs = new ArrayList<>();
    sorted.forEach((name, value) ->
        pairs.add(
            name
                + "=\""
                + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + '"'));
    return String.join(",", pairs);
  }
}
