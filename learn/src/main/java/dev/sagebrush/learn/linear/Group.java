package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.math.Kernels;
import dev.sagebrush.learn.math.Kernels.Panel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Models that learn side by side on one thread. Column {@code model × span + class} of each panel
 * belongs to a model; columns beyond the last are padding and never read back.
 */
final class Group {
  final Settings[] settings;
  final int span;
  final int width;
  final float[] weights;
  final float[] bias;

  /** Each model's weights at its best epoch so far. */
  final float[] bestWeights;

  final float[] bestBias;
  final double[] bestLoss;

  private final Updater updater;
  private final float[] gradient;
  private final float[] biasGradient;
  private final float[] margins;
  private final float[] intercepts;
  private final float[] rowWeights;
  private final float[] losses;
  private float[] block = new float[0];

  Group(Settings[] settings, int span, int columns, boolean useBias) {
    this.settings = settings;
    this.span = span;
    this.width = Kernels.padded(settings.length * span);
    this.weights = new float[Math.multiplyExact(columns, width)];
    this.bias = new float[width];
    this.bestWeights = new float[weights.length];
    this.bestBias = new float[width];
    this.bestLoss = new double[settings.length];
    Arrays.fill(bestLoss, Double.POSITIVE_INFINITY);
    this.updater = new Updater(settings, span, width, columns, useBias);
    this.gradient = new float[weights.length];
    this.biasGradient = new float[width];
    this.margins = new float[Design.BLOCK * width];
    this.intercepts = new float[width];
    this.rowWeights = new float[width];
    this.losses = new float[width];
  }

  /**
   * Draws the starting weights.
   *
   * @param randoms one for each model, so that the draws do not depend on who shares its group
   */
  void start(Parameters parameters, List<? extends RandomGenerator> randoms) {
    boolean normal = parameters.is("init_method", "normal");
    double sigma = parameters.real("init_sigma");
    double scale = parameters.real("init_scale");
    for (int c = 0; c < settings.length * span; c++) {
      RandomGenerator random = randoms.get(c / span);
      for (int at = c; at < weights.length; at += width) {
        double drawn =
            normal ? sigma * random.nextGaussian() : scale * (2 * random.nextDouble() - 1);
        weights[at] = (float) drawn;
      }
      if (parameters.flag("use_bias")) {
        bias[c] = (float) parameters.real("init_bias");
      }
    }
    System.arraycopy(weights, 0, bestWeights, 0, weights.length);
    System.arraycopy(bias, 0, bestBias, 0, width);
  }

  /**
   * One pass of mini-batches.
   *
   * @return each model's mean loss over the pass, as it was when each batch was met
   */
  double[] learn(Problem problem, int[] order, int batch, BooleanSupplier stopping) {
    double[] sums = new double[settings.length];
    double[] totals = new double[settings.length];
    for (int from = 0; from < order.length && !stopping.getAsBoolean(); from += batch) {
      int to = Math.min(order.length, from + batch);
      Arrays.fill(gradient, 0);
      Arrays.fill(biasGradient, 0);
      visit(problem, order, from, to, true, sums, totals);
      problem.design().finish(new Panel(gradient, 0, width), biasGradient);
      updater.step(weights, bias, gradient, biasGradient, to - from);
    }
    return divided(sums, totals);
  }

  /** Each model's mean loss with its present weights. */
  double[] evaluate(Problem problem, int[] rows) {
    double[] sums = new double[settings.length];
    double[] totals = new double[settings.length];
    visit(problem, rows, 0, rows.length, false, sums, totals);
    return divided(sums, totals);
  }

  private static double[] divided(double[] sums, double[] totals) {
    for (int model = 0; model < sums.length; model++) {
      sums[model] /= totals[model];
    }
    return sums;
  }

  private void visit(
      Problem problem,
      int[] order,
      int from,
      int to,
      boolean learning,
      double[] sums,
      double[] totals) {
    Design design = problem.design();
    Panel panel = new Panel(weights, 0, width);
    Panel out = new Panel(margins, 0, width);
    if (block.length == 0) {
      block = design.scratch();
    }
    design.start(panel, bias, intercepts);
    for (int begin = from; begin < to; begin += Design.BLOCK) {
      int end = Math.min(to, begin + Design.BLOCK);
      design.forward(order, begin, end, panel, intercepts, out, block);
      Arrays.fill(losses, 0);
      for (int i = begin; i < end; i++) {
        int at = (i - begin) * width;
        float label = problem.labels()[order[i]];
        weigh(problem, order[i], label, totals);
        problem.loss().differentiate(margins, at, label, rowWeights, losses);
        if (learning) {
          Kernels.best().addScaled(1, margins, at, biasGradient, 0, width);
        }
      }
      for (int model = 0; model < settings.length; model++) {
        sums[model] += losses[model * span];
      }
      if (learning) {
        design.backward(order, begin, end, out, new Panel(gradient, 0, width), block);
      }
    }
  }

  private void weigh(Problem problem, int row, float label, double[] totals) {
    float weight = problem.weight(row);
    Arrays.fill(rowWeights, weight);
    boolean positive = problem.ownWeights() && problem.task() == Task.BINARY && label > 0;
    for (int model = 0; model < settings.length; model++) {
      if (positive) {
        rowWeights[model] = (float) (weight * settings[model].positiveWeight());
      }
      totals[model] += weight;
    }
  }

  /** Remembers a model's present weights as its best. */
  void keep(int model, double loss) {
    bestLoss[model] = loss;
    for (int at = model * span; at < weights.length; at += width) {
      System.arraycopy(weights, at, bestWeights, at, span);
    }
    System.arraycopy(bias, model * span, bestBias, model * span, span);
  }

  long updates() {
    return updater.updates();
  }

  /** Panels and their intercepts' rows, in pairs: all that an epoch leaves to the next. */
  private List<float[]> state() {
    List<float[]> state = new ArrayList<>(List.of(weights, bias, bestWeights, bestBias));
    state.addAll(List.of(updater.moments()));
    return state;
  }

  /** Writes the state, model by model; see {@link Checkpoint}. */
  void write(DataOutputStream out) throws IOException {
    for (int c = 0; c < settings.length * span; c++) {
      if (c % span == 0) {
        out.writeDouble(bestLoss[c / span]);
      }
      for (float[] panel : state()) {
        for (int at = c; at < panel.length; at += width) {
          out.writeFloat(panel[at]);
        }
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  void read(DataInputStream in, long updates) throws IOException {
    updater.updates(updates);
    for (int c = 0; c < settings.length * span; c++) {
      if (c % span == 0) {
        bestLoss[c / span] = in.readDouble();
      }
      for (float[] panel : state()) {
        for (int at = c; at < panel.length; at += width) {
          panel[at] = in.readFloat();
        }
      }
    }
  }

  /** The weights of a model's best epoch, folded so that they work on raw rows. */
  Folded folded(int model, Scaler scaler) {
    int columns = weights.length / width;
    float[] rows = new float[span * columns];
    float[] shift = new float[span];
    for (int c = 0; c < span; c++) {
      double intercept = bestBias[model * span + c];
      for (int j = 0; j < columns; j++) {
        double scaled = (double) bestWeights[j * width + model * span + c] * scaler.inverse()[j];
        intercept -= scaled * scaler.mean()[j];
        rows[c * columns + j] = (float) (scaled * scaler.labelDeviation());
      }
      shift[c] = (float) (intercept * scaler.labelDeviation() + scaler.labelMean());
    }
    return new Folded(rows, shift);
  }

  /**
   * Weights for raw rows.
   *
   * @param weights one row of columns for each class, or one row
   * @param bias one for each row of weights
   */
  record Folded(float[] weights, float[] bias) {}
}
