package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.ModelServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Linear Learner, from the job's folder to a model that answers. */
final class LinearLearnerTrainingTest {

  private static final String IMAGE = "linear-learner:1";
  private static final List<String> TRAIN = Tables.lines("breast_cancer", 0, 2);
  private static final List<String> HELD = Tables.lines("breast_cancer", 1, 2);
  private static final Map<String, String> BINARY =
      Map.of("predictor_type", "binary_classifier", "epochs", "5", "mini_batch_size", "100");

  @TempDir private Path root;

  @Test
  void csvInAProcessPublishesItsMetrics() throws Exception {
    Job job =
        new Job(root, IMAGE)
            .hyperparameters(BINARY)
            .channel("train", "text/csv", Tables.csv(TRAIN))
            .channel("validation", "text/csv", Tables.csv(HELD))
            .channel("test", "text/csv", Tables.csv(HELD));

    assertEquals(0, job.run(), () -> String.join("\n", job.log));

    assertTrue(job.metric("validation:roc_auc_score") > 0.98);
    assertTrue(job.metric("test:binary_classification_accuracy") > 0.93);
    for (String split : List.of("train", "validation")) {
      assertTrue(job.metric(split + ":objective_loss") < 0.3);
      assertTrue(job.metric(split + ":objective_loss:final") < 0.3);
      assertTrue(job.metric(split + ":binary_f_beta") > 0.9);
      assertTrue(job.metric(split + ":precision") > 0.9);
      assertTrue(job.metric(split + ":recall") > 0.9);
    }
    assertTrue(job.metric("test:objective_loss") < 0.3);
    assertEquals(100, job.metric("train:progress"));
    assertTrue(job.metric("train:throughput") > 0);
    assertTrue(
        job.log.stream()
            .anyMatch(line ->
                line.matches(
                    "\\[\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d INFO \\d+]"
                        + " #quality_metric: host=algo-1, epoch=0, train"
                        + " binary_classification_cross_entropy_objective <loss>=[0-9.e-]+")));
    assertTrue(
        job.log.stream().anyMatch(line -> line.contains("\"model\": 1}, \"Metrics\": {\"train_")));
    try (ZipFile artifact = new ZipFile(job.model().resolve("model_algo-1").toFile())) {
      assertTrue(artifact.getEntry("mx-mod-0000.params").getSize() > 30 * Float.BYTES);
    }
  }

  @Test
  void recordIoIsTheDefault() throws Exception {
    Job job =
        new Job(root, IMAGE)
            .hyperparameters(Map.of("predictor_type", "regressor", "epochs", "20"))
            .channel("train", "", Tables.recordIo(Tables.lines("diabetes", 0, 2)))
            .channel(
                "validation",
                "application/x-recordio-protobuf",
                Tables.recordIo(Tables.lines("diabetes", 1, 2)));

    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));

    // The label's variance is about 5,900.
    assertTrue(job.metric("validation:mse") < 3500, () -> String.join("\n", job.log));
    assertTrue(job.metric("validation:rmse") < 60);
    assertTrue(job.metric("train:absolute_loss") < 50);
  }

  @Test
  void classesArePublishedToo() throws Exception {
    Job job =
        new Job(root, IMAGE)
            .hyperparameters(
                Map.of(
                    "predictor_type", "multiclass_classifier",
                    "num_classes", "3",
                    "_kvstore", "auto",
                    "epochs", "20"))
            .channel("train", "text/csv; label_size = 1", Tables.csv(Tables.lines("iris", 0, 2)))
            .channel("validation", "text/csv", Tables.csv(Tables.lines("iris", 1, 2)));

    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));

    for (String metric :
        List.of("multiclass_accuracy", "macro_recall", "macro_precision", "macro_f_beta")) {
      assertTrue(job.metric("validation:" + metric) > 0.85, metric);
    }
    assertEquals(1, job.metric("validation:multiclass_top_k_accuracy"));
    assertTrue(job.metric("validation:dcg") > 0.9);
    assertTrue(job.log.stream().anyMatch(line -> line.contains("'_kvstore' has no effect")));
    try (ModelServer server = job.serve(Map.of())) {
      String row = Tables.features(Tables.lines("iris", 0, 200)).getFirst();
      String text = Talk.text(Talk.ask(server, "text/csv", "", row));
      assertTrue(
          text.matches(
              "\\{\"predictions\": \\[\\{\"score\": \\[0\\.\\d+, 0\\.\\d+, [\\d.e-]+],"
                  + " \"predicted_label\": 0\\.0}]}"),
          text);
    }
  }

  @Test
  void checkpointsAreTakenUp() throws Exception {
    Job job =
        new Job(root, IMAGE)
            .hyperparameters(BINARY)
            .channel("train", "text/csv", Tables.csv(TRAIN));
    Files.writeString(root.resolve("input/config/checkpointconfig.json"), "{\"S3Uri\":\"s3://b\"}");

    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));
    assertTrue(Files.exists(root.resolve("checkpoints/linear.checkpoint")));
    job.log.clear();
    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));

    assertTrue(job.log.stream().noneMatch(line -> line.contains("epoch=0, train")), "began again");
  }

  @Test
  void aLabelThatIsNoClassIsTheUsersToMend() throws Exception {
    Job job =
        new Job(root, IMAGE)
            .hyperparameters(BINARY)
            .channel("train", "text/csv", Tables.csv(List.of("0,1,2", "1,2,3", "2,3,4")));

    assertEquals(Training.CLIENT_ERROR, job.runHere());

    assertTrue(job.failure().startsWith("ClientError: "), job.failure());
    assertTrue(job.failure().contains("2"), job.failure());
    assertTrue(job.failure().contains("row"), job.failure());
  }
}
