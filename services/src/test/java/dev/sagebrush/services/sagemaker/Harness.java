package dev.sagebrush.services.sagemaker;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.Hosting;
import dev.sagebrush.engine.container.MetricDefinition;
import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.Api;
import dev.sagebrush.model.Body;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Handler;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.s3.CreateBucketRequest;
import dev.sagebrush.model.s3.GetObjectRequest;
import dev.sagebrush.model.s3.PutObjectRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.sagemaker.AlgorithmSpecification;
import dev.sagebrush.model.sagemaker.Channel;
import dev.sagebrush.model.sagemaker.CreateTrainingJobRequest;
import dev.sagebrush.model.sagemaker.DataSource;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobRequest;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import dev.sagebrush.model.sagemaker.OutputDataConfig;
import dev.sagebrush.model.sagemaker.ResourceConfig;
import dev.sagebrush.model.sagemaker.S3DataSource;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.services.s3.S3;
import dev.sagebrush.services.sagemakerruntime.SageMakerRuntime;
import dev.sagebrush.store.embedded.FileBlobs;
import dev.sagebrush.store.embedded.SqliteTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** SageMaker over stores in a folder, with S3, called as an account. */
final class Harness implements AutoCloseable, Caller {

  static final String ACCOUNT = "000000000000";
  static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/Trainer";
  static final String BUCKET = "data";
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Call CLIENT =
      new Call(
          "request",
          Principal.root(ACCOUNT),
          ACCOUNT,
          "us-east-1",
          START,
          Origin.of("127.0.0.1", false, "test", "http://localhost:4566"));

  final SqliteTables tables;
  final FileBlobs blobs;
  final AdvanceableClock clock = new AdvanceableClock(START);
  final Recorder recorder = new Recorder();
  final Map<String, Shell> images = new ConcurrentHashMap<>();
  final Jobs jobs = new Jobs((name, failure) -> {}, Duration.ofSeconds(30));
  final Hosting hosting = new Hosting();
  final Ids ids;
  private final Map<Api, Service> services = new ConcurrentHashMap<>();

  Harness(Path folder, int seed) {
    ids = new Ids(new Random(seed));
    tables = SqliteTables.open(folder.resolve("tables"));
    blobs = FileBlobs.open(folder.resolve("blobs"));
    PageTokens tokens = new PageTokens(new byte[32]);
    serve(S3.service(tables, blobs, clock, tokens, ids, jobs, (who, serial, code) -> false, false));
    serve(recorder.logs());
    serve(recorder.metricsService());
    serve(
        SageMaker.service(
            tables, folder.resolve("data"), clock, tokens, ids, this, images::get, hosting, jobs));
    serve(SageMakerRuntime.service(hosting, clock, ids, this, jobs));
  }

  void serve(Service service) {
    services.put(service.api(), service);
  }

  @Override
  public void close() {
    jobs.close();
    hosting.close();
    tables.close();
    blobs.close();
  }

  @Override
  public <I extends Struct, O extends Struct> O call(Operation<I, O> operation, I request) {
    Service service = Objects.requireNonNull(services.get(operation.api()), operation::name);
    Handler<I, O> handler = Objects.requireNonNull(service.handler(operation), operation::name);
    try {
      return handler.handle(request);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls an operation as a client. */
  <I extends Struct, O extends Struct> O ask(Operation<I, O> operation, I request) {
    try {
      return Call.as(CLIENT, () -> call(operation, request));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The error that a client gets. */
  <I extends Struct, O extends Struct> ServiceException refused(
      Operation<I, O> operation, I request) {
    return assertThrows(ServiceException.class, () -> ask(operation, request));
  }

  void bucket(String name) {
    ask(S3Api.CREATE_BUCKET, CreateBucketRequest.builder().bucket(name).build());
  }

  void put(String key, String content) {
    put(key, content.getBytes(StandardCharsets.UTF_8));
  }

  void put(String key, byte[] content) {
    ask(
        S3Api.PUT_OBJECT,
        PutObjectRequest.builder().bucket(BUCKET).key(key).body(Body.of(content)).build());
  }

  byte[] bytes(String key) {
    GetObjectRequest request = GetObjectRequest.builder().bucket(BUCKET).key(key).build();
    try (Body body = ask(S3Api.GET_OBJECT, request).body()) {
      return body.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String key) {
    return new String(bytes(key), StandardCharsets.UTF_8);
  }

  /** Makes an image known that trains by a script and has the metric {@code loss}. */
  void image(String name, String script) {
    images.put(
        name, new Shell(name, List.of(new MetricDefinition("loss", "loss=([0-9.]+)")), script));
  }

  /** A request to train from one channel, {@code train}, on all that is under {@code in/}. */
  static CreateTrainingJobRequest.Builder training(String name, String image) {
    return CreateTrainingJobRequest.builder()
        .trainingJobName(name)
        .roleArn(ROLE)
        .algorithmSpecification(
            AlgorithmSpecification.builder().trainingImage(image).trainingInputMode("File").build())
        .inputDataConfig(List.of(channel("train", "s3://data/in/").build()))
        .outputDataConfig(OutputDataConfig.builder().s3OutputPath("s3://data/out").build())
        .resourceConfig(
            ResourceConfig.builder()
                .instanceType("ml.m5.large")
                .instanceCount(1)
                .volumeSizeInGB(1)
                .build());
  }

  static Channel.Builder channel(String name, String uri) {
    return Channel.builder()
        .channelName(name)
        .contentType("text/csv")
        .dataSource(
            DataSource.builder()
                .s3DataSource(S3DataSource.builder().s3DataType("S3Prefix").s3Uri(uri).build())
                .build());
  }

  /** Creates a training job and waits for its end. */
  DescribeTrainingJobResponse train(CreateTrainingJobRequest.Builder request)
      throws InterruptedException {
    CreateTrainingJobRequest built = request.build();
    ask(SageMakerApi.CREATE_TRAINING_JOB, built);
    return ended(built.trainingJobName());
  }

  /** A training job after its end. */
  DescribeTrainingJobResponse ended(String name) throws InterruptedException {
    String job = "training " + ACCOUNT + "/us-east-1/" + name;
    assertTrue(jobs.await(job, Duration.ofSeconds(60)), name);
    return describe(name);
  }

  DescribeTrainingJobResponse describe(String name) {
    return ask(
        SageMakerApi.DESCRIBE_TRAINING_JOB,
        DescribeTrainingJobRequest.builder().trainingJobName(name).build());
  }
}
