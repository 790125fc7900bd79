package dev.sagebrush.services.sagemaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.TarGz;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import dev.sagebrush.model.sagemaker.ListTrainingJobsRequest;
import dev.sagebrush.model.sagemaker.ListTrainingJobsResponse;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemaker.SecondaryStatusTransition;
import dev.sagebrush.model.sagemaker.StopTrainingJobRequest;
import dev.sagebrush.model.sagemaker.StoppingCondition;
import dev.sagebrush.model.sagemaker.TrainingJobSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingJobsTest {

  @TempDir Path folder;
  private Harness harness;

  @BeforeEach
  void open() {
    harness = new Harness(folder, 1);
    harness.bucket(Harness.BUCKET);
    harness.put("in/a.csv", "1,2\n");
    harness.put("in/deep/b.csv", "3,4\n");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void trains() throws Exception {
    harness.image(
        "trainer",
        "echo start; echo loss=0.5; echo loss=0.25 >&2;"
            + "cat input/data/train/a.csv input/data/train/deep/b.csv > model/model.txt;"
            + "cat input/config/hyperparameters.json > output/data/hp; echo $TRAINING_JOB_NAME");
    DescribeTrainingJobResponse job =
        harness.train(Harness.training("first", "trainer").hyperParameters(Map.of("k", "3")));
    assertEquals("Completed", job.trainingJobStatus(), job.failureReason());
    assertEquals("Completed", job.secondaryStatus());
    assertEquals(
        List.of("Starting", "Downloading", "Training", "Uploading", "Completed"), statuses(job));
    assertEquals(
        List.of(
            "Preparing the instances for training",
            "Downloading input data",
            "Training image download completed. Training in progress.",
            "Uploading generated training model",
            "Training job completed"),
        job.secondaryStatusTransitions().stream()
            .map(SecondaryStatusTransition::statusMessage)
            .toList());
    assertEquals(
        "arn:aws:sagemaker:us-east-1:000000000000:training-job/first", job.trainingJobArn());
    assertEquals(
        "s3://data/out/first/output/model.tar.gz", job.modelArtifacts().s3ModelArtifacts());
    assertEquals(86_400, job.stoppingCondition().maxRuntimeInSeconds());
    assertEquals("1,2\n3,4\n", unpacked("out/first/output/model.tar.gz", "model.txt"));
    assertEquals("{\"k\":\"3\"}", unpacked("out/first/output/output.tar.gz", "hp"));
    assertEquals("loss", job.finalMetricDataList().getFirst().metricName());
    assertEquals(0.25f, job.finalMetricDataList().getFirst().value());
    assertEquals(
        List.of(0.5, 0.25),
        harness.recorder.metrics().stream().map(metric -> metric.value()).toList());
    long epoch = job.creationTime().getEpochSecond();
    assertEquals(
        List.of("start", "loss=0.5", "loss=0.25", "first"),
        harness.recorder.streams().get("/aws/sagemaker/TrainingJobs:first/algo-1-" + epoch));
  }

  private static List<String> statuses(DescribeTrainingJobResponse job) {
    return job.secondaryStatusTransitions().stream()
        .map(SecondaryStatusTransition::status)
        .toList();
  }

  private String unpacked(String key, String name) throws IOException {
    Path target = folder.resolve("unpacked").resolve(key);
    TarGz.unpack(new ByteArrayInputStream(harness.bytes(key)), target);
    return Files.readString(target.resolve(name));
  }

  @Test
  void failsWithWhatTheContainerSays() throws Exception {
    harness.image("broken", "echo 'ClientError: no label' > output/failure; exit 2");
    DescribeTrainingJobResponse job = harness.train(Harness.training("bad", "broken"));
    assertEquals("Failed", job.trainingJobStatus());
    assertEquals("ClientError: no label, exit code: 2", job.failureReason());
    assertEquals("Failed", statuses(job).getLast());

    harness.image("silent", "exit 3");
    assertEquals(
        "AlgorithmError: , exit code: 3",
        harness.train(Harness.training("silent", "silent")).failureReason());
  }

  @Test
  void failsWithoutData() throws Exception {
    harness.image("trainer", "true");
    DescribeTrainingJobResponse job =
        harness.train(
            Harness.training("empty", "trainer")
                .inputDataConfig(List.of(Harness.channel("train", "s3://data/none/").build())));
    assertEquals("Failed", job.trainingJobStatus());
    assertTrue(
        job.failureReason()
            .startsWith("ClientError: No S3 objects found under S3 URL \"s3://data/none/\""),
        job.failureReason());
    job =
        harness.train(
            Harness.training("no-bucket", "trainer")
                .inputDataConfig(List.of(Harness.channel("train", "s3://absent/x").build())));
    assertTrue(
        job.failureReason().startsWith("ClientError: Data download failed:NoSuchBucket (404)"),
        job.failureReason());
  }

  @Test
  void stops() throws Exception {
    harness.image(
        "slow",
        "trap 'echo partial > model/model.txt; exit 0' TERM; echo loss=1;"
            + "while true; do sleep 0.05; done");
    harness.ask(SageMakerApi.CREATE_TRAINING_JOB, Harness.training("slow", "slow").build());
    Waiting.until(() ->
        !harness.describe("slow").secondaryStatusTransitions().isEmpty()
            && statuses(harness.describe("slow")).contains("Training"));
    Waiting.until(() -> Files.exists(mark("slow")));
    harness.ask(
        SageMakerApi.STOP_TRAINING_JOB,
        StopTrainingJobRequest.builder().trainingJobName("slow").build());
    DescribeTrainingJobResponse job = harness.ended("slow");
    assertEquals("Stopped", job.trainingJobStatus());
    assertEquals("Stopped", statuses(job).getLast());
    assertTrue(statuses(job).contains("Stopping"));
    ServiceException again =
        harness.refused(
            SageMakerApi.STOP_TRAINING_JOB,
            StopTrainingJobRequest.builder().trainingJobName("slow").build());
    assertEquals("ValidationException", again.code());
  }

  private Path mark(String job) {
    return folder.resolve("data/training/000000000000/us-east-1").resolve(job).resolve("process");
  }

  @Test
  void endsAfterTheLongestTime() throws Exception {
    harness.image("endless", "exec sleep 600");
    harness.ask(
        SageMakerApi.CREATE_TRAINING_JOB,
        Harness.training("endless", "endless")
            .stoppingCondition(StoppingCondition.builder().maxRuntimeInSeconds(60).build())
            .build());
    Waiting.until(() -> Files.exists(mark("endless")));
    harness.clock.advance(Duration.ofSeconds(61));
    DescribeTrainingJobResponse job = harness.ended("endless");
    assertEquals("Stopped", job.trainingJobStatus());
    assertEquals("MaxRuntimeExceeded", job.secondaryStatus());
    assertEquals(61, job.trainingTimeInSeconds());
  }

  @Test
  void goesOnAfterARestart() throws Exception {
    harness.image(
        "resumed",
        "if [ -f checkpoints/seen ]; then echo again > model/model.txt;"
            + "else touch checkpoints/seen; exec sleep 600; fi");
    harness.ask(
        SageMakerApi.CREATE_TRAINING_JOB,
        Harness.training("resumed", "resumed")
            .checkpointConfig(
                dev.sagebrush.model.sagemaker.CheckpointConfig.builder()
                    .s3Uri("s3://data/check")
                    .build())
            .build());
    Path seen = mark("resumed").resolveSibling("checkpoints/seen");
    Waiting.until(() -> Files.exists(seen));
    Map<String, Shell> images = Map.copyOf(harness.images);
    harness.close();
    harness = new Harness(folder, 2);
    harness.images.putAll(images);
    assertEquals("InProgress", harness.describe("resumed").trainingJobStatus());
    Waiting.until(() -> harness.clock.sleeping() > 0);
    harness.clock.advance(Duration.ofSeconds(2));
    Waiting.until(() -> !harness.describe("resumed").trainingJobStatus().equals("InProgress"));
    DescribeTrainingJobResponse job = harness.describe("resumed");
    assertEquals("Completed", job.trainingJobStatus(), job.failureReason());
    assertTrue(statuses(job).contains("Restarting"));
    assertEquals("again\n", unpacked("out/resumed/output/model.tar.gz", "model.txt"));
    assertArrayEquals(new byte[0], harness.bytes("check/seen"));
  }

  @Test
  void readsManifestsAndGzip() throws Exception {
    harness.put("m.manifest", "[{\"prefix\": \"s3://data/in/\"}, \"a.csv\", \"deep/b.csv\"]");
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write("5,6\n".getBytes(StandardCharsets.UTF_8));
    }
    harness.put("zip/c.csv.gz", gzip.toByteArray());
    harness.image(
        "trainer",
        "cat input/data/m/a.csv input/data/m/deep/b.csv input/data/z/c.csv > model/model.txt");
    var manifest = Harness.channel("m", "s3://data/m.manifest").build();
    var source = manifest.dataSource().s3DataSource().toBuilder().s3DataType("ManifestFile");
    DescribeTrainingJobResponse job =
        harness.train(
            Harness.training("files", "trainer")
                .inputDataConfig(
                    List.of(
                        manifest.toBuilder()
                            .dataSource(
                                manifest.dataSource().toBuilder()
                                    .s3DataSource(source.build())
                                    .build())
                            .build(),
                        Harness.channel("z", "s3://data/zip/").compressionType("Gzip").build())));
    assertEquals("Completed", job.trainingJobStatus(), job.failureReason());
    assertEquals("1,2\n3,4\n5,6\n", unpacked("out/files/output/model.tar.gz", "model.txt"));
  }

  @Test
  void refuses() throws Exception {
    harness.image("trainer", "true");
    assertEquals(
        "Completed", harness.train(Harness.training("one", "trainer")).trainingJobStatus());
    ServiceException twice =
        harness.refused(
            SageMakerApi.CREATE_TRAINING_JOB, Harness.training("ONE", "trainer").build());
    assertEquals("ResourceInUse", twice.code());
    assertEquals(
        "Job name must be unique within an AWS account and region, and a job with this name"
            + " already exists (arn:aws:sagemaker:us-east-1:000000000000:training-job/one)",
        twice.getMessage());
    assertEquals(
        "ValidationException",
        harness
            .refused(SageMakerApi.CREATE_TRAINING_JOB, Harness.training("two", "nowhere").build())
            .code());
    assertEquals(
        "Requested resource not found.",
        harness
            .refused(
                SageMakerApi.STOP_TRAINING_JOB,
                StopTrainingJobRequest.builder().trainingJobName("three").build())
            .getMessage());
  }

  @Test
  void listsInPages() throws Exception {
    harness.image("trainer", "true");
    for (String name : List.of("alpha", "beta", "gamma")) {
      harness.train(Harness.training(name, "trainer"));
      harness.clock.advance(Duration.ofSeconds(1));
    }
    ListTrainingJobsRequest request =
        ListTrainingJobsRequest.builder()
            .sortBy("CreationTime")
            .sortOrder("Descending")
            .maxResults(2)
            .build();
    ListTrainingJobsResponse first = harness.ask(SageMakerApi.LIST_TRAINING_JOBS, request);
    assertEquals(List.of("gamma", "beta"), names(first));
    assertNotNull(first.nextToken());
    ListTrainingJobsResponse second =
        harness.ask(
            SageMakerApi.LIST_TRAINING_JOBS,
            request.toBuilder().nextToken(first.nextToken()).build());
    assertEquals(List.of("alpha"), names(second));
    assertEquals(null, second.nextToken());
    assertEquals(
        List.of("beta"),
        names(
            harness.ask(
                SageMakerApi.LIST_TRAINING_JOBS,
                ListTrainingJobsRequest.builder()
                    .nameContains("ET")
                    .statusEquals("Completed")
                    .build())));
    assertEquals(
        "ValidationException",
        harness
            .refused(
                SageMakerApi.LIST_TRAINING_JOBS, request.toBuilder().nextToken("forged").build())
            .code());
  }

  private static List<String> names(ListTrainingJobsResponse response) {
    return response.trainingJobSummaries().stream()
        .map(TrainingJobSummary::trainingJobName)
        .toList();
  }
}
