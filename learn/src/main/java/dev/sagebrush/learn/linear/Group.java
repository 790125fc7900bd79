package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.math.Blocks;
import dev.sagebrush.learn.math.Vectors;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Models that learn side by side on one thread. A model has {@code span} vectors of weights, one
 * for each class or one; those of model m are numbers {@code m × span} and following.
 */
final class Group {
  final Settings[] settings;
  final int span;
  final float[][] weights;
  final float[] bias;

  /** Each model's weights at its best epoch so far. */
  final float[][] bestWeights;

  final float[] bestBias;
  final double[] bestLoss;

  private final Updater updater;
  private final float[][] gradient;
  private final float[] biasGradient;

  Group(Settings[] settings, int span, int columns, boolean useBias) {
    this.settings = settings;
    this.span = span;
    int vectors = settings.length * span;
    this.weights = new float[vectors][columns];
    this.bias = new float[vectors];
    this.bestWeights = new float[vectors][columns];
    this.bestBias = new float[vectors];
    this.bestLoss = new double[settings.length];
    Arrays.fill(bestLoss, Double.POSITIVE_INFINITY);
    this.updater = new Updater(settings, span, columns, useBias);
    this.gradient = new float[vectors][columns];
    this.biasGradient = new float[vectors];
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
    for (int c = 0; c < weights.length; c++) {
      RandomGenerator random = randoms.get(c / span);
      for (int j = 0; j < weights[c].length; j++) {
        double drawn =
            normal ? sigma * random.nextGaussian() : scale * (2 * random.nextDouble() - 1);
        weights[c][j] = (float) drawn;
      }
      if (parameters.flag("use_bias")) {
        bias[c] = (float) parameters.real("init_bias");
      }
      System.arraycopy(weights[c], 0, bestWeights[c], 0, weights[c].length);
    }
    System.arraycopy(bias, 0, bestBias, 0, bias.length);
  }

  /**
   * One pass of mini-batches.
   *
   * @return each model's mean loss over the pass, as it was when each block was met
   */
  double[] learn(Problem problem, BooleanSupplier stopping) {
    Visit visit = new Visit(problem);
    Blocks blocks = problem.design().blocks();
    int size = blocks.perBatch();
    for (int from = 0; from < blocks.count() && !stopping.getAsBoolean(); from += size) {
      for (float[] vector : gradient) {
        Arrays.fill(vector, 0);
      }
      Arrays.fill(biasGradient, 0);
      visit.pass.start(weights, bias);
      int rows = 0;
      for (int block = from; block < from + size; block++) {
        visit.take(block);
        visit.learn(block);
        rows += blocks.rows(block);
      }
      visit.pass.finish(gradient, biasGradient);
      updater.step(weights, bias, gradient, biasGradient, rows);
    }
    return visit.means();
  }

  /** Each model's mean loss with its present weights. */
  double[] evaluate(Problem problem) {
    Visit visit = new Visit(problem);
    visit.pass.start(weights, bias);
    for (int block = 0; block < problem.design().blocks().count(); block++) {
      visit.take(block);
    }
    return visit.means();
  }

  /** A way through the blocks of a problem, with what it needs and what it finds. */
  private final class Visit {
    private final Problem problem;
    private final Blocks blocks;
    private final Design.Pass pass;
    private final float[][] margins;
    private final float[] labels;
    private final float[] rowWeights;
    private final float[] ownWeights;
    private final float[] losses;
    private final double[] sums = new double[settings.length];
    private double total;

    Visit(Problem problem) {
      this.problem = problem;
      this.blocks = problem.design().blocks();
      this.pass = problem.design().pass(weights.length);
      this.margins = new float[weights.length][blocks.size()];
      this.labels = new float[blocks.size()];
      this.rowWeights = new float[blocks.size()];
      this.ownWeights = new float[blocks.size()];
      this.losses = new float[blocks.size()];
    }

    /** Adds a block's losses and leaves its derivatives in the margins. */
    void take(int block) {
      int rows = blocks.rows(block);
      int begin = blocks.begin(block);
      for (int i = 0; i < rows; i++) {
        int row = blocks.order()[begin + i];
        labels[i] = problem.labels()[row];
        rowWeights[i] = problem.weight(row);
      }
      total += Vectors.sum(rowWeights, rows);
      pass.forward(block, margins);
      for (int model = 0; model < settings.length; model++) {
        float[] own = weightsOf(settings[model].positiveWeight(), rows);
        problem.loss().differentiate(margins, model * span, rows, labels, own, losses);
        sums[model] += Vectors.sum(losses, rows);
      }
    }

    private float[] weightsOf(double positive, int rows) {
      if (positive == 1 || !problem.ownWeights() || problem.task() != Task.BINARY) {
        return rowWeights;
      }
      float more = (float) (positive - 1);
      for (int i = 0; i < rows; i++) {
        ownWeights[i] = rowWeights[i] * (1 + more * labels[i]);
      }
      return ownWeights;
    }

    /** Adds the gradient of the block just taken. */
    void learn(int block) {
      int rows = blocks.rows(block);
      for (int c = 0; c < margins.length; c++) {
        biasGradient[c] += (float) Vectors.sum(margins[c], rows);
      }
      pass.backward(block, margins, gradient);
    }

    double[] means() {
      double[] means = new double[sums.length];
      for (int model = 0; model < sums.length; model++) {
        means[model] = sums[model] / total;
      }
      return means;
    }
  }

  /** Remembers a model's present weights as its best. */
  void keep(int model, double loss) {
    bestLoss[model] = loss;
    for (int c = model * span; c < (model + 1) * span; c++) {
      System.arraycopy(weights[c], 0, bestWeights[c], 0, weights[c].length);
      bestBias[c] = bias[c];
    }
  }

  long updates() {
    return updater.updates();
  }

  /** A part of an array. */
  record Slice(float[] values, int from, int to) {
    static Slice all(float[] values) {
      return new Slice(values, 0, values.length);
    }
  }

  /** All that an epoch leaves to the next of one vector, each part followed by its intercept's. */
  private List<Slice> state(int c) {
    List<Slice> state = new ArrayList<>();
    state.add(Slice.all(weights[c]));
    state.add(new Slice(bias, c, c + 1));
    state.add(Slice.all(bestWeights[c]));
    state.add(new Slice(bestBias, c, c + 1));
    state.addAll(updater.moments(c));
    return state;
  }

  /** Writes the state, model by model; see {@link Checkpoint}. */
  void write(DataOutputStream out) throws IOException {
    for (int c = 0; c < weights.length; c++) {
      if (c % span == 0) {
        out.writeDouble(bestLoss[c / span]);
      }
      for (Slice slice : state(c)) {
        for (int i = slice.from; i < slice.to; i++) {
          out.writeFloat(slice.values[i]);
        }
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  void read(DataInputStream in, long updates) throws IOException {
    updater.updates(updates);
    for (int c = 0; c < weights.length; c++) {
      if (c % span == 0) {
        bestLoss[c / span] = in.readDouble();
      }
      for (Slice slice : state(c)) {
        for (int i = slice.from; i < slice.to; i++) {
          slice.values[i] = in.readFloat();
        }
      }
    }
  }

  /** The weights of a model's best epoch, folded so that they work on raw rows. */
  Folded folded(int model, Scaler scaler) {
    int columns = scaler.mean().length;
    float[] rows = new float[span * columns];
    float[] shift = new float[span];
    for (int c = 0; c < span; c++) {
      float[] vector = bestWeights[model * span + c];
      double intercept = bestBias[model * span + c];
      for (int j = 0; j < columns; j++) {
        double scaled = (double) vector[j] * scaler.inverse()[j];
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
