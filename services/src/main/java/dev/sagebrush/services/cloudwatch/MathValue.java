package dev.sagebrush.services.cloudwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an expression of metric math comes to. */
sealed interface MathValue {

  /** A number. */
  record Scalar(double value) implements MathValue {}

  /**
   * Numbers over time.
   *
   * @param period in seconds
   */
  record TimeSeries(String label, NavigableMap<Instant, Double> points, int period)
      implements MathValue {

    /** The same times with other values; what is not finite is left out, as AWS does. */
    TimeSeries map(DoubleUnaryOperator change) {
      NavigableMap<Instant, Double> changed = new TreeMap<>();
      points.forEach((time, value) -> putFinite(changed, time, change.applyAsDouble(value)));
      return new TimeSeries(label, changed, period);
    }

    TimeSeries withPoints(NavigableMap<Instant, Double> others) {
      return new TimeSeries(label, others, period);
    }
  }

  /** Several series in their order. */
  record Array(List<TimeSeries> series) implements MathValue {}

  /** Puts a value unless it is none that JSON or a chart could show. */
  static void putFinite(NavigableMap<Instant, Double> points, Instant time, double value) {
    if (Double.isFinite(value)) {
      points.put(time, value);
    }
  }

  /** One operator over two values: series meet at the times both have. */
  static MathValue combine(MathValue a, MathValue b, DoubleBinaryOperator operator) {
    return switch (a) {
      case Scalar x when b instanceof Scalar y ->
          new Scalar(operator.applyAsDouble(x.value, y.value));
      case Scalar x when b instanceof TimeSeries y ->
          y.map(value -> operator.applyAsDouble(x.value, value));
      case TimeSeries x when b instanceof Scalar y ->
          x.map(value -> operator.applyAsDouble(value, y.value));
      case TimeSeries x when b instanceof TimeSeries y -> meet(x, y, operator);
      case Array x when b instanceof Array y -> pairs(x, y, operator);
      case Array x -> each(x.series, one -> combine(one, b, operator));
      default -> each(((Array) b).series, one -> combine(a, one, operator));
    };
  }

  private static TimeSeries meet(TimeSeries x, TimeSeries y, DoubleBinaryOperator operator) {
    NavigableMap<Instant, Double> points = new TreeMap<>();
    x.points.forEach((time, value) -> {
      Double other = y.points.get(time);
      if (other != null) {
        putFinite(points, time, operator.applyAsDouble(value, other));
      }
    });
    return new TimeSeries(x.label, points, Math.max(x.period, y.period));
  }

  private static Array pairs(Array x, Array y, DoubleBinaryOperator operator) {
    if (x.series.size() != y.series.size()) {
      throw Failures.validation("arrays of different sizes cannot be combined");
    }
    List<TimeSeries> series = new ArrayList<>();
    for (int i = 0; i < x.series.size(); i++) {
      series.add(meet(x.series.get(i), y.series.get(i), operator));
    }
    return new Array(series);
  }

  /** Something done to each series of an array. */
  static Array each(List<TimeSeries> series, Function<TimeSeries, MathValue> f) {
    List<TimeSeries> results = new ArrayList<>();
    for (TimeSeries one : series) {
      if (!(f.apply(one) instanceof TimeSeries result)) {
        throw Failures.validation("an array holds time series only");
      }
      results.add(result);
    }
    return new Array(results);
  }

  /** The value of a series or a number at a time; null when there is none. */
  static @Nullable Double at(MathValue value, Instant time) {
    return switch (value) {
      case Scalar scalar -> scalar.value;
      case TimeSeries series -> series.points.get(time);
      case Array array -> throw Failures.validation("an array has no single value");
    };
  }
}
