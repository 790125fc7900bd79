package dev.sagebrush.learn.boost;

import static dev.sagebrush.learn.boost.BoostParameters.FOLDS;
import static dev.sagebrush.learn.boost.BoostParameters.OBJECTIVE;
import static dev.sagebrush.learn.boost.BoostParameters.REPEATS;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Repeated k-fold cross-validation, stratified by label where the objective is one of classes. */
final class CrossValidation {
  private final Fitting fitting;
  private final Dataset data;
  private final boolean classifies;
  private final int folds;
  private final int repeats;
  private final double[] sums;
  private final float[][] classes;

  private CrossValidation(Fitting fitting, Dataset data) {
    this.fitting = fitting;
    this.data = data;
    this.classifies =
        Objects.requireNonNull(Objective.named(fitting.parameters().word(OBJECTIVE))).classifies();
    this.folds = fitting.parameters().whole(FOLDS);
    this.repeats = fitting.parameters().whole(REPEATS);
    this.sums = new double[data.rows()];
    this.classes = new float[data.rows()][repeats];
    if (data.rows() < folds) {
      throw new InvalidDataException(
          String.format(
              Locale.ROOT,
              "There are %d rows for %d folds; each fold needs one.",
              data.rows(),
              folds));
    }
  }

  /** Trains a model for each fold of each repeat. */
  static BoostEnsemble fit(Fitting fitting) throws IOException {
    Dataset validation = fitting.validation();
    Dataset data =
        validation == null ? fitting.training() : Joined.of(fitting.training(), validation);
    return new CrossValidation(fitting, data).run();
  }

  private BoostEnsemble run() throws IOException {
    List<BoostModel> models = new ArrayList<>();
    List<List<Measurement>> measured = new ArrayList<>();
    for (int repeat = 0; repeat < repeats; repeat++) {
      int[] fold = Folds.deal(data.labels(), folds, classifies, Settings.seed(fitting) + repeat);
      for (int i = 0; i < folds; i++) {
        int[] held = Folds.rows(fold, i, true);
        Fitting part =
            new Fitting(
                data.select(Folds.rows(fold, i, false)),
                data.select(held),
                fitting.test(),
                fitting.parameters(),
                fitting.seed(),
                fitting.threads(),
                fitting.progress(),
                null,
                fitting.stopping(),
                fitting.ticker());
        Training training = new Training(part);
        BoostModel model = BoostModel.of(training.run(), "the trained model");
        models.add(model);
        measured.add(training.last());
        predict(model, held, repeat);
      }
    }
    tellMeans(measured);
    return new BoostEnsemble(models, heldOut());
  }

  private void predict(BoostModel model, int[] rows, int repeat) {
    Dataset held = data.select(rows);
    int width = model.outputs().size();
    float[] predictions = model.predict(held.features());
    for (int i = 0; i < rows.length; i++) {
      int best = Objective.argmax(predictions, i * width, width);
      float prediction = predictions[i * width + best];
      sums[rows[i]] += prediction;
      classes[rows[i]][repeat] =
          width > 1 ? best : model.votes() ? prediction : prediction > 0.5f ? 1 : 0;
    }
  }

  private HeldOut heldOut() {
    float[] means = new float[sums.length];
    float[] modes = new float[classifies ? sums.length : 0];
    for (int row = 0; row < means.length; row++) {
      means[row] = (float) (sums[row] / repeats);
      if (classifies) {
        modes[row] = BoostEnsemble.vote(classes[row], repeats);
      }
    }
    return new HeldOut(data.labels(), means, modes);
  }

  /** The mean over all models of each metric of the last round. */
  private void tellMeans(List<List<Measurement>> measured) {
    List<Measurement> first = measured.getFirst();
    for (int i = 0; i < first.size(); i++) {
      double sum = 0;
      for (List<Measurement> one : measured) {
        sum += one.get(i).value();
      }
      Measurement mean =
          new Measurement(
              first.get(i).split(),
              first.get(i).metric(),
              sum / measured.size(),
              first.get(i).larger());
      fitting.progress().on(new Progress.FinalMeasured(mean));
    }
  }
}
