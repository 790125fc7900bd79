package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.store.Series.Bucket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statistic of what was seen in a period.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html">CloudWatch
 * statistics definitions</a>.
 */
interface Statistic {

  Pattern SHORT = Pattern.compile("(p|tm|wm|tc|ts)(100|\\d{1,2}(?:\\.\\d{1,10})?)");
  Pattern RANGE =
      Pattern.compile("(TM|WM|TC|TS|PR)\\((-?\\d+(?:\\.\\d+)?)?(%)?:(-?\\d+(?:\\.\\d+)?)?(%)?\\)");

  /** Its value; null when it cannot be told of what is kept. */
  @Nullable Double of(Bucket bucket);

  /** The statistic of a name, or null for none that there is. */
  static @Nullable Statistic parse(String name) {
    Statistic basic =
        switch (name) {
          case "SampleCount" -> Bucket::sampleCount;
          case "Average" -> bucket -> bucket.sum() / bucket.sampleCount();
          case "Sum" -> Bucket::sum;
          case "Minimum" -> Bucket::min;
          case "Maximum" -> Bucket::max;
          case "IQM" -> new Trimmed("TM", Bound.percent(25), Bound.percent(75));
          default -> null;
        };
    return basic != null ? basic : extended(name);
  }

  /** A statistic beyond the five basic ones, or null. */
  static @Nullable Statistic extended(String name) {
    Matcher brief = SHORT.matcher(name);
    if (brief.matches()) {
      double percent = Double.parseDouble(brief.group(2));
      return brief.group(1).equals("p")
          ? bucket -> Distribution.of(bucket).percentile(percent)
          : new Trimmed(
              brief.group(1).toUpperCase(Locale.ROOT), Bound.NONE, Bound.percent(percent));
    }
    if (name.equals("IQM")) {
      return parse(name);
    }
    Matcher range = RANGE.matcher(name);
    return range.matches() ? ranged(range) : null;
  }

  private static @Nullable Statistic ranged(Matcher range) {
    Bound low = Bound.parse(range.group(2), range.group(3));
    Bound high = Bound.parse(range.group(4), range.group(5));
    boolean unbounded = low.value() == null && high.value() == null;
    boolean mixed =
        low.value() != null && high.value() != null && low.isPercent() != high.isPercent();
    boolean ofPercent = "%".equals(range.group(3)) || "%".equals(range.group(5));
    if (unbounded || mixed || ofPercent && range.group(1).equals("PR")) {
      return null;
    }
    return new Trimmed(range.group(1), low, high);
  }

  /** One end of a range of values, by value or by rank; none when the value is null. */
  record Bound(@Nullable Double value, boolean isPercent) {

    static final Bound NONE = new Bound(null, true);

    static Bound percent(double value) {
      return new Bound(value, true);
    }

    static Bound parse(@Nullable String value, @Nullable String sign) {
      return value == null ? NONE : new Bound(Double.valueOf(value), sign != null);
    }
  }

  /**
   * What lies within a range: its mean (TM), the mean with what lies outside moved to the bounds
   * (WM), its count (TC), its sum (TS), its share in percent (PR).
   */
  record Trimmed(String kind, Bound low, Bound high) implements Statistic {

    @Override
    public @Nullable Double of(Bucket bucket) {
      Distribution all = Distribution.of(bucket);
      if (all.isUnknown()) {
        return null;
      }
      Distribution kept =
          low.isPercent() && high.isPercent()
              ? all.between(percent(low, 0), percent(high, 100))
              : all.within(absolute(low, -1), absolute(high, 1));
      return switch (kind) {
        case "TC" -> kept.count();
        case "TS" -> kept.sum();
        case "PR" -> 100 * kept.count() / all.count();
        case "WM" -> winsorized(all);
        default -> kept.count() == 0 ? null : kept.sum() / kept.count();
      };
    }

    private @Nullable Double winsorized(Distribution all) {
      if (low.isPercent() && high.isPercent()) {
        return all.clamped(all.percentile(percent(low, 0)), all.percentile(percent(high, 100)));
      }
      return all.clamped(absolute(low, -1), absolute(high, 1));
    }

    private static double percent(Bound bound, double none) {
      return bound.value == null ? none : bound.value;
    }

    private static double absolute(Bound bound, int sign) {
      return bound.value == null ? sign * Double.POSITIVE_INFINITY : bound.value;
    }
  }
}
