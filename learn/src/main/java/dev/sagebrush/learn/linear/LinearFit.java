package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Progress.CheckpointSaved;
import dev.sagebrush.learn.Progress.CriterionMeasured;
import dev.sagebrush.learn.Progress.EpochFinished;
import dev.sagebrush.learn.Progress.EpochMeasured;
import dev.sagebrush.learn.Progress.FinalMeasured;
import dev.sagebrush.learn.Progress.Message;
import dev.sagebrush.learn.Progress.ModelMeasured;
import dev.sagebrush.learn.Progress.ParameterResolved;
import dev.sagebrush.learn.Progress.Phase;
import dev.sagebrush.learn.Progress.PhaseFinished;
import dev.sagebrush.learn.Progress.SplitAbsent;
import dev.sagebrush.learn.Progress.StoppedEarly;
import dev.sagebrush.learn.Provenance;
import dev.sagebrush.learn.Split;
import dev.sagebrush.learn.math.Blocks;
import dev.sagebrush.learn.math.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One fit, from data to model. */
final class LinearFit {
  private static final int MODELS = 32;

  /**
   * Updates below which a fit with optimizer "auto" takes several from each mini-batch: few rows
   * and the default mini-batch would leave it a handful of steps, too few for correlated features.
   */
  private static final int LEAST_UPDATES = 450;

  private static final int LEAST_UPDATE_ROWS = 32;

  /** Weights of all models that "auto" stays within; there are five such panels. */
  private static final long WEIGHT_BUDGET = 1L << 24;

  /** Training rows that models are compared on when there is no validation data. */
  private static final int COMPARED_ROWS = 20_000;

  private final Fitting fitting;
  private final Parameters parameters;
  private final Task task;
  private final int span;
  private final Loss loss;
  private final SplittableRandom random;
  private final Preparation preparation;

  LinearFit(Fitting fitting) {
    this.fitting = fitting;
    this.parameters = fitting.parameters();
    this.task = Task.of(parameters.word("predictor_type"));
    this.span = task == Task.MULTICLASS ? parameters.whole("num_classes") : 1;
    this.loss = Loss.of(task, parameters, span);
    this.random = new SplittableRandom(fitting.seed());
    this.preparation = new Preparation(fitting, task, task == Task.BINARY ? 2 : span);
  }

  LinearModel run() throws IOException {
    try (Workers workers = new Workers(LinearLearner.NAME, fitting.threads())) {
      return run(workers);
    }
  }

  private LinearModel run(Workers workers) throws IOException {
    long start = fitting.ticker().getAsLong();
    Scaler scaler = preparation.scaler(random.split());
    float[] classWeights = preparation.classWeights();
    Dataset data = fitting.training();
    Blocks blocks = new Blocks(Sampling.all(data.rows()), updateRows(data.rows()));
    Problem training = Problem.of(data, blocks, scaler, loss, classWeights, task);
    Dataset held = fitting.validation();
    Dataset compared = held == null ? data : held;
    int[] rows =
        held == null
            ? Sampling.some(data.rows(), COMPARED_ROWS, random.split())
            : Sampling.all(held.rows());
    Blocks some = new Blocks(rows, rows.length);
    Problem comparison = comparable(Problem.of(compared, some, scaler, loss, classWeights, task));
    comparison.design().prepare(workers);
    List<Group> groups = groups(training);
    fitting.progress().on(new PhaseFinished(Phase.INITIALIZE, since(start)));
    epochs(groups, training, comparison, scaler, workers);
    long end = fitting.ticker().getAsLong();
    Selection selection = new Selection(fitting, task, loss, groups, scaler);
    LinearModel model = selection.choose(compared, rows);
    fitting.progress().on(new PhaseFinished(Phase.FINALIZE, since(end)));
    FinalMetrics metrics = new FinalMetrics(model, loss, parameters);
    report(metrics, fitting.training(), Split.TRAIN);
    report(metrics, held, Split.VALIDATION);
    report(metrics, fitting.test(), Split.TEST);
    return model;
  }

  private Problem comparable(Problem problem) {
    return parameters.auto("positive_example_weight_mult") ? problem.comparable() : problem;
  }

  private int models() {
    if (parameters.has("_tuning_objective_metric")) {
      return 1;
    }
    if (!parameters.auto("num_models")) {
      return parameters.whole("num_models");
    }
    long weights = Math.max(1, (long) fitting.training().columns() * span);
    int models = Math.clamp(WEIGHT_BUDGET / weights, 1, MODELS);
    fitting.progress().on(new ParameterResolved("num_models", Integer.toString(models)));
    return models;
  }

  /** Rows that an update is made of: the mini-batch, or a part of it. */
  private int updateRows(int rows) {
    int batch = Math.min(parameters.whole("mini_batch_size"), rows);
    if (!parameters.auto("optimizer")) {
      return batch;
    }
    long part = (long) rows * parameters.whole("epochs") / LEAST_UPDATES;
    return Math.clamp(part, Math.min(LEAST_UPDATE_ROWS, batch), batch);
  }

  private List<Group> groups(Problem training) {
    long steps = (long) parameters.whole("epochs") * training.design().blocks().batches();
    Settings[] all =
        new Variants(parameters, steps, preparation.balance(), random.split()).draw(models());
    // A group for each thread reads the rows least often; models do not see their neighbours.
    int size = Math.ceilDiv(all.length, fitting.threads());
    List<Group> groups = new ArrayList<>();
    for (int from = 0; from < all.length; from += size) {
      Settings[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + size));
      Group group = new Group(part, span, training.data().columns(), parameters.flag("use_bias"));
      group.start(parameters, Stream.generate(random::split).limit(part.length).toList());
      groups.add(group);
    }
    return groups;
  }

  private void epochs(
      List<Group> groups, Problem training, Problem comparison, Scaler scaler, Workers workers)
      throws IOException {
    int epochs = parameters.whole("epochs");
    int rows = training.data().rows();
    double[][] learned = new double[groups.size()][];
    double[][] measured = new double[groups.size()][];
    EarlyStopping stopping = new EarlyStopping(parameters);
    int done = resume(groups, stopping);
    for (int epoch = 0; epoch < epochs && !fitting.stopping().getAsBoolean(); epoch++) {
      long start = fitting.ticker().getAsLong();
      Sampling.shuffle(training.design().blocks().order(), random);
      if (epoch < done) {
        continue;
      }
      training.design().prepare(workers);
      workers.each(
          groups.size(),
          (number, worker) -> {
            Group group = groups.get(number);
            learned[number] = group.learn(training, fitting.stopping());
            measured[number] = group.evaluate(comparison);
            for (int model = 0; model < group.settings.length; model++) {
              if (measured[number][model] < group.bestLoss[model]) {
                group.keep(model, measured[number][model]);
              }
            }
          });
      // An epoch that was cut short is done again by the fit that continues.
      boolean whole = !fitting.stopping().getAsBoolean();
      double leader = tell(epoch, learned, measured, scaler);
      boolean improved = stopping.improves(leader);
      fitting.progress().on(new CriterionMeasured(epoch, objective(), leader, improved));
      int batches = Math.ceilDiv(rows, parameters.whole("mini_batch_size"));
      fitting.progress().on(new EpochFinished(epoch, epochs, rows, batches, since(start)));
      if (whole) {
        checkpoint(groups, stopping, epoch);
      }
      if (stopping.exhausted() && epoch + 1 < epochs) {
        fitting
            .progress()
            .on(new StoppedEarly(epoch, "no gain for " + stopping.patience() + " epochs"));
        break;
      }
    }
  }

  private int resume(List<Group> groups, EarlyStopping stopping) throws IOException {
    Path folder = fitting.checkpoints();
    if (folder == null) {
      return 0;
    }
    int done = Checkpoint.resume(folder, fitting.provenance(LinearLearner.NAME), stopping, groups);
    if (done > 0) {
      fitting.progress().on(new Message("Continuing after " + done + " epochs."));
    }
    return stopping.exhausted() ? parameters.whole("epochs") : done;
  }

  private void checkpoint(List<Group> groups, EarlyStopping stopping, int epoch)
      throws IOException {
    Path folder = fitting.checkpoints();
    if (folder != null) {
      Provenance provenance = fitting.provenance(LinearLearner.NAME);
      Checkpoint.save(folder, provenance, epoch + 1, stopping, groups);
      fitting.progress().on(new CheckpointSaved(epoch, Checkpoint.FILE));
    }
  }

  private String objective() {
    return loss.objective() + "_objective";
  }

  /** Tells the epoch's losses; returns the leader's. */
  private double tell(int epoch, double[][] learned, double[][] measured, Scaler scaler) {
    double least = Double.POSITIVE_INFINITY;
    double leaderLearned = Double.NaN;
    int number = 0;
    for (int group = 0; group < learned.length; group++) {
      for (int model = 0; model < learned[group].length; model++) {
        double loss = learned[group][model];
        Measurement measurement = Measurement.loss(Split.TRAIN, objective(), loss);
        fitting.progress().on(new ModelMeasured(epoch, number++, measurement));
        if (measured[group][model] < least) {
          least = measured[group][model];
          leaderLearned = loss;
        }
      }
    }
    tell(epoch, Measurement.loss(Split.TRAIN, objective(), leaderLearned));
    if (fitting.validation() != null) {
      double raw = least * loss.scale(scaler.labelDeviation());
      tell(epoch, Measurement.loss(Split.VALIDATION, objective(), raw));
    }
    return least;
  }

  private void tell(int epoch, Measurement measurement) {
    fitting.progress().on(new EpochMeasured(epoch, measurement));
  }

  private void report(FinalMetrics metrics, @Nullable Dataset data, Split split) {
    if (data == null) {
      fitting.progress().on(new SplitAbsent(split));
      return;
    }
    for (Measurement measurement : metrics.of(data, split)) {
      fitting.progress().on(new FinalMeasured(measurement));
    }
  }

  private double since(long start) {
    return (fitting.ticker().getAsLong() - start) / 1e9;
  }
}
