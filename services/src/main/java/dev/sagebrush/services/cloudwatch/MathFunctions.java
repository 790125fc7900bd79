package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.services.cloudwatch.MathValue.Array;
import dev.sagebrush.services.cloudwatch.MathValue.Scalar;
import dev.sagebrush.services.cloudwatch.MathValue.TimeSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The functions of metric math that there are. */
final class MathFunctions {

  /** What makes one number of several; never called with none. */
  private static final Map<String, ToDoubleFunction<Collection<Double>>> AGGREGATES =
      Map.of(
          "SUM", MathFunctions::sum,
          "AVG", values -> sum(values) / values.size(),
          "MIN", values -> values.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
          "MAX", values -> values.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
          "STDDEV", MathFunctions::deviation);

  private static final Map<String, DoubleUnaryOperator> EACH =
      Map.of(
          "ABS", Math::abs,
          "CEIL", Math::ceil,
          "FLOOR", Math::floor,
          "LOG", Math::log,
          "LOG10", Math::log10);

  private static final Map<String, Function<TimeSeries, TimeSeries>> ALONG =
      Map.of(
          "RATE", series -> successive(series, (change, seconds) -> change / seconds),
          "DIFF", series -> successive(series, (change, seconds) -> change),
          "DIFF_TIME", series -> successive(series, (change, seconds) -> seconds),
          "RUNNING_SUM", MathFunctions::runningSum);

  private MathFunctions() {}

  /** A word in capitals that is only an argument: how FILL fills. */
  record Word(String word) implements MathExpression {

    @Override
    public MathValue in(MathScope scope) {
      throw Failures.validation("Unknown name '" + word + "'");
    }
  }

  /** The array of what its elements are. */
  static MathExpression array(List<MathExpression> elements) {
    return scope -> {
      List<TimeSeries> series = new ArrayList<>();
      for (MathExpression element : elements) {
        switch (element.in(scope)) {
          case TimeSeries one -> series.add(one);
          case Array several -> series.addAll(several.series());
          case Scalar number -> throw Failures.validation("an array holds time series only");
        }
      }
      return new Array(series);
    };
  }

  /**
   * A function with its arguments.
   *
   * @throws ServiceException {@code ValidationError} when their number is wrong
   * @throws ServiceException {@code NotImplemented}
   */
  static MathExpression call(String name, List<MathExpression> arguments) {
    if (name.equals("FILL")) {
      return MathFill.of(count(name, arguments, 2, 2));
    }
    if (name.equals("IF")) {
      return conditional(count(name, arguments, 2, 3));
    }
    Function<MathValue, MathValue> function = unary(name);
    MathExpression argument = count(name, arguments, 1, 1).getFirst();
    return scope -> function.apply(argument.in(scope));
  }

  private static List<MathExpression> count(
      String name, List<MathExpression> arguments, int least, int most) {
    if (arguments.size() < least || arguments.size() > most) {
      throw Failures.validation("Wrong number of arguments for " + name);
    }
    return arguments;
  }

  private static Function<MathValue, MathValue> unary(String name) {
    ToDoubleFunction<Collection<Double>> aggregate = AGGREGATES.get(name);
    if (aggregate != null) {
      return value -> aggregated(name, value, aggregate);
    }
    DoubleUnaryOperator each = EACH.get(name);
    if (each != null) {
      return value -> mapped(value, each);
    }
    Function<TimeSeries, TimeSeries> along = ALONG.get(name);
    if (along != null) {
      return value ->
          switch (value) {
            case TimeSeries series -> along.apply(series);
            case Array array -> MathValue.each(array.series(), along::apply);
            case Scalar number -> throw Failures.validation(name + " takes time series");
          };
    }
    return switch (name) {
      case "PERIOD" -> value -> new Scalar(series(name, value).period());
      case "METRIC_COUNT" -> value -> new Scalar(array(name, value).size());
      case "FIRST" -> value -> array(name, value).getFirst();
      case "LAST" -> value -> array(name, value).getLast();
      default -> throw ServiceException.notImplemented("The function " + name + " of metric math");
    };
  }

  private static TimeSeries series(String name, MathValue value) {
    if (value instanceof TimeSeries series) {
      return series;
    }
    throw Failures.validation(name + " takes a time series");
  }

  private static List<TimeSeries> array(String name, MathValue value) {
    if (value instanceof Array array && !array.series().isEmpty()) {
      return array.series();
    }
    throw Failures.validation(name + " takes an array of time series");
  }

  /** Of one series a number over time; of an array a series over what there is at each time. */
  private static MathValue aggregated(
      String name, MathValue value, ToDoubleFunction<Collection<Double>> aggregate) {
    return switch (value) {
      case Scalar number -> number;
      case TimeSeries series -> {
        if (series.points().isEmpty()) {
          yield new Scalar(Double.NaN);
        }
        yield new Scalar(aggregate.applyAsDouble(series.points().values()));
      }
      case Array several -> {
        NavigableMap<Instant, List<Double>> all = new TreeMap<>();
        int period = 0;
        for (TimeSeries series : several.series()) {
          period = Math.max(period, series.period());
          series
              .points()
              .forEach((time, one) -> all.computeIfAbsent(time, at -> new ArrayList<>()).add(one));
        }
        NavigableMap<Instant, Double> points = new TreeMap<>();
        all.forEach(
            (time, values) -> MathValue.putFinite(points, time, aggregate.applyAsDouble(values)));
        yield new TimeSeries(name, points, period);
      }
    };
  }

  private static MathValue mapped(MathValue value, DoubleUnaryOperator each) {
    return switch (value) {
      case Scalar number -> new Scalar(each.applyAsDouble(number.value()));
      case TimeSeries series -> series.map(each);
      case Array several -> MathValue.each(several.series(), series -> series.map(each));
    };
  }

  private static double sum(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static double deviation(Collection<Double> values) {
    double mean = sum(values) / values.size();
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / values.size());
  }

  /** Makes a value of a change and the seconds it took. */
  private interface Step {
    double of(double change, double seconds);
  }

  private static TimeSeries successive(TimeSeries series, Step step) {
    NavigableMap<Instant, Double> points = new TreeMap<>();
    Map.Entry<Instant, Double> previous = null;
    for (Map.Entry<Instant, Double> point : series.points().entrySet()) {
      if (previous != null) {
        double seconds = point.getKey().getEpochSecond() - previous.getKey().getEpochSecond();
        double change = point.getValue() - previous.getValue();
        MathValue.putFinite(points, point.getKey(), step.of(change, seconds));
      }
      previous = point;
    }
    return series.withPoints(points);
  }

  private static TimeSeries runningSum(TimeSeries series) {
    NavigableMap<Instant, Double> points = new TreeMap<>();
    double sum = 0;
    for (Map.Entry<Instant, Double> point : series.points().entrySet()) {
      sum += point.getValue();
      MathValue.putFinite(points, point.getKey(), sum);
    }
    return series.withPoints(points);
  }

  private static MathExpression conditional(List<MathExpression> arguments) {
    return scope -> {
      MathValue condition = arguments.get(0).in(scope);
      MathValue yes = arguments.get(1).in(scope);
      MathValue no =
          arguments.size() < 3
              ? new TimeSeries("", new TreeMap<>(), 0)
              : arguments.get(2).in(scope);
      if (condition instanceof Scalar number) {
        return number.value() == 0 ? no : yes;
      }
      TimeSeries when = series("IF", condition);
      NavigableMap<Instant, Double> points = new TreeMap<>();
      for (Instant time : new TreeSet<>(when.points().keySet())) {
        boolean holds = !Double.valueOf(0).equals(MathValue.at(when, time));
        Double value = MathValue.at(holds ? yes : no, time);
        if (value != null) {
          MathValue.putFinite(points, time, value);
        }
      }
      return when.withPoints(points);
    };
  }
}
