package dev.sagebrush.engine.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Something that can train, serve or both, under the contract of a SageMaker container. */
public interface Image {

  /** What it is, for people and logs: {@code XGBoost 1.7-1}. */
  String name();

  /** The metrics it prints, where it is an algorithm that publishes some; else empty. */
  List<MetricDefinition> metrics();

  /**
   * How to start training.
   *
   * @param root the folder that holds {@code input}, {@code model} and {@code output}: what a
   *     container sees as {@code /opt/ml}
   * @param environment what the job adds to the environment
   */
  Command training(Path root, Map<String, String> environment);

  /**
   * Starts a server of a trained model.
   *
   * @param model the folder with what was in {@code model.tar.gz}
   * @param environment of the model's container definition
   * @throws IOException when the folder holds no model of this image, with what was expected
   */
  ModelServer serve(Path model, Map<String, String> environment) throws IOException;
}
