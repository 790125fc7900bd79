package dev.sagebrush.learn.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir Path folder;

  private static Fitting fitting(String optimizer) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[400 * 5];
    float[] labels = new float[400];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
      labels[i / 5] += i % 5 * values[i];
    }
    Map<String, String> parameters =
        Map.of("predictor_type", "regressor", "epochs", "8", "optimizer", optimizer);
    return Fitting.of(
        Dataset.labelled(new DenseMatrix(400, 5, values), labels),
        new LinearLearner().parameters().parse(parameters));
  }

  /** Stopped after three epochs and continued, on other threads, it is the fit never stopped. */
  private void continues(String optimizer) throws IOException {
    LinearLearner algorithm = new LinearLearner();
    Fitting fitting = fitting(optimizer);
    float[] expected = algorithm.fit(fitting).weights().values();
    List<Progress.Event> events = new ArrayList<>();
    algorithm.fit(
        fitting
            .withCheckpoints(folder)
            .withProgress(events::add)
            .withStopping(() -> epochs(events) == 3));
    assertEquals(3, epochs(events));
    events.clear();
    LinearModel continued =
        algorithm.fit(fitting.withCheckpoints(folder).withProgress(events::add).withThreads(2));
    assertEquals(5, epochs(events));
    assertTrue(events.contains(new Progress.Message("Continuing after 3 epochs.")));
    assertArrayEquals(expected, continued.weights().values());
  }

  private static long epochs(List<Progress.Event> events) {
    return events.stream().filter(Progress.EpochFinished.class::isInstance).count();
  }

  @Test
  void adamContinues() throws IOException {
    continues("adam");
  }

  @Test
  void sgdContinues() throws IOException {
    continues("sgd");
  }

  @Test
  void anotherFitBeginsAnew() throws IOException {
    LinearLearner algorithm = new LinearLearner();
    algorithm.fit(fitting("adam").withCheckpoints(folder));
    List<Progress.Event> events = new ArrayList<>();
    algorithm.fit(fitting("adam").withSeed(1).withCheckpoints(folder).withProgress(events::add));
    assertEquals(8, epochs(events));
  }
}
