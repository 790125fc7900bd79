package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Progress.ScalerFitted;
import dev.sagebrush.learn.Split;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Checks the data and scales it. */
final class Preparation {
  private final Fitting fitting;
  private final Parameters parameters;
  private final Task task;
  private final int classes;

  Preparation(Fitting fitting, Task task, int classes) {
    this.fitting = fitting;
    this.parameters = fitting.parameters();
    this.task = task;
    this.classes = classes;
    int columns = parameters.wholeOr("feature_dim", fitting.training().columns());
    check(fitting.training(), columns, Split.TRAIN);
    check(fitting.validation(), columns, Split.VALIDATION);
    check(fitting.test(), columns, Split.TEST);
  }

  private void check(@Nullable Dataset data, int columns, Split split) {
    if (data != null) {
      data.requireColumns(columns, split);
      data.requireFinite(split);
      task.check(data, split, classes);
    }
  }

  /** The scaler, from a random sample of the training rows. */
  Scaler scaler(RandomGenerator random) {
    Dataset data = fitting.training();
    int[] sample = Sampling.some(data.rows(), parameters.whole("num_point_for_scaler"), random);
    boolean numbers = task == Task.REGRESSION;
    Scaler scaler =
        Scaler.of(
            data,
            sample,
            flag("unbias_data", parameters.flag("use_bias")),
            flag("normalize_data", true),
            numbers && flag("unbias_label", parameters.flag("use_bias")),
            numbers && flag("normalize_label", true));
    float[] deviation = new float[data.columns()];
    for (int j = 0; j < deviation.length; j++) {
      deviation[j] = 1 / scaler.inverse()[j];
    }
    fitting
        .progress()
        .on(
            new ScalerFitted(
                scaler.mean().clone(),
                deviation,
                scaler.labelMean(),
                scaler.labelDeviation(),
                sample.length));
    return scaler;
  }

  private boolean flag(String name, boolean auto) {
    return parameters.auto(name) ? auto : parameters.flag(name);
  }

  /** Weights that make the classes weigh the same; empty when that is not asked for. */
  float[] classWeights() {
    if (task != Task.MULTICLASS || !parameters.flag("balance_multiclass_weights")) {
      return new float[0];
    }
    double[] counts = counts();
    float[] weights = new float[classes];
    for (int c = 0; c < classes; c++) {
      double rows = fitting.training().rows();
      weights[c] = counts[c] == 0 ? 0 : (float) (rows / (classes * counts[c]));
    }
    return weights;
  }

  /** Rows labelled 0 for each labelled 1; 1 when a class is missing. */
  double balance() {
    if (task != Task.BINARY) {
      return 1;
    }
    double[] counts = counts();
    return counts[0] == 0 || counts[1] == 0 ? 1 : counts[0] / counts[1];
  }

  private double[] counts() {
    double[] counts = new double[classes];
    Dataset data = fitting.training();
    for (int row = 0; row < data.rows(); row++) {
      counts[(int) data.labels()[row]] += data.weight(row);
    }
    return counts;
  }
}
