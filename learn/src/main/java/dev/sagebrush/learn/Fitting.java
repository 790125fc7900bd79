package dev.sagebrush.learn;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a fit needs.
 *
 * @param training the data to learn from
 * @param validation data to choose by; null when there is none
 * @param test data to measure the finished model on; null when there is none
 * @param parameters values for the algorithm's own specs
 * @param seed the source of every random draw
 * @param threads how many may work, at least 1; the result does not depend on it
 * @param progress hears what happens
 * @param checkpoints a folder to keep intermediate states in and to resume from; null when neither.
 *     An algorithm that fits in one pass (k-means) has none to keep.
 * @param stopping becomes true when the user wants the fit to end early with what it has
 * @param ticker elapsed nanoseconds, for throughput
 */
public record Fitting(
    Dataset training,
    @Nullable Dataset validation,
    @Nullable Dataset test,
    Parameters parameters,
    long seed,
    int threads,
    Progress progress,
    @Nullable Path checkpoints,
    BooleanSupplier stopping,
    LongSupplier ticker) {

  public Fitting {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
  }

  /** One thread, seed 0, no validation, nobody listening. */
  public static Fitting of(Dataset training, Parameters parameters) {
    return new Fitting(
        training,
        null,
        null,
        parameters,
        0,
        1,
        Progress.SILENT,
        null,
        () -> false,
        System::nanoTime);
  }

  /** This, with data to validate on. */
  public Fitting withValidation(Dataset data) {
    return new Fitting(
        training, data, test, parameters, seed, threads, progress, checkpoints, stopping, ticker);
  }

  /** This, with data to test on. */
  public Fitting withTest(Dataset data) {
    return new Fitting(
        training,
        validation,
        data,
        parameters,
        seed,
        threads,
        progress,
        checkpoints,
        stopping,
        ticker);
  }

  /** This, drawing its random numbers from another seed. */
  public Fitting withSeed(long value) {
    return new Fitting(
        training,
        validation,
        test,
        parameters,
        value,
        threads,
        progress,
        checkpoints,
        stopping,
        ticker);
  }

  /** This, on so many threads. */
  public Fitting withThreads(int count) {
    return new Fitting(
        training,
        validation,
        test,
        parameters,
        seed,
        count,
        progress,
        checkpoints,
        stopping,
        ticker);
  }

  /** This, heard by a listener. */
  public Fitting withProgress(Progress listener) {
    return new Fitting(
        training,
        validation,
        test,
        parameters,
        seed,
        threads,
        listener,
        checkpoints,
        stopping,
        ticker);
  }

  /** This, leaving checkpoints in a folder. */
  public Fitting withCheckpoints(Path folder) {
    return new Fitting(
        training, validation, test, parameters, seed, threads, progress, folder, stopping, ticker);
  }

  /** This, ending early once the signal says so. */
  public Fitting withStopping(BooleanSupplier signal) {
    return new Fitting(
        training,
        validation,
        test,
        parameters,
        seed,
        threads,
        progress,
        checkpoints,
        signal,
        ticker);
  }

  /** What the model will say of its origin. */
  public Provenance provenance(String algorithm) {
    return new Provenance(
        algorithm,
        parameters.texts(),
        training.fingerprint(),
        training.rows(),
        seed,
        Provenance.VERSION);
  }
}
