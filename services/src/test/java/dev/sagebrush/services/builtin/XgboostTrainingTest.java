package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.engine.container.ModelServer.Invocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XGBoost as a process, from the job's folder to a model that answers. */
final class XgboostTrainingTest {

  private static final String IMAGE = "sagemaker-xgboost:1.7-1";
  private static final List<String> TRAIN = Tables.lines("breast_cancer", 0, 2);
  private static final List<String> HELD = Tables.lines("breast_cancer", 1, 2);
  private static final Map<String, String> BINARY =
      Map.of("num_round", "20", "objective", "binary:logistic", "eval_metric", "auc,accuracy");

  @TempDir private Path root;

  @Test
  void csvBecomesAModelThatAnswers() throws Exception {
    Job job =
        new Job(root, IMAGE)
            .hyperparameters(BINARY)
            .channel("train", "text/csv", Tables.csv(TRAIN))
            .channel("validation", "text/csv", Tables.csv(HELD));

    assertEquals(0, job.run(), () -> String.join("\n", job.log));

    assertTrue(job.metric("validation:auc") > 0.98);
    assertTrue(job.metric("validation:accuracy") > 0.93);
    assertTrue(job.metric("train:auc") > job.metric("validation:auc"));
    assertEquals(
        20,
        job.log.stream()
            .filter(line -> line.startsWith("["))
            .filter(line -> line.matches("\\[\\d+]#011train-auc:\\d\\.\\d{5}#011.*"))
            .count());
    assertTrue(Files.exists(job.model().resolve("xgboost-model")));
    try (ModelServer server = Job.image(IMAGE).serve(job.model(), Map.of())) {
      byte[] rows = Tables.csv(Tables.features(HELD));
      var reply = server.invoke(new Invocation(rows, "text/csv", "", ""));
      assertEquals(200, reply.status());
      String[] scores = new String(reply.body(), StandardCharsets.UTF_8).split("\n", -1);
      assertEquals(HELD.size() + 1, scores.length);
      int right = 0;
      for (int i = 0; i < HELD.size(); i++) {
        right += (Float.parseFloat(scores[i]) > 0.5) == HELD.get(i).startsWith("1") ? 1 : 0;
      }
      assertEquals(job.metric("validation:accuracy"), (double) right / HELD.size(), 1e-5);
    }
  }
}
