package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.services.cloudwatch.MathValue.Array;
import dev.sagebrush.services.cloudwatch.MathValue.Scalar;
import dev.sagebrush.services.cloudwatch.MathValue.TimeSeries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** FILL: gives the periods of a series that have no value one. */
final class MathFill {

  /** More periods than a request can have points of. */
  private static final long MOST = 200_000;

  private MathFill() {}

  /** The filled series of the first of two arguments. */
  static MathExpression of(List<MathExpression> arguments) {
    MathExpression filled = arguments.get(0);
    MathExpression with = arguments.get(1);
    return scope ->
        switch (filled.in(scope)) {
          case TimeSeries series -> fill(series, with, scope);
          case Array array -> MathValue.each(array.series(), series -> fill(series, with, scope));
          case Scalar number -> throw Failures.validation("FILL takes time series");
        };
  }

  private static TimeSeries fill(TimeSeries series, MathExpression with, MathScope scope) {
    if (with instanceof MathFunctions.Word word) {
      return switch (word.word()) {
        case "REPEAT" -> filled(series, scope, time -> repeated(series.points(), time));
        case "LINEAR" -> filled(series, scope, time -> between(series.points(), time));
        default -> throw Failures.validation("FILL takes a number, REPEAT or LINEAR");
      };
    }
    MathValue value = with.in(scope);
    return filled(series, scope, time -> MathValue.at(value, time));
  }

  /** A value for a time, or null. */
  private interface Source {
    @Nullable Double at(Instant time);
  }

  private static TimeSeries filled(TimeSeries series, MathScope scope, Source source) {
    if (series.period() == 0) {
      return series;
    }
    Periods periods = scope.periods(series.period());
    if (periods.count() > MOST) {
      throw Failures.validation("FILL of too many periods");
    }
    NavigableMap<Instant, Double> points = new TreeMap<>(series.points());
    for (Instant time = periods.start();
        time.isBefore(periods.end());
        time = time.plusSeconds(periods.seconds())) {
      Double value = points.containsKey(time) ? null : source.at(time);
      if (value != null) {
        MathValue.putFinite(points, time, value);
      }
    }
    return series.withPoints(points);
  }

  private static @Nullable Double repeated(NavigableMap<Instant, Double> points, Instant time) {
    Map.Entry<Instant, Double> before = points.floorEntry(time);
    return before == null ? null : before.getValue();
  }

  private static @Nullable Double between(NavigableMap<Instant, Double> points, Instant time) {
    Map.Entry<Instant, Double> before = points.floorEntry(time);
    Map.Entry<Instant, Double> after = points.ceilingEntry(time);
    if (before == null || after == null) {
      return null;
    }
    double whole = after.getKey().getEpochSecond() - before.getKey().getEpochSecond();
    double part = time.getEpochSecond() - before.getKey().getEpochSecond();
    return before.getValue() + (after.getValue() - before.getValue()) * part / whole;
  }
}
