package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.ContainerProcess;
import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.engine.container.ModelServer.Invocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private Job job(Map<String, String> hyperparameters) throws Exception {
    return new Job(root, IMAGE).hyperparameters(hyperparameters);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  @Test
  void everyFormatTrainsTheSameModel(@TempDir Path others) throws Exception {
    Map<String, byte[]> formats =
        Map.of(
            "text/csv; label_size=1", gzip(Tables.csv(TRAIN)),
            "csv", Tables.csv(TRAIN),
            "", Tables.libsvm(TRAIN),
            "application/x-parquet", ParquetRows.write(TRAIN),
            "application/x-recordio-protobuf", Tables.recordIo(TRAIN));
    Set<Double> metrics = new HashSet<>();
    for (Map.Entry<String, byte[]> format : formats.entrySet()) {
      Job job =
          new Job(others.resolve("job" + format.getKey().length()), IMAGE)
              .hyperparameters(BINARY)
              .channel("train", format.getKey(), format.getValue())
              .channel("validation", "text/csv", Tables.csv(HELD));
      assertEquals(0, job.runHere(), () -> format.getKey() + String.join("\n", job.log));
      metrics.add(job.metric("validation:auc"));
    }
    assertEquals(1, metrics.size(), metrics::toString);
  }

  @Test
  void filesInFoldersAreOneChannelAndHiddenOnesNone() throws Exception {
    Job job =
        job(BINARY)
            .channel("train", "text/csv")
            .file("train", "a/1.csv", Tables.csv(TRAIN.subList(0, 100)))
            .file("train", "b/c/2.csv", Tables.csv(TRAIN.subList(100, TRAIN.size())))
            .file("train", "_SUCCESS", "x".getBytes(StandardCharsets.UTF_8))
            .file("train", ".amazon.manifest", "x".getBytes(StandardCharsets.UTF_8));

    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));

    assertTrue(
        job.log.stream()
            .anyMatch(line -> line.contains("Train matrix has " + TRAIN.size() + " rows")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2,3;0,x,4|Channel 'train': part-0, line 2, column 2: 'x' is not a number",
        "1,2,3;0,4|Channel 'train': part-0, line 2: 2 columns, but part-0, line 1 has 3",
        "1,2,3;,4,5|Channel 'train': part-0, line 2, column 1: the label is missing",
        "1,2,3;7,4,5|label must be in [0,1] for logistic regression",
        "label,a,b;1,2,3|The line looks like a header",
      })
  void badDataIsTheUsersToMend(String rows, String said) throws Exception {
    Job job = job(BINARY).channel("train", "text/csv", Tables.csv(List.of(rows.split(";", -1))));

    assertEquals(Training.CLIENT_ERROR, job.runHere(), () -> String.join("\n", job.log));

    assertTrue(job.failure().startsWith("ClientError: "), job.failure());
    assertTrue(job.failure().contains(said), job.failure());
  }

  @Test
  void badJobsAreTheUsersToMend() throws Exception {
    Job empty = job(BINARY).channel("train", "text/csv");
    assertEquals(Training.CLIENT_ERROR, empty.runHere());
    assertTrue(empty.failure().contains("No data in channel path /opt/ml/input/data/train"));

    Job missing = job(BINARY).channel("validation", "text/csv", Tables.csv(HELD));
    assertEquals(Training.CLIENT_ERROR, missing.runHere());
    assertTrue(missing.failure().contains("The channel 'train' is required"), missing.failure());

    Job extra =
        job(BINARY)
            .channel("train", "text/csv", Tables.csv(TRAIN))
            .channel("test", "text/csv", Tables.csv(HELD));
    assertEquals(Training.CLIENT_ERROR, extra.runHere());
    assertTrue(extra.failure().contains("'test' is not known to XGBoost"), extra.failure());

    Job type = job(BINARY).channel("train", "image/png", Tables.csv(TRAIN));
    assertEquals(Training.CLIENT_ERROR, type.runHere());
    assertTrue(type.failure().contains("'image/png' is not supported"), type.failure());

    Job script =
        job(Map.of("sagemaker_program", "\\\"train.py\\\"", "num_round", "1"))
            .channel("train", "text/csv", Tables.csv(TRAIN));
    assertEquals(Training.CLIENT_ERROR, script.runHere());
    assertTrue(script.failure().contains("script mode"), script.failure());
  }

  @Test
  void aProcessSaysByItsCodeWhoseFaultItIs() throws Exception {
    Job job = job(Map.of()).channel("train", "text/csv", Tables.csv(TRAIN));

    assertEquals(Training.CLIENT_ERROR, job.run());

    assertEquals(
        "ClientError: Parameter 'num_round' is required: it must be an integer ≥ 1.",
        job.failure());
    assertTrue(job.log.getLast().endsWith("ERROR] " + job.failure().substring(13)));
  }

  @Test
  void everyBadHyperparameterIsNamed() throws Exception {
    Job job =
        job(Map.of("num_round", "0", "max_deth", "3", "objective", "binary:logistik"))
            .channel("train", "text/csv", Tables.csv(TRAIN));

    assertEquals(Training.CLIENT_ERROR, job.runHere());

    assertTrue(job.failure().contains("'max_deth' is not known. Did you mean 'max_depth'?"));
    assertTrue(job.failure().contains("'num_round' has value '0', but must be an integer ≥ 1."));
    assertTrue(job.failure().contains("'objective' has value 'binary:logistik', but must be"));
  }

  @Test
  void foldsLeaveModelsAndPredictions() throws Exception {
    Job job =
        job(Map.of(
                "num_round",
                "3",
                "objective",
                "binary:logistic",
                "_kfold",
                "3",
                "eval_metric",
                "logloss"))
            .channel("train", "text/csv", Tables.csv(TRAIN));

    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));

    assertTrue(Files.exists(job.model().resolve("xgboost-model-2")));
    assertEquals(
        TRAIN.size(), Files.readAllLines(root.resolve("output/data/predictions.csv")).size());
    assertTrue(
        job.log.getLast().matches("\\[3]#011train-logloss:[\\d.]+#011validation-logloss:[\\d.]+"),
        job.log.getLast());
  }

  @Test
  void checkpointsAreTakenUp() throws Exception {
    Files.createDirectories(root.resolve("checkpoints"));
    Job job = job(BINARY).channel("train", "text/csv", Tables.csv(TRAIN));
    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));
    job.log.clear();
    Map<String, String> more = new HashMap<>(BINARY);
    more.put("num_round", "22");
    job.hyperparameters(more);

    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));

    assertEquals(
        2,
        job.log.stream()
            .filter(line -> line.startsWith("[2"))
            .filter(line -> line.contains("#011"))
            .count());
    assertTrue(job.log.stream().noneMatch(line -> line.startsWith("[0]")));
  }

  @Test
  void aStoppedProcessKeepsTheRoundsItHas() throws Exception {
    Map<String, String> endless = new HashMap<>(BINARY);
    endless.put("num_round", "1000000");
    endless.put("save_model_on_termination", "true");
    Job job = job(endless).channel("train", "text/csv", Tables.csv(TRAIN));
    CountDownLatch rounds = new CountDownLatch(5);

    ContainerProcess process = job.start(line -> rounds.countDown());
    assertTrue(rounds.await(60, TimeUnit.SECONDS));
    process.stop(Duration.ofSeconds(60));
    int code = process.await();

    assertEquals(Training.TERMINATED, code);
    assertTrue(Files.exists(job.model().resolve("xgboost-model")), () -> job.log.toString());
    assertTrue(job.log.getLast().contains("stopped on request"), job.log.getLast());
  }
}
