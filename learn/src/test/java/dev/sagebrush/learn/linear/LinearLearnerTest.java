package dev.sagebrush.learn.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.InvalidParameterException;
import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Progress;
import dev.sagebrush.learn.Progress.FinalMeasured;
import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.Split;
import dev.sagebrush.learn.metrics.Confusion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearLearnerTest {
  private static final LinearLearner ALGORITHM = new LinearLearner();
  private static final int COLUMNS = 3;

  private static Fitting fitting(Dataset data, String task, String... more) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("predictor_type", task);
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    return Fitting.of(data, ALGORITHM.parameters().parse(parameters));
  }

  /** Features of very different size: N(0, 1), N(1000, 100), N(0, 0.001); half of them zero. */
  private static float[] features(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * COLUMNS];
    for (int i = 0; i < values.length; i += COLUMNS) {
      values[i] = (float) random.nextGaussian();
      values[i + 1] = (float) (1000 + 100 * random.nextGaussian());
      values[i + 2] = (float) (0.001 * random.nextGaussian());
    }
    return values;
  }

  private static double target(float[] values, int row) {
    int at = row * COLUMNS;
    return 3 * values[at] - 0.02 * (values[at + 1] - 1000) + 2000 * values[at + 2];
  }

  private static Dataset numbers(int rows, double noise) {
    float[] values = features(rows, 1);
    SplittableRandom random = new SplittableRandom(2);
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = (float) (50 + target(values, row) + noise * random.nextGaussian());
    }
    return Dataset.labelled(new DenseMatrix(rows, COLUMNS, values), labels);
  }

  private static Dataset classes(int rows, double bound) {
    float[] values = features(rows, 3);
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = target(values, row) > bound ? 1 : 0;
    }
    return Dataset.labelled(new DenseMatrix(rows, COLUMNS, values), labels);
  }

  /** Classes that overlap; about a sixth of the rows is labelled 1. */
  private static Dataset noisy(int rows, double bound) {
    float[] values = features(rows, 7);
    float[] labels = new float[rows];
    SplittableRandom random = new SplittableRandom(8);
    for (int row = 0; row < rows; row++) {
      labels[row] = target(values, row) + 4 * random.nextGaussian() > bound ? 1 : 0;
    }
    return Dataset.labelled(new DenseMatrix(rows, COLUMNS, values), labels);
  }

  private static List<Measurement> finals(Fitting fitting) throws IOException {
    List<Measurement> all = new ArrayList<>();
    ALGORITHM.fit(
        fitting.withProgress(event -> {
          if (event instanceof FinalMeasured(Measurement measurement)) {
            all.add(measurement);
          }
        }));
    return all;
  }

  private static double measured(List<Measurement> all, Split split, String metric) {
    return all.stream()
        .filter(one -> one.split() == split && one.metric().equals(metric))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static void findsThePlane(String loss, String optimizer) throws IOException {
    Fitting fitting =
        fitting(
            numbers(1000, 0),
            "regressor",
            "loss",
            loss,
            "optimizer",
            optimizer,
            "epochs",
            "40",
            "mini_batch_size",
            "50",
            "num_models",
            "16");
    LinearModel model = ALGORITHM.fit(fitting);
    float[] weights = model.weights().values();
    assertEquals(3, weights[0], 0.15, loss + " " + optimizer);
    assertEquals(-0.02, weights[1], 0.001, loss + " " + optimizer);
    assertEquals(2000, weights[2], 100, loss + " " + optimizer);
    assertEquals(70, model.bias()[0], 1, loss + " " + optimizer);
  }

  @Test
  void everyRegressionLossFindsThePlane() throws IOException {
    findsThePlane("squared_loss", "auto");
    findsThePlane("absolute_loss", "auto");
    findsThePlane("eps_insensitive_squared_loss", "auto");
    findsThePlane("eps_insensitive_absolute_loss", "auto");
    findsThePlane("quantile_loss", "auto");
    findsThePlane("huber_loss", "auto");
  }

  @Test
  void everyOptimizerFindsThePlane() throws IOException {
    findsThePlane("squared_loss", "adam");
    findsThePlane("squared_loss", "rmsprop");
    findsThePlane("squared_loss", "sgd");
  }

  @Test
  void quantileLossLeavesItsPartBelow() throws IOException {
    Dataset data = numbers(4000, 5);
    LinearModel model =
        ALGORITHM.fit(fitting(data, "regressor", "loss", "quantile_loss", "quantile", "0.9"));
    float[] scores = model.predict(data.features());
    double below = 0;
    for (int i = 0; i < scores.length; i++) {
      below += data.labels()[i] <= scores[i] ? 1 : 0;
    }
    assertEquals(0.9, below / scores.length, 0.03);
  }

  @Test
  void separatesTwoClasses() throws IOException {
    for (String loss : List.of("logistic", "hinge_loss")) {
      Fitting fitting = fitting(classes(3000, 0), "binary_classifier", "loss", loss);
      List<Measurement> all = finals(fitting.withTest(classes(1000, 0)));
      assertTrue(measured(all, Split.TEST, "binary_classification_accuracy") > 0.98, loss);
      assertTrue(measured(all, Split.TEST, "roc_auc_score") > 0.998, loss);
      assertTrue(measured(all, Split.TRAIN, "binary_f_1.000") > 0.98, loss);
    }
  }

  @Test
  void separatesManyClasses() throws IOException {
    Dataset two = classes(3000, 2);
    float[] labels = two.labels().clone();
    float[] values = two.features().dense().values();
    for (int row = 0; row < labels.length; row++) {
      labels[row] += target(values, row) > -2 ? 1 : 0;
    }
    Dataset data = Dataset.labelled(two.features(), labels);
    for (String balanced : List.of("false", "true")) {
      Fitting fitting =
          fitting(
              data,
              "multiclass_classifier",
              "num_classes",
              "3",
              "balance_multiclass_weights",
              balanced);
      List<Measurement> all = finals(fitting);
      assertTrue(measured(all, Split.TRAIN, "multiclass_accuracy") > 0.9);
      assertTrue(measured(all, Split.TRAIN, "multiclass_balanced_accuracy") > 0.9);
      assertEquals(1, measured(all, Split.TRAIN, "multiclass_top_k_accuracy_3"));
      LinearModel model = ALGORITHM.fit(fitting);
      float[] output = model.predict(data.features().slice(0, 1));
      assertEquals(4, output.length);
      assertEquals(1, output[0] + output[1] + output[2], 1e-5f);
    }
  }

  @Test
  void sparseTrainingLearnsTheSameModel() throws IOException {
    Dataset dense = classes(1500, 0);
    long[] offsets = new long[1501];
    int[] columns = new int[1500 * COLUMNS];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i % COLUMNS;
      offsets[i / COLUMNS + 1] = i + 1L;
    }
    float[] values = dense.features().dense().values();
    Dataset sparse =
        Dataset.labelled(new SparseMatrix(1500, COLUMNS, offsets, columns, values), dense.labels());
    String[] one = {"num_models", "1", "learning_rate", "0.05"};
    float[] expected = ALGORITHM.fit(fitting(dense, "binary_classifier", one)).weights().values();
    float[] found = ALGORITHM.fit(fitting(sparse, "binary_classifier", one)).weights().values();
    for (int j = 0; j < COLUMNS; j++) {
      assertEquals(expected[j], found[j], 0.01 * Math.abs(expected[j]));
    }
  }

  @Test
  void criteriaMoveTheThreshold() throws IOException {
    Dataset data = noisy(4000, 4);
    String word = "binary_classifier_model_selection_criteria";
    for (Map.Entry<String, String> target :
        Map.of(
                "precision_at_target_recall", "target_recall",
                "recall_at_target_precision", "target_precision")
            .entrySet()) {
      List<Measurement> all =
          finals(
              fitting(data, "binary_classifier", word, target.getKey(), target.getValue(), "0.9"));
      String metric = target.getValue().substring("target_".length());
      assertEquals(0.9, measured(all, Split.TRAIN, metric), 0.02, target.getKey());
    }
    double f =
        measured(
            finals(fitting(data, "binary_classifier", word, "f1")), Split.TRAIN, "binary_f_1.000");
    double plain =
        measured(
            finals(fitting(data, "binary_classifier", word, "loss_function")),
            Split.TRAIN,
            "binary_f_1.000");
    assertTrue(f > plain, f + " against " + plain);
  }

  @Test
  void weighingTheLabelOneFindsMoreOfThem() throws IOException {
    double plain = recallWith("1", "loss_function");
    double balanced = recallWith("balanced", "loss_function");
    assertTrue(balanced > plain + 0.2, balanced + " against " + plain);
    assertTrue(recallWith("auto", "f1") > plain);
  }

  private static double recallWith(String multiple, String criterion) throws IOException {
    Fitting fitting =
        fitting(
            noisy(4000, 6),
            "binary_classifier",
            "num_models",
            "6",
            "binary_classifier_model_selection_criteria",
            criterion,
            "positive_example_weight_mult",
            multiple);
    return measured(finals(fitting), Split.TRAIN, "recall");
  }

  @Test
  void thresholdSearchAgreesWithTryingAll() {
    SplittableRandom random = new SplittableRandom(5);
    for (String word : List.of("accuracy", "f_beta", "precision_at_target_recall")) {
      Criterion criterion = new Criterion(word, 0.8, 0.6, 2);
      for (int trial = 0; trial < 50; trial++) {
        float[] scores = new float[30];
        float[] labels = new float[30];
        for (int i = 0; i < 30; i++) {
          scores[i] = random.nextInt(10) / 10f;
          labels[i] = random.nextInt(2);
        }
        double most = Double.NEGATIVE_INFINITY;
        for (int t = 0; t <= 10; t++) {
          Confusion all = Confusion.at(t / 10f - 0.05f, scores, labels);
          double value =
              switch (word) {
                case "accuracy" -> all.accuracy();
                case "f_beta" -> all.fBeta(2);
                default -> all.recall() >= 0.6 ? all.precision() : Double.NEGATIVE_INFINITY;
              };
          most = Math.max(most, value);
        }
        Criterion.Choice choice = criterion.best(scores, labels, 0.5f);
        assertEquals(most, choice.value(), 1e-9, word);
      }
    }
  }

  @Test
  void aPenaltyShrinksAndL1Zeroes() throws IOException {
    Dataset data = numbers(1000, 1);
    String[] one = {
      "num_models", "1", "optimizer", "adam", "epochs", "40", "mini_batch_size", "50"
    };
    String[] wd = {
      "num_models", "1", "optimizer", "adam", "epochs", "40", "mini_batch_size", "50", "wd", "1"
    };
    String[] l1 = {
      "num_models", "1", "optimizer", "adam", "epochs", "40", "mini_batch_size", "50", "l1", "100"
    };
    float plain = ALGORITHM.fit(fitting(data, "regressor", one)).weights().values()[0];
    float shrunk = ALGORITHM.fit(fitting(data, "regressor", wd)).weights().values()[0];
    assertTrue(shrunk < 0.8 * plain, shrunk + " against " + plain);
    assertArrayEquals(
        new float[3], ALGORITHM.fit(fitting(data, "regressor", l1)).weights().values());
  }

  @Test
  void tellsWhatHappensAndStopsEarly() throws IOException {
    List<Progress.Event> events = new ArrayList<>();
    Dataset data = numbers(2000, 1);
    ALGORITHM.fit(
        fitting(data, "regressor", "epochs", "100", "num_models", "5")
            .withValidation(numbers(500, 1))
            .withProgress(events::add));
    long epochs = events.stream().filter(Progress.EpochFinished.class::isInstance).count();
    assertTrue(epochs > 3 && epochs < 100, epochs + " epochs");
    assertEquals(
        5 * epochs, events.stream().filter(Progress.ModelMeasured.class::isInstance).count());
    assertEquals(
        2 * epochs, events.stream().filter(Progress.EpochMeasured.class::isInstance).count());
    assertTrue(events.stream().anyMatch(Progress.StoppedEarly.class::isInstance));
    assertTrue(events.stream().anyMatch(Progress.ScalerFitted.class::isInstance));
    assertTrue(events.stream().anyMatch(Progress.BestModelFound.class::isInstance));
    assertTrue(events.contains(new Progress.SplitAbsent(Split.TEST)));
  }

  @Test
  void refusesWhatItCannotUse() {
    assertEquals(
        "Parameter 'loss' has value 'logistic', but with predictor_type 'regressor' must be one of:"
            + " auto, squared_loss, absolute_loss, eps_insensitive_squared_loss,"
            + " eps_insensitive_absolute_loss, quantile_loss, huber_loss.",
        assertThrows(
                InvalidParameterException.class,
                () -> fitting(numbers(10, 0), "regressor", "loss", "logistic"))
            .getMessage());
    assertEquals(
        "Parameter 'num_classes' is required with predictor_type 'multiclass_classifier': it must"
            + " be an integer in [3, 1000000].",
        assertThrows(
                InvalidParameterException.class,
                () -> fitting(numbers(10, 0), "multiclass_classifier"))
            .getMessage());
    Dataset data = classes(10, 0);
    data.labels()[4] = 2;
    assertEquals(
        "The label of row 4 of the train data is 2.0: a binary_classifier needs integers from 0 to"
            + " 1.",
        assertThrows(
                InvalidDataException.class, () -> ALGORITHM.fit(fitting(data, "binary_classifier")))
            .getMessage());
  }

  @Test
  void readsTheGoldenFileOfVersionOne() throws IOException, URISyntaxException {
    Path golden = Path.of(getClass().getResource("/golden/linear/v1").toURI());
    LinearModel model = ALGORITHM.load(golden);
    assertEquals(Task.BINARY, model.task());
    assertEquals(0.25f, model.threshold());
    assertArrayEquals(new float[] {1, -2, 0.5f}, model.weights().values());
    assertArrayEquals(new float[] {-1}, model.bias());
    float[] output = model.predict(new DenseMatrix(1, 3, new float[] {2, 0.5f, 0}));
    assertArrayEquals(new float[] {0.5f, 1}, output);
    assertEquals("fedcba9876543210", model.provenance().data());
  }
}
