package dev.sagebrush.learn;

import java.util.List;
import java.util.Map;

/**
 * Hears what happens during a fit. Called from the fitting thread, in order; an exception thrown
 * here ends the fit.
 */
@FunctionalInterface
public interface Progress {

  /** Hears nothing. */
  Progress SILENT = event -> {};

  /** Hears of one event. */
  void on(Event event);

  /** The stages whose time is told. */
  enum Phase {
    INITIALIZE,
    FINALIZE,
    SERIALIZE
  }

  /** Something that happened. */
  sealed interface Event {}

  /** Free text for people: what a curious user wants to know and no other event says. */
  record Message(String text) implements Event {}

  /** A parameter left to the algorithm ("auto") got its value. */
  record ParameterResolved(String name, String value) implements Event {}

  /** A stage ended after so many seconds. */
  record PhaseFinished(Phase phase, double seconds) implements Event {}

  /**
   * The scaler's result: mean and standard deviation of each feature and, where the label is
   * scaled, of the label (else 0 and 1), from so many rows.
   */
  record ScalerFitted(
      float[] mean, float[] deviation, double labelMean, double labelDeviation, int rows)
      implements Event {}

  /** A metric of one mini-batch. */
  record BatchMeasured(int epoch, int batch, Measurement measurement) implements Event {}

  /** A metric after an epoch, of the model that leads. */
  record EpochMeasured(int epoch, Measurement measurement) implements Event {}

  /** A metric after an epoch, of one of several models trained side by side. */
  record ModelMeasured(int epoch, int model, Measurement measurement) implements Event {}

  /** A pass over the data ended: the epoch's number from 0, how many there are, what it read. */
  record EpochFinished(int epoch, int epochs, long records, int batches, double seconds)
      implements Event {}

  /** A boosting round ended; every metric of it, in the order of evaluation. */
  record RoundFinished(int round, int rounds, List<Measurement> measurements) implements Event {
    public RoundFinished {
      measurements = List.copyOf(measurements);
    }
  }

  /** The early-stopping criterion after an epoch or round. */
  record CriterionMeasured(int epoch, String criterion, double value, boolean improved)
      implements Event {}

  /** The fit ends before its last epoch or round. */
  record StoppedEarly(int epoch, String reason) implements Event {}

  /** Many centres are about to become few. */
  record Shrinking(int from, int to) implements Event {}

  /** One local attempt at it, with its weighted mean square distance. */
  record ShrinkAttempted(int attempt, double meanSquareDistance) implements Event {}

  /** The best attempt's result. */
  record Shrunk(double meanSquareDistance) implements Event {}

  /** Which of several models was chosen, with its settings. */
  record BestModelFound(int model, Map<String, String> settings) implements Event {
    public BestModelFound {
      settings = Map.copyOf(settings);
    }
  }

  /** The model's state after an epoch or round was kept. */
  record CheckpointSaved(int epoch, String file) implements Event {}

  /** A metric of the finished model. */
  record FinalMeasured(Measurement measurement) implements Event {}

  /** A data set that would have been measured was not given. */
  record SplitAbsent(Split split) implements Event {}
}
