package dev.sagebrush.learn.boost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.data.Fuzz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModelFuzzTest {
  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ModelFuzzTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  @Test
  void modelFiles() throws IOException {
    List<byte[]> good =
        List.of(
            resource("golden-v3.ubj"), resource("golden-v3.json"), resource("categorical.json"));
    float[] row = {1, 2, Float.NaN, 0.5f};
    int inputs = Fuzz.inputs(5_000);
    int read =
        Fuzz.run(
            good,
            inputs,
            input -> {
              BoostModel model = BoostModel.of(input, "fuzz");
              float[] output = new float[model.margins()];
              model.predict(row, 0, row.length, output, 0);
            });
    assertTrue(read > 0 && read < inputs, "some are read, some refused");
  }

  /** Written by XGBoost 3.0.4; the expected values come from walking its JSON by other means. */
  @Test
  void goldenFilesPredictWhatTheyDid() throws IOException {
    float[] expected = {0.39695578f, 0.34951652f, 0.25352770f};
    for (String name : List.of("golden-v3.ubj", "golden-v3.json")) {
      BoostModel model = BoostModel.of(resource(name), name);
      assertEquals("multi:softprob", model.objective());
      float[] output = new float[3];
      model.predict(new float[] {1, -0.5f, Float.NaN, 0.25f}, 0, 4, output, 0);
      for (int i = 0; i < 3; i++) {
        assertEquals(expected[i], output[i], 1e-6f, name);
      }
    }
  }

  @Test
  void refusesNodesThatAreReachedTwice() throws IOException {
    String good = new String(resource("categorical.json"), StandardCharsets.UTF_8);
    String twice = good.replace("\"right_children\": [2,", "\"right_children\": [1,");
    byte[] bytes = twice.getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "m is not a model file that can be read: a tree's nodes do not form a tree",
        assertThrows(InvalidDataException.class, () -> BoostModel.of(bytes, "m")).getMessage());
  }

  /** Written by hand after the published schema: one split by category, one prior a class. */
  @Test
  void splitsByCategory() throws IOException {
    BoostModel model = BoostModel.of(resource("categorical.json"), "categorical.json");
    float[] output = new float[1];
    float[][] cases = {
      {1, 20.5f},
      {3, 20.5f},
      {40, 20.5f},
      {0, 10.5f},
      {2, 10.5f},
      {99, 10.5f},
      {-1, 10.5f},
      {Float.NaN, 20.5f}
    };
    for (float[] one : cases) {
      model.predict(one, 0, 1, output, 0);
      assertEquals(one[1], output[0], "category " + one[0]);
    }
  }
}
