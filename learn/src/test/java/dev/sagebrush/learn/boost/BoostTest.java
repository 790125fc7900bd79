package dev.sagebrush.learn.boost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.InvalidParameterException;
import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.Progress;
import dev.sagebrush.learn.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoostTest {
  private static final Boost BOOST = new Boost();

  private static Dataset data(int rows, int seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * 4];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      double signal = random.nextGaussian() * 0.7;
      for (int column = 0; column < 4; column++) {
        values[row * 4 + column] = random.nextInt(8) == 0 ? Float.NaN : random.nextFloat() - 0.5f;
      }
      signal += Float.isNaN(values[row * 4]) ? 0 : 4 * values[row * 4];
      labels[row] = signal > 0 ? 1 : 0;
    }
    return Dataset.labelled(new DenseMatrix(rows, 4, values), labels);
  }

  private static Fitting fitting(String... pairs) {
    Map<String, String> given = new HashMap<>(Map.of("num_round", "20"));
    given.put("objective", "binary:logistic");
    for (int i = 0; i < pairs.length; i += 2) {
      given.put(pairs[i], pairs[i + 1]);
    }
    return Fitting.of(data(400, 1), BOOST.parameters().parse(given));
  }

  private static List<Progress.Event> listen(Fitting fitting) throws IOException {
    List<Progress.Event> events = new ArrayList<>();
    BOOST.fit(fitting.withProgress(events::add));
    return events;
  }

  private static <T> List<T> only(List<Progress.Event> events, Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void tellsEveryMetricOfEveryRound() throws IOException {
    List<Progress.Event> events =
        listen(
            fitting("eval_metric", "auc,accuracy,logloss", "num_round", "3")
                .withValidation(data(100, 2))
                .withTest(data(100, 3)));
    List<Progress.RoundFinished> rounds = only(events, Progress.RoundFinished.class);
    assertEquals(3, rounds.size());
    assertEquals(
        List.of(
            "train-auc",
            "train-logloss",
            "train-accuracy",
            "validation-auc",
            "validation-logloss",
            "validation-accuracy"),
        rounds.getFirst().measurements().stream()
            .map(measurement -> measurement.split() + "-" + measurement.metric())
            .toList());
    assertEquals(3, only(events, Progress.FinalMeasured.class).size());
    assertTrue(rounds.getLast().measurements().getFirst().larger());
  }

  @Test
  void stopsEarlyAndKeepsTheBestRound() throws IOException {
    Dataset validation = data(100, 2);
    Fitting fitting =
        fitting("early_stopping_rounds", "3", "num_round", "200", "eval_metric", "auc,logloss")
            .withValidation(validation);
    List<Progress.Event> events = new ArrayList<>();
    Model model = BOOST.fit(fitting.withProgress(events::add));
    List<Progress.RoundFinished> rounds = only(events, Progress.RoundFinished.class);
    assertTrue(rounds.size() < 200);
    double best = Double.POSITIVE_INFINITY;
    int bestRound = 0;
    for (Progress.RoundFinished round : rounds) {
      double value = round.measurements().getLast().value();
      if (value < best) {
        best = value;
        bestRound = round.round();
      }
    }
    assertEquals(bestRound + 3, rounds.getLast().round());
    Fitting same = fitting("num_round", String.valueOf(bestRound + 1));
    assertArrayEquals(
        BOOST.fit(same).predict(validation.features()), model.predict(validation.features()));
  }

  @Test
  void savesWhatItLoadsWithItsOrigin(@TempDir Path folder) throws IOException {
    Fitting fitting = fitting("eta", "0.25").withSeed(5);
    Model model = BOOST.fit(fitting);
    model.save(folder);
    assertTrue(Files.exists(folder.resolve("xgboost-model")));
    Model loaded = BOOST.load(folder);
    Dataset rows = data(50, 9);
    assertArrayEquals(model.predict(rows.features()), loaded.predict(rows.features()));
    assertEquals(model.provenance(), loaded.provenance());
    assertEquals("0.25", loaded.provenance().parameters().get("eta"));
    assertEquals(400, loaded.provenance().rows());
    assertEquals(fitting.training().fingerprint(), loaded.provenance().data());
  }

  @Test
  void resumesFromTheNewestOfFiveCheckpoints(@TempDir Path folder) throws IOException {
    Model whole = BOOST.fit(fitting("max_depth", "3", "num_round", "12"));
    BOOST.fit(fitting("max_depth", "3", "num_round", "8").withCheckpoints(folder));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(3, 4, 5, 6, 7),
          files
              .map(file -> file.getFileName().toString())
              .map(name -> Integer.parseInt(name.substring("xgboost-checkpoint.".length())))
              .sorted()
              .toList());
    }
    List<Progress.Event> events = new ArrayList<>();
    Model resumed =
        BOOST.fit(
            fitting("max_depth", "3", "num_round", "12")
                .withCheckpoints(folder)
                .withProgress(events::add));
    assertEquals(8, only(events, Progress.RoundFinished.class).getFirst().round());
    float[] expected = whole.predict(data(50, 9).features());
    assertArrayEquals(expected, resumed.predict(data(50, 9).features()), 1e-6f);
  }

  @Test
  void crossValidates(@TempDir Path folder) throws IOException {
    List<Progress.Event> events = new ArrayList<>();
    Fitting fitting =
        fitting("_kfold", "3", "_num_cv_round", "2", "num_round", "4", "eval_metric", "accuracy")
            .withValidation(data(50, 4))
            .withProgress(events::add);
    BoostEnsemble ensemble = (BoostEnsemble) BOOST.fit(fitting);
    assertEquals(6, ensemble.models().size());
    assertEquals(6 * 4, only(events, Progress.RoundFinished.class).size());
    List<Measurement> means =
        only(events, Progress.FinalMeasured.class).stream()
            .map(Progress.FinalMeasured::measurement)
            .toList();
    assertEquals(
        List.of(Split.TRAIN, Split.VALIDATION), means.stream().map(Measurement::split).toList());
    HeldOut heldOut = ensemble.heldOut();
    assertNotNull(heldOut);
    int hits = 0;
    for (int row = 0; row < heldOut.labels().length; row++) {
      hits += heldOut.labels()[row] == heldOut.classes()[row] ? 1 : 0;
    }
    assertEquals(450, heldOut.labels().length);
    assertTrue(hits > 300, () -> "only so many of 450 are right");
    heldOut.write(folder.resolve("predictions.csv"));
    assertEquals(450, Files.readAllLines(folder.resolve("predictions.csv")).size());
    Files.delete(folder.resolve("predictions.csv"));
    ensemble.save(folder);
    Dataset rows = data(20, 7);
    assertArrayEquals(
        ensemble.predict(rows.features()), BOOST.load(folder).predict(rows.features()));
  }

  @Test
  void stopsOnRequest() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Fitting kept =
        fitting("save_model_on_termination", "true")
            .withStopping(() -> asked.getAndIncrement() >= 5);
    Dataset rows = data(20, 7);
    assertArrayEquals(
        BOOST.fit(fitting("num_round", "5")).predict(rows.features()),
        BOOST.fit(kept).predict(rows.features()));
    AtomicInteger again = new AtomicInteger();
    Fitting dropped = fitting().withStopping(() -> again.getAndIncrement() >= 5);
    assertThrows(CancellationException.class, () -> BOOST.fit(dropped));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "binary:logistic|7|label must be in [0,1] for logistic regression: the label of row 1 is 7.0",
        "multi:softmax|7|label must be in [0, num_class): the label of row 1 is 7.0",
        "count:poisson|-1|PoissonRegression: label must be nonnegative: the label of row 1 is -1.0",
        "reg:gamma|0|label must be positive for gamma regression: the label of row 1 is 0.0",
        "reg:squarederror|NaN|Label contains NaN, infinity or a value too large: the label of row 1"
            + " is NaN"
      })
  void complainsOfLabelsInTheLibrarysWords(String objective, float label, String problem) {
    String[] parameters =
        objective.startsWith("multi:")
            ? new String[] {"objective", objective, "num_class", "3"}
            : new String[] {"objective", objective};
    Fitting given = fitting(parameters);
    Dataset bad =
        Dataset.labelled(new DenseMatrix(2, 1, new float[] {1, 2}), new float[] {label, 1});
    Fitting fitting = Fitting.of(bad, given.parameters());
    assertEquals(
        problem, assertThrows(InvalidDataException.class, () -> BOOST.fit(fitting)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eta|2|Parameter 'eta' has value '2', but must be a number in [0, 1].",
        "learning_rate|x|Parameter 'eta' has value 'x', but must be a number in [0, 1].",
        "objective|multi:softmax|Parameter 'num_class' is required for the multi: objectives.",
        "base_score|1|Parameter 'base_score' must be in (0,1) for logistic loss.",
        "max_dept|3|Parameter 'max_dept' is not known. Did you mean 'max_depth'?",
        "eval_metric|aft-nloglik|Metric 'aft-nloglik' in parameter 'eval_metric' is for the objective"
            + " survival:aft only."
      })
  void refusesParameters(String name, String value, String problem) {
    assertEquals(
        problem,
        assertThrows(InvalidParameterException.class, () -> fitting(name, value)).getMessage());
  }

  @Test
  void saysWhatHasNoEffect() throws IOException {
    List<Progress.Event> events =
        listen(fitting("sketch_eps", "0.1", "tree_method", "gpu_hist", "num_round", "1"));
    String all = only(events, Progress.Message.class).toString();
    assertTrue(all.contains("sketch_eps") && all.contains("hist is used for gpu_hist"), all);
  }

  @Test
  void everyParameterReachesTheLibrary() throws IOException {
    Map<String, String> odd =
        Map.ofEntries(
            Map.entry("eta", "0.9"),
            Map.entry("gamma", "1"),
            Map.entry("max_depth", "1"),
            Map.entry("min_child_weight", "20"),
            Map.entry("max_delta_step", "0.1"),
            Map.entry("subsample", "0.5"),
            Map.entry("colsample_bytree", "0.3"),
            Map.entry("colsample_bylevel", "0.3"),
            Map.entry("colsample_bynode", "0.3"),
            Map.entry("lambda", "50"),
            Map.entry("alpha", "5"),
            Map.entry("max_bin", "3"),
            Map.entry("scale_pos_weight", "9"),
            Map.entry("num_parallel_tree", "2"),
            Map.entry("monotone_constraints", "(-1,0,0,0)"),
            Map.entry("base_score", "0.9"),
            Map.entry("interaction_constraints", "[[0],[1],[2],[3]]"),
            Map.entry("booster", "gblinear"),
            Map.entry("tree_method", "exact"));
    Dataset rows = data(100, 9);
    float[] plain = BOOST.fit(fitting("num_round", "5")).predict(rows.features());
    for (Map.Entry<String, String> entry : odd.entrySet()) {
      float[] changed =
          BOOST
              .fit(fitting("num_round", "5", entry.getKey(), entry.getValue()))
              .predict(rows.features());
      assertFalse(java.util.Arrays.equals(plain, changed), entry::toString);
    }
  }
}
