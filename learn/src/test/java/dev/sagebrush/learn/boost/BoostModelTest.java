package dev.sagebrush.learn.boost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.SparseMatrix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain Java predictor against the native library that trained the model. */
class BoostModelTest {
  private static final int ROWS = 300;
  private static final int COLUMNS = 7;

  static Stream<Map<String, String>> settings() {
    List<Map<String, String>> all = new ArrayList<>();
    for (String objective : BoostParameters.OBJECTIVES) {
      if (!objective.equals("reg:linear")) {
        all.add(with("objective", objective, "max_depth", "4"));
      }
    }
    for (String objective : List.of("reg:squarederror", "binary:logistic", "multi:softprob")) {
      all.add(with("objective", objective, "booster", "dart", "rate_drop", "0.3"));
      all.add(with("objective", objective, "booster", "gblinear"));
      all.add(with("objective", objective, "num_parallel_tree", "3", "subsample", "0.6"));
      all.add(
          with(
              "objective",
              objective,
              "base_score",
              "0.3",
              "max_depth",
              "0",
              "max_leaves",
              "9",
              "grow_policy",
              "lossguide"));
      all.add(with("objective", objective, "tree_method", "exact", "alpha", "0.5"));
      all.add(with("objective", objective, "max_depth", "1"));
    }
    return all.stream();
  }

  private static Map<String, String> with(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    if (map.get("objective").startsWith("multi:")) {
      map.put("num_class", "3");
    }
    return map;
  }

  private static float label(String objective, double signal) {
    if (objective.equals("rank:map")) {
      return signal > 0 ? 1 : 0;
    }
    return switch (objective.substring(0, objective.indexOf(':'))) {
      case "binary" -> signal > 0 ? 1 : 0;
      case "multi", "rank" -> signal < -0.5 ? 0 : signal > 0.5 ? 2 : 1;
      case "count" -> (float) Math.floor(Math.exp(signal));
      case "survival" -> (float) Math.exp(signal);
      default ->
          switch (objective) {
            case "reg:logistic" -> (float) (1 / (1 + Math.exp(-signal)));
            case "reg:gamma", "reg:tweedie" -> (float) Math.exp(signal);
            case "reg:squaredlogerror" -> (float) Math.abs(signal);
            default -> (float) signal;
          };
    };
  }

  private static Dataset data(String objective, boolean sparse, long seed) {
    Random random = new Random(seed);
    float[] values = new float[ROWS * COLUMNS];
    float[] labels = new float[ROWS];
    int[] groups = new int[objective.startsWith("rank:") ? ROWS : 0];
    for (int row = 0; row < ROWS; row++) {
      double signal = 0;
      for (int column = 0; column < COLUMNS; column++) {
        boolean missing = random.nextInt(6) == 0;
        float value = (float) random.nextGaussian();
        values[row * COLUMNS + column] = missing ? Float.NaN : value;
        signal += missing ? 0.1 : value * (column - 3) / 6;
      }
      labels[row] = label(objective, signal);
      if (groups.length > 0) {
        groups[row] = row / 20;
      }
    }
    DenseMatrix dense = new DenseMatrix(ROWS, COLUMNS, values);
    return new Dataset(sparse ? sparse(dense) : dense, labels, new float[0], groups);
  }

  private static SparseMatrix sparse(DenseMatrix dense) {
    long[] offsets = new long[dense.rows() + 1];
    // Longer than what is stored, as a reader's arrays are.
    int[] indices = new int[dense.values().length + 5];
    float[] values = new float[indices.length];
    int stored = 0;
    for (int row = 0; row < dense.rows(); row++) {
      for (int column = 0; column < dense.columns(); column++) {
        float value = dense.values()[row * dense.columns() + column];
        if (!Float.isNaN(value)) {
          indices[stored] = column;
          values[stored++] = value;
        }
      }
      offsets[row + 1] = stored;
    }
    return new SparseMatrix(dense.rows(), dense.columns(), offsets, indices, values);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void predictsAsTheNativeLibraryDoes(Map<String, String> settings) {
    String objective = settings.get("objective");
    for (boolean sparse : new boolean[] {false, true}) {
      Dataset data = data(objective, sparse, 11);
      boolean bounds = objective.equals("survival:aft");
      try (NativeMatrix matrix = NativeMatrix.of(data, COLUMNS, bounds, 1);
          NativeBooster booster = NativeBooster.create(List.of(matrix))) {
        booster.set("nthread", "1");
        settings.forEach(booster::set);
        for (int round = 0; round < 12; round++) {
          booster.update(round, matrix);
        }
        BoostModel model = BoostModel.of(booster.save(), "model");
        assertEquals(objective, model.objective());
        assertEquals(COLUMNS, model.features());
        close(booster.predict(matrix, false), model.predict(data.features()));
        if (!sparse) {
          float[] margins = new float[ROWS * model.margins()];
          DenseMatrix rows = (DenseMatrix) data.features();
          for (int row = 0; row < ROWS; row++) {
            model.margins(rows.values(), row * COLUMNS, COLUMNS, margins, row * model.margins());
          }
          close(booster.predict(matrix, true), margins);
        }
      }
    }
  }

  private static void close(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 2e-6f * Math.max(1, Math.abs(expected[i])));
    }
  }

  @Test
  void readsJsonAsItReadsUbjson() {
    Dataset data = data("multi:softprob", false, 5);
    try (NativeMatrix matrix = NativeMatrix.of(data, COLUMNS, false, 1);
        NativeBooster booster = NativeBooster.create(List.of(matrix))) {
      booster.set("nthread", "1");
      booster.set("objective", "multi:softprob");
      booster.set("num_class", "3");
      booster.set("max_depth", "2");
      for (int round = 0; round < 3; round++) {
        booster.update(round, matrix);
      }
      assertArrayEquals(
          BoostModel.of(booster.save("json"), "json").predict(data.features()),
          BoostModel.of(booster.save("ubj"), "ubj").predict(data.features()));
    }
  }

  @Test
  void treatsFeaturesBeyondTheRowAsMissing() {
    Dataset data = data("reg:squarederror", false, 3);
    try (NativeMatrix matrix = NativeMatrix.of(data, COLUMNS, false, 1);
        NativeBooster booster = NativeBooster.create(List.of(matrix))) {
      booster.update(0, matrix);
      BoostModel model = BoostModel.of(booster.save(), "model");
      float[] row = {1, 2, 3, Float.NaN, Float.NaN, Float.NaN, Float.NaN};
      float[] whole = new float[1];
      float[] part = new float[1];
      model.predict(row, 0, COLUMNS, whole, 0);
      model.predict(row, 0, 3, part, 0);
      assertArrayEquals(whole, part);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "{", "{}", "[]", "{\"learner\":3}", "binf0000", "{\"a\":[1,2", "{L"})
  void refusesWhatIsNoModel(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    String message =
        assertThrows(InvalidDataException.class, () -> BoostModel.of(bytes, "f")).getMessage();
    assertTrue(message.startsWith("f is not a model file that can be read: "), message);
  }

  @Test
  void saysWhatToDoWithAPickleOrAnOldFile() {
    byte[] pickle = {(byte) 0x80, 4, 1, 2};
    String message =
        assertThrows(InvalidDataException.class, () -> BoostModel.of(pickle, "f")).getMessage();
    assertTrue(message.contains("Booster.save_model"), message);
  }
}
