package dev.sagebrush.learn.boost;

import static dev.sagebrush.learn.boost.BoostParameters.OBJECTIVE;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Measures a model under training on its data sets: native metrics first, then those of labels. */
final class Evaluation {
  private final Parameters parameters;
  private final List<Watched> watched = new ArrayList<>();
  private final List<String> ownMetrics;
  private final Objective objective;

  /** A data set that is measured. */
  private record Watched(Split split, Dataset data, NativeMatrix matrix) {}

  Evaluation(Parameters parameters) {
    this.parameters = parameters;
    this.ownMetrics =
        Metrics.of(parameters).stream().filter(metric -> !Metrics.isNative(metric)).toList();
    this.objective = Objects.requireNonNull(Objective.named(parameters.word(OBJECTIVE)));
  }

  /** Adds a data set. */
  void watch(Split split, Dataset data, NativeMatrix matrix) {
    watched.add(new Watched(split, data, matrix));
  }

  /** Every metric of every data set, grouped by data set. */
  List<Measurement> measure(NativeBooster booster, int round) {
    String line =
        booster.evaluate(
            round,
            watched.stream().map(Watched::matrix).toList(),
            watched.stream().map(data -> data.split().toString()).toList());
    List<Measurement> all = new ArrayList<>();
    for (Watched data : watched) {
      String prefix = data.split() + "-";
      for (String field : line.split("\t", -1)) {
        if (field.startsWith(prefix)) {
          all.add(parsed(data.split(), field.substring(prefix.length())));
        }
      }
      own(data, booster, all);
    }
    return all;
  }

  private Measurement parsed(Split split, String field) {
    int colon = field.lastIndexOf(':');
    String metric = field.substring(0, colon);
    String bare = metric.replaceAll("@.*", "");
    // A name the user wrote without a parameter stays so, whatever the library was told.
    boolean qualified = metric.equals(Settings.qualified(bare, parameters));
    String name = qualified && Metrics.of(parameters).contains(bare) ? bare : metric;
    return new Measurement(split, name, number(field.substring(colon + 1)), Metrics.larger(name));
  }

  private static double number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "-nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private void own(Watched data, NativeBooster booster, List<Measurement> all) {
    if (ownMetrics.isEmpty()) {
      return;
    }
    float[] margins = booster.predict(data.matrix(), true);
    int classes = margins.length / data.matrix().rows();
    float[] predictions = new float[data.matrix().rows()];
    for (int row = 0; row < predictions.length; row++) {
      predictions[row] =
          classes > 1 ? Objective.argmax(margins, row * classes, classes) : margins[row];
    }
    if (classes == 1) {
      objective.transform(predictions, 0, predictions.length);
    }
    for (String metric : ownMetrics) {
      double value =
          LabelMetrics.value(metric, data.data().labels(), margins, classes, predictions);
      all.add(new Measurement(data.split(), metric, value, Metrics.larger(metric)));
    }
  }
}
