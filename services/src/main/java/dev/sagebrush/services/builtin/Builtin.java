package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.MetricDefinition;
import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.learn.Algorithm;
import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.InputException;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.data.DataFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A built-in algorithm as its users see it. */
interface Builtin {

  /** What the training process is told to train: {@code xgboost}. */
  String key();

  /** For people: {@code XGBoost}. */
  String title();

  /** Every name that is this algorithm, for messages: {@code sagemaker-xgboost:1.7-1}. */
  List<String> names();

  /** Whether the repository, with whichever tag, is this algorithm's. */
  boolean owns(String repository);

  /** Whether an image of an own repository exists. */
  boolean takes(ImageName name);

  /** What learns. */
  Algorithm algorithm();

  /** What it publishes, in AWS's order. */
  List<MetricDefinition> metrics();

  /** The channels it takes; the first is required. */
  List<String> channels();

  /**
   * Reads the job's hyperparameters.
   *
   * @param log hears of those that have no effect
   * @throws InputException naming each bad one with what is allowed
   */
  Parameters parameters(Map<String, String> given, TrainingLog log);

  /**
   * How a channel's bytes are laid out.
   *
   * @throws InputException when the content type is not one it takes
   */
  DataFormat format(Channel channel, Parameters parameters);

  /**
   * Refuses data that does not fit the hyperparameters, where this can be said better than by the
   * algorithm, which knows no channels.
   *
   * @throws InputException saying what to mend
   */
  default void check(Channel channel, Dataset data, Parameters parameters) {}

  /** A log in the form this algorithm's container writes. */
  TrainingLog log(PrintStream out, Clock clock, String host);

  /** Writes the model, and what comes beside it, into the job's folder. */
  void save(Model model, TrainingFolder folder) throws IOException;

  /**
   * Loads a trained model.
   *
   * @throws IOException when the folder holds none, with what was expected
   */
  ModelServer serve(ImageName name, Path model, Map<String, String> environment) throws IOException;

  /** The folder of checkpoints to use; null where the algorithm keeps none. */
  default @Nullable Path checkpoints(TrainingFolder folder) throws IOException {
    return null;
  }
}
