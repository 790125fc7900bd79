package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.ModelServer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K-Means, from the job's folder to a model that answers. */
final class KMeansTrainingTest {

  private static final String IMAGE = "kmeans:1";
  private static final List<String> DIGITS = Tables.lines("digits", 0, 3);
  private static final Map<String, String> TEN =
      Map.of("k", "10", "feature_dim", "64", "mini_batch_size", "200", "force_dense", "True");

  @TempDir private Path root;

  @Test
  void csvInAProcessPublishesItsMetrics() throws Exception {
    byte[] features = Tables.csv(Tables.features(DIGITS));
    Job job =
        new Job(root, IMAGE)
            .hyperparameters(TEN)
            .channel("train", "text/csv;label_size=0", features)
            .channel("test", "text/csv;label_size=0", features);

    assertEquals(0, job.run(), () -> String.join("\n", job.log));

    // All 1,797 rows have 648 (1.16518e6 over the rows).
    assertEquals(650, job.metric("train:msd"), 20);
    assertEquals(job.metric("train:msd"), job.metric("test:msd"), 1e-3);
    assertEquals(100, job.metric("train:progress"));
    assertTrue(job.metric("train:throughput") > 0);
    assertTrue(job.log.stream().anyMatch(line -> line.endsWith("shrinking 100 centers into 10")));
    assertTrue(
        job.log.stream()
            .anyMatch(line ->
                line.endsWith("'extra_center_factor' was set to 'auto', evaluated to 10.")));
    ByteBuffer artifact =
        ByteBuffer.wrap(Files.readAllBytes(job.model().resolve("model_algo-1")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0x112, artifact.getLong(0));
    assertEquals(10, artifact.getLong(36));
    assertEquals(64, artifact.getLong(44));
    try (ModelServer server = job.serve(Map.of())) {
      String[] lines =
          Talk.text(Talk.ask(server, "text/csv", "text/csv", features)).split("\n", -1);
      assertEquals(DIGITS.size() + 1, lines.length);
      double sum = 0;
      for (String line : lines) {
        double distance = line.isEmpty() ? 0 : Double.parseDouble(line.split(",", -1)[1]);
        sum += distance * distance;
      }
      assertEquals(job.metric("train:msd"), sum / DIGITS.size(), 0.1);
    }
  }

  @Test
  void filesMayBeNamedInAnyScript() throws Exception {
    byte[] features = Tables.csv(Tables.features(DIGITS));
    Job job =
        new Job(root.resolve("Prüfung"), IMAGE)
            .hyperparameters(TEN)
            .channel("train", "text/csv;label_size=0")
            .file("train", "données/数字.csv", features);

    assertEquals(0, job.run(), () -> String.join("\n", job.log));

    assertEquals(650, job.metric("train:msd"), 20);
  }

  @Test
  void recordIoAndSsd() throws Exception {
    Job job =
        new Job(root, IMAGE)
            .hyperparameters(
                Map.of("k", "3", "feature_dim", "4", "eval_metrics", "[\"msd\",\"ssd\"]"))
            .channel("train", "", Tables.recordIo(Tables.lines("iris", 0, 1)));

    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));

    // scikit-learn's KMeans ends at 78.85.
    assertEquals(78.85, job.metric("train:ssd"), 0.8);
    assertTrue(job.log.stream().anyMatch(line -> line.endsWith("Test data is not provided.")));
  }

  @Test
  void aLabelColumnThatIsNoneIsExplained() throws Exception {
    Job job =
        new Job(root, IMAGE)
            .hyperparameters(TEN)
            .channel("train", "text/csv", Tables.csv(Tables.features(DIGITS)));

    assertEquals(Training.CLIENT_ERROR, job.runHere());

    assertTrue(job.failure().contains("'text/csv;label_size=0'"), job.failure());
  }

  @Test
  void everyBadHyperparameterIsNamedWithWhatIsAllowed() throws Exception {
    Job job =
        new Job(root, IMAGE)
            .hyperparameters(Map.of("k", "1", "epoch", "3", "init_method", "best"))
            .channel("train", "text/csv;label_size=0", Tables.csv(Tables.features(DIGITS)));

    assertEquals(Training.CLIENT_ERROR, job.runHere());

    assertEquals(
        "ClientError: Parameter 'epoch' is not known. Did you mean 'epochs'? Parameter"
            + " 'feature_dim' is required: it must be an integer ≥ 1. Parameter 'k' has value '1',"
            + " but must be an integer ≥ 2. Parameter 'init_method' has value 'best', but must be"
            + " one of: random, kmeans++.",
        job.failure());
  }
}
