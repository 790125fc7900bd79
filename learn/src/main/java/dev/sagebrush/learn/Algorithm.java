package dev.sagebrush.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A way to learn. An instance holds no state: the same data, parameters and seed give the same
 * model, whatever the number of threads.
 */
public interface Algorithm {

  /** A lower-case word, unique among the algorithms: {@code kmeans}. */
  String name();

  /** Every parameter with its rules. */
  ParameterSpecs parameters();

  /**
   * The least a user must write to fit a small set of rows labelled 0 and 1: the starting point
   * that forms and documentation show, and what the contract test runs.
   */
  Map<String, String> example();

  /**
   * Learns.
   *
   * @throws InputException when the data or parameters cannot be used; the message says why
   * @throws IOException when a checkpoint cannot be written or read
   */
  Model fit(Fitting fitting) throws IOException;

  /**
   * Reads a model that {@link Model#save} wrote.
   *
   * @throws InvalidDataException when the files are not a model of this algorithm or are damaged
   * @throws IOException when they cannot be read
   */
  Model load(Path folder) throws IOException;
}
