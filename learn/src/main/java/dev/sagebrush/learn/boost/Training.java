package dev.sagebrush.learn.boost;

import static dev.sagebrush.learn.boost.BoostParameters.KEEP_ON_STOP;
import static dev.sagebrush.learn.boost.BoostParameters.NUM_ROUND;
import static dev.sagebrush.learn.boost.BoostParameters.OBJECTIVE;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.InvalidParameterException;
import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Progress;
import dev.sagebrush.learn.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Trains one model, round by round. */
final class Training {
  private final Fitting fitting;
  private final Parameters parameters;
  private final Progress progress;
  private final int rounds;
  private List<Measurement> last = List.of();

  Training(Fitting fitting) {
    this.fitting = fitting;
    this.parameters = fitting.parameters();
    this.progress = fitting.progress();
    this.rounds = parameters.whole(NUM_ROUND);
  }

  /** Trains and returns the model file in UBJSON. */
  byte[] run() throws IOException {
    Dataset training = fitting.training();
    Dataset validation = fitting.validation();
    checkWidths(training, validation);
    Labels.check(training, parameters);
    if (validation != null) {
      Labels.check(validation, parameters);
    }
    int columns = Math.max(training.columns(), validation == null ? 0 : validation.columns());
    boolean bounds = parameters.is(OBJECTIVE, "survival:aft");
    List<NativeMatrix> matrices = new ArrayList<>();
    try {
      int threads = Settings.threads(fitting);
      Evaluation evaluation = new Evaluation(parameters);
      matrices.add(NativeMatrix.of(training, columns, bounds, threads));
      evaluation.watch(Split.TRAIN, training, matrices.getLast());
      tell("Train matrix has %d rows and %d columns", training.rows(), training.columns());
      if (validation != null) {
        matrices.add(NativeMatrix.of(validation, columns, bounds, threads));
        evaluation.watch(Split.VALIDATION, validation, matrices.getLast());
        tell("Validation matrix has %d rows", validation.rows());
      }
      try (NativeBooster booster = NativeBooster.create(matrices)) {
        return train(booster, matrices.getFirst(), evaluation, columns, bounds);
      }
    } finally {
      matrices.forEach(NativeMatrix::close);
    }
  }

  /** The measurements of the last round. */
  List<Measurement> last() {
    return last;
  }

  private byte[] train(
      NativeBooster booster, NativeMatrix data, Evaluation evaluation, int columns, boolean bounds)
      throws IOException {
    Path folder = fitting.checkpoints();
    Checkpoints checkpoints = folder == null ? null : new Checkpoints(folder);
    resume(booster, checkpoints);
    Settings.apply(fitting, booster);
    Origin.write(fitting, booster);
    EarlyStopping early = EarlyStopping.of(parameters, fitting.validation() != null, booster);
    for (int round = booster.rounds(); round < rounds; round++) {
      if (fitting.stopping().getAsBoolean()) {
        stopped(round);
        break;
      }
      booster.update(round, data);
      last = evaluation.measure(booster, round);
      progress.on(new Progress.RoundFinished(round, rounds, last));
      boolean exhausted = early != null && watch(early, round, booster);
      if (checkpoints != null) {
        Path file = checkpoints.save(round, booster.save());
        progress.on(new Progress.CheckpointSaved(round, file.getFileName().toString()));
      }
      if (exhausted) {
        break;
      }
    }
    measureTest(booster, columns, bounds);
    return file(booster, early);
  }

  private void resume(NativeBooster booster, @Nullable Checkpoints checkpoints) throws IOException {
    Path newest = checkpoints == null ? null : checkpoints.newest();
    if (newest != null) {
      booster.load(Files.readAllBytes(newest));
      tell("Checkpoint %s loaded, %d rounds are done", newest.getFileName(), booster.rounds());
    } else if (parameters.is("process_type", "update")) {
      throw new InvalidParameterException(
          "Parameter 'process_type' is 'update', but there is no checkpoint to update.");
    }
  }

  private boolean watch(EarlyStopping early, int round, NativeBooster booster) {
    Measurement criterion = early.criterion(last);
    boolean improved = early.improved(round, criterion, booster);
    progress.on(
        new Progress.CriterionMeasured(
            round, criterion.split() + "-" + criterion.metric(), criterion.value(), improved));
    if (!early.exhausted(round)) {
      return false;
    }
    progress.on(new Progress.StoppedEarly(round, early.reason(criterion)));
    return true;
  }

  private void stopped(int round) {
    if (round == 0 || !parameters.flag(KEEP_ON_STOP)) {
      throw new CancellationException(
          String.format(
              Locale.ROOT,
              "stopped before round %d of %d; no model is kept (%s is %s)",
              round,
              rounds,
              KEEP_ON_STOP,
              parameters.flag(KEEP_ON_STOP)));
    }
    progress.on(new Progress.StoppedEarly(round - 1, "stopped on request, the model is kept"));
  }

  private void measureTest(NativeBooster booster, int columns, boolean bounds) {
    Dataset test = fitting.test();
    if (test == null) {
      return;
    }
    checkWidths(fitting.training(), test);
    try (NativeMatrix matrix = NativeMatrix.of(test, columns, bounds, Settings.threads(fitting))) {
      Evaluation evaluation = new Evaluation(parameters);
      evaluation.watch(Split.TEST, test, matrix);
      evaluation
          .measure(booster, Math.max(0, booster.rounds() - 1))
          .forEach(measurement -> progress.on(new Progress.FinalMeasured(measurement)));
    }
  }

  private byte[] file(NativeBooster booster, @Nullable EarlyStopping early) {
    boolean sliceable = !parameters.is("booster", "gblinear");
    if (early == null || !sliceable || early.bestRound() + 1 >= booster.rounds()) {
      return booster.save();
    }
    try (NativeBooster best = booster.first(early.bestRound() + 1)) {
      return best.save();
    }
  }

  private static void checkWidths(Dataset training, @Nullable Dataset other) {
    if (other != null
        && other.features() instanceof DenseMatrix
        && other.columns() != training.columns()) {
      throw new InvalidDataException(
          String.format(
              Locale.ROOT,
              "The training data has %d feature columns, but other data has %d; they must agree.",
              training.columns(),
              other.columns()));
    }
  }

  private void tell(String format, Object... values) {
    progress.on(new Progress.Message(String.format(Locale.ROOT, format, values)));
  }
}
