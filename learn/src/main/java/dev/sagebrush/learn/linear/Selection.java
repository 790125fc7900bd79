package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Progress.BestModelFound;
import dev.sagebrush.learn.Provenance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Chooses among the models side by side, and the threshold of the chosen one. */
final class Selection {
  /** Models with the least objective that the criterion chooses among. */
  private static final int FINALISTS = 8;

  private static final int CALIBRATION_ROWS = 10_000_000;

  private final Fitting fitting;
  private final Parameters parameters;
  private final Task task;
  private final boolean probabilities;
  private final Scaler scaler;
  private final Provenance provenance;
  private final List<Candidate> candidates = new ArrayList<>();

  /** A model of a group, by its number among all. */
  private record Candidate(int number, Group group, int model) {
    double loss() {
      return group.bestLoss[model];
    }
  }

  Selection(Fitting fitting, Task task, Loss loss, List<Group> groups, Scaler scaler) {
    this.fitting = fitting;
    this.parameters = fitting.parameters();
    this.task = task;
    this.probabilities = loss instanceof Loss.Logistic;
    this.scaler = scaler;
    this.provenance = fitting.provenance(LinearLearner.NAME);
    for (Group group : groups) {
      for (int model = 0; model < group.settings.length; model++) {
        candidates.add(new Candidate(candidates.size(), group, model));
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::loss));
  }

  /**
   * The best model, whole.
   *
   * @param data raw rows to compare on
   * @param rows which of them
   */
  LinearModel choose(Dataset data, int[] rows) {
    Candidate chosen = candidates.getFirst();
    Criterion criterion = Criterion.of(parameters);
    if (task == Task.BINARY && !criterion.objectiveOnly()) {
      chosen = byCriterion(criterion, data.select(rows));
    }
    Settings settings = chosen.group().settings[chosen.model()];
    fitting.progress().on(new BestModelFound(chosen.number(), settings.describe()));
    LinearModel model = whole(chosen);
    if (task != Task.BINARY || criterion.objectiveOnly()) {
      return model;
    }
    int most = parameters.wholeOr("num_calibration_samples", CALIBRATION_ROWS);
    int[] sample = Sampling.some(data.rows(), most, new SplittableRandom(fitting.seed()));
    Dataset calibration = sample.length == data.rows() ? data : data.select(sample);
    float[] scores = scores(model, calibration);
    return model.withThreshold(
        criterion.best(scores, calibration.labels(), model.threshold()).threshold());
  }

  private Candidate byCriterion(Criterion criterion, Dataset data) {
    // Losses of models that weigh the label 1 differently say little about the criterion.
    int finalists =
        parameters.auto("positive_example_weight_mult")
            ? candidates.size()
            : Math.min(FINALISTS, candidates.size());
    Candidate best = candidates.getFirst();
    double most = Double.NEGATIVE_INFINITY;
    for (Candidate candidate : candidates.subList(0, finalists)) {
      LinearModel model = whole(candidate);
      double value = criterion.best(scores(model, data), data.labels(), model.threshold()).value();
      if (value > most) {
        most = value;
        best = candidate;
      }
    }
    return best;
  }

  private LinearModel whole(Candidate candidate) {
    Group.Folded folded = candidate.group().folded(candidate.model(), scaler);
    float threshold = task == Task.BINARY && probabilities ? 0.5f : 0;
    return new LinearModel(
        provenance,
        new LinearModel.Shape(task, probabilities, threshold),
        folded.weights(),
        folded.bias());
  }

  private static float[] scores(LinearModel model, Dataset data) {
    float[] output = model.predict(data.features());
    float[] scores = new float[data.rows()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = output[2 * i];
    }
    return scores;
  }
}
