package dev.sagebrush.learn.kmeans;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Progress;
import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.Split;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KMeansTest {
  private static final KMeans ALGORITHM = new KMeans();

  private static Fitting fitting(Dataset data, String... more) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("feature_dim", "" + data.columns());
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    return Fitting.of(data, ALGORITHM.parameters().parse(parameters));
  }

  /** Rows near (0, 0), (100, 0) and (0, 100), a third each, moved by an offset. */
  private static float[] corners(int rows, float offset) {
    SplittableRandom random = new SplittableRandom(2);
    float[] values = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      values[2 * row] = offset + (float) random.nextGaussian() + (row % 3 == 1 ? 100 : 0);
      values[2 * row + 1] = offset + (float) random.nextGaussian() + (row % 3 == 2 ? 100 : 0);
    }
    return values;
  }

  private static Dataset cornersOf(int rows, float offset) {
    return Dataset.unlabelled(new DenseMatrix(rows, 2, corners(rows, offset)));
  }

  private static float[] sortedCentres(KMeansModel model) {
    float[] all = model.centres().values();
    Arrays.sort(all);
    return all;
  }

  @Test
  void findsTheCornersEvenFarFromTheOrigin() {
    for (float offset : new float[] {0, 100_000}) {
      KMeansModel model = ALGORITHM.fit(fitting(cornersOf(3000, offset), "k", "3"));
      float[] found = sortedCentres(model);
      for (int i = 0; i < 6; i++) {
        assertEquals(offset + (i < 4 ? 0 : 100), found[i], 0.2f);
      }
    }
  }

  @Test
  void predictsTheNearestCentreAndItsDistance() {
    KMeansModel model =
        new KMeansModel(
            fitting(cornersOf(3, 0), "k", "3").provenance("kmeans"),
            2,
            new float[] {0, 0, 10, 0, 0, 10});
    DenseMatrix rows = new DenseMatrix(2, 2, new float[] {7, 4, 0, 6});
    assertArrayEquals(new float[] {1, 5, 2, 4}, model.predict(rows));
    SparseMatrix sparse =
        new SparseMatrix(2, 2, new long[] {0, 2, 3}, new int[] {0, 1, 1}, new float[] {7, 4, 6});
    assertArrayEquals(new float[] {1, 5, 2, 4}, model.predict(sparse));
  }

  @Test
  void sparseTrainingFindsTheSameCentres() {
    Dataset dense = cornersOf(300, 0);
    long[] offsets = new long[301];
    int[] columns = new int[600];
    for (int i = 0; i < 600; i++) {
      columns[i] = i % 2;
      offsets[i / 2 + 1] = i + 1L;
    }
    Dataset sparse =
        Dataset.unlabelled(new SparseMatrix(300, 2, offsets, columns, corners(300, 0)));
    float[] expected = sortedCentres(ALGORITHM.fit(fitting(dense, "k", "3")));
    for (String forced : List.of("true", "false")) {
      KMeansModel model = ALGORITHM.fit(fitting(sparse, "k", "3", "force_dense", forced));
      assertArrayEquals(expected, sortedCentres(model), 0.01f);
    }
  }

  @Test
  void aRowOfWeightTwoIsTwoRows() {
    float[] rows = {0, 1, 2, 10, 11, 12};
    float[] weights = {1, 1, 4, 1, 1, 1};
    Dataset data = new Dataset(new DenseMatrix(6, 1, rows), new float[0], weights);
    KMeansModel model = ALGORITHM.fit(fitting(data, "k", "2"));
    assertArrayEquals(new float[] {1.5f, 11}, sortedCentres(model), 1e-5f);
  }

  @Test
  void decayForgetsOldRows() {
    float[] values = new float[20_000];
    Arrays.fill(values, 0, 10_000, 1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (i < 10_000 ? 0 : 5) + (i % 2 == 0 ? 0 : 100);
    }
    Dataset data = Dataset.unlabelled(new DenseMatrix(20_000, 1, values));
    String[] common = {
      "k", "2", "mini_batch_size", "100", "extra_center_factor", "1", "init_method", "kmeans++"
    };
    assertArrayEquals(
        new float[] {2.5f, 102.5f}, sortedCentres(ALGORITHM.fit(fitting(data, common))), 0.01f);
    String[] decayed = Arrays.copyOf(common, common.length + 2);
    decayed[common.length] = "half_life_time_size";
    decayed[common.length + 1] = "500";
    assertArrayEquals(
        new float[] {5, 105}, sortedCentres(ALGORITHM.fit(fitting(data, decayed))), 0.01f);
  }

  @Test
  void tellsWhatHappens() {
    List<Progress.Event> events = new ArrayList<>();
    Dataset data = cornersOf(3000, 0);
    ALGORITHM.fit(
        fitting(
                data,
                "k",
                "3",
                "epochs",
                "2",
                "mini_batch_size",
                "1000",
                "eval_metrics",
                "[\"msd\", \"ssd\"]",
                "local_lloyd_num_trials",
                "4")
            .withTest(data)
            .withProgress(events::add));
    assertTrue(events.contains(new Progress.ParameterResolved("extra_center_factor", "10")));
    assertTrue(events.contains(new Progress.Shrinking(30, 3)));
    assertEquals(4, events.stream().filter(Progress.ShrinkAttempted.class::isInstance).count());
    List<Progress.EpochFinished> epochs =
        events.stream()
            .filter(Progress.EpochFinished.class::isInstance)
            .map(Progress.EpochFinished.class::cast)
            .toList();
    assertEquals(2, epochs.size());
    assertEquals(3000, epochs.getLast().records());
    assertEquals(3, epochs.getLast().batches());
    List<Measurement> finals =
        events.stream()
            .filter(Progress.FinalMeasured.class::isInstance)
            .map(event -> ((Progress.FinalMeasured) event).measurement())
            .toList();
    assertEquals(
        List.of("msd", "ssd", "msd", "ssd"), finals.stream().map(Measurement::metric).toList());
    assertEquals(Split.TEST, finals.getLast().split());
    assertEquals(finals.get(0).value() * 3000, finals.get(1).value(), 1);
    assertEquals(2, finals.get(0).value(), 0.2);
  }

  @Test
  void refusesDataItCannotUse() {
    assertEquals(
        "The training data has 3 rows, fewer than the 4 clusters asked for.",
        refusal(fitting(cornersOf(3, 0), "k", "4")));
    assertEquals(
        "The train data has 2 features in a row, but feature_dim is 5.",
        refusal(fitting(cornersOf(9, 0), "k", "2", "feature_dim", "5")));
    float[] values = corners(9, 0);
    values[7] = Float.NaN;
    assertEquals(
        "Feature 1 of row 3 of the train data is NaN: not a number.",
        refusal(fitting(Dataset.unlabelled(new DenseMatrix(9, 2, values)), "k", "2")));
  }

  private static String refusal(Fitting fitting) {
    return assertThrows(InvalidDataException.class, () -> ALGORITHM.fit(fitting)).getMessage();
  }

  @Test
  void equalRowsLeaveAUsableModel() {
    Dataset data = Dataset.unlabelled(new DenseMatrix(50, 2, new float[100]));
    KMeansModel model = ALGORITHM.fit(fitting(data, "k", "4"));
    assertArrayEquals(new float[8], model.centres().values());
  }

  @Test
  void readsTheGoldenFileOfVersionOne() throws IOException, URISyntaxException {
    Path golden = Path.of(getClass().getResource("/golden/kmeans/v1").toURI());
    KMeansModel model = ALGORITHM.load(golden);
    assertArrayEquals(new float[] {0, 0, 10, 0, 0, 10}, model.centres().values());
    assertEquals("0123456789abcdef", model.provenance().data());
    assertEquals(Map.of("k", "3", "feature_dim", "2"), model.provenance().parameters());
    assertEquals(42, model.provenance().seed());
  }
}
