package dev.sagebrush.conformance.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.conformance.process.SdkClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.AssemblyType;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.S3DataType;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.SplitType;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.TransformInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TransformJobStatus;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointResponse;

/** The learning part of the scenario, by the AWS SDK for Java. */
final class JavaLearning {

  private static final String GROUP = "/aws/sagemaker/TrainingJobs";
  private static final Pattern BETWEEN_NUMBERS = Pattern.compile("[\\s,]+");
  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Service": "sagemaker.amazonaws.com"}}]}\
      """;

  private final SdkClients clients;
  private final S3Client s3;
  private final SageMakerClient sageMaker;
  private final SageMakerWaiter waiter;
  private final String name;
  private final String bucket;
  private final List<String> rows;
  private final List<String> validation;

  JavaLearning(SdkClients clients, Scenario scenario) {
    this.clients = clients;
    this.s3 = clients.s3();
    this.sageMaker = clients.sageMaker();
    this.waiter =
        SageMakerWaiter.builder()
            .client(sageMaker)
            .overrideConfiguration(
                WaiterOverrideConfiguration.builder()
                    .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofMillis(250)))
                    .maxAttempts(400)
                    .waitTimeout(Duration.ofSeconds(90))
                    .build())
            .build();
    this.name = scenario.name();
    this.bucket = name + "-bucket";
    try (Stream<String> lines = Files.lines(scenario.table())) {
      this.rows = lines.skip(1).toList();
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
    this.validation = every(true);
  }

  /** Each fifth row, or the others. */
  private List<String> every(boolean fifth) {
    return IntStream.range(0, rows.size())
        .filter(n -> n % 5 == 0 == fifth)
        .mapToObj(rows::get)
        .toList();
  }

  void run() {
    String role = createRole();
    String features = uploadData();
    String artifact = train(role);
    deploy(role, artifact);
    List<String> predictions = predict(features);
    transform(predictions);
    delete();
  }

  private String createRole() {
    assertTrue(clients.sts().getCallerIdentity().arn().endsWith(":root"));
    IamClient iam = clients.iam();
    String role = name + "-role";
    String arn =
        iam.createRole(request -> request.roleName(role).assumeRolePolicyDocument(TRUST))
            .role()
            .arn();
    iam.attachRolePolicy(request -> request.roleName(role).policyArn(ADMINISTRATOR));
    return arn;
  }

  private String uploadData() {
    s3.createBucket(request -> request.bucket(bucket));
    put("train/train.csv", every(false));
    put("validation/validation.csv", validation);
    List<String> features =
        validation.stream().map(row -> row.substring(row.indexOf(',') + 1)).toList();
    put("batch/rows.csv", features);
    return String.join("\n", features);
  }

  private void put(String key, List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  private Channel channel(String channel) {
    return Channel.builder()
        .channelName(channel)
        .contentType("text/csv")
        .dataSource(source ->
            source.s3DataSource(s3Source ->
                s3Source
                    .s3DataType(S3DataType.S3_PREFIX)
                    .s3Uri("s3://" + bucket + "/" + channel + "/")))
        .build();
  }

  private String train(String role) {
    String job = name + "-job";
    sageMaker.createTrainingJob(request ->
        request
            .trainingJobName(job)
            .roleArn(role)
            .algorithmSpecification(algorithm ->
                algorithm.trainingImage(Scenario.XGBOOST).trainingInputMode(TrainingInputMode.FILE))
            .hyperParameters(
                Map.of(
                    "objective", "binary:logistic",
                    "num_round", "20",
                    "max_depth", "4",
                    "eta", "0.3",
                    "eval_metric", "auc"))
            .inputDataConfig(channel("train"), channel("validation"))
            .outputDataConfig(output -> output.s3OutputPath("s3://" + bucket + "/models"))
            .resourceConfig(resources ->
                resources
                    .instanceType(TrainingInstanceType.ML_M5_LARGE)
                    .instanceCount(1)
                    .volumeSizeInGB(5))
            .stoppingCondition(stop -> stop.maxRuntimeInSeconds(600)));
    waiter.waitUntilTrainingJobCompletedOrStopped(request -> request.trainingJobName(job));
    DescribeTrainingJobResponse trained =
        sageMaker.describeTrainingJob(request -> request.trainingJobName(job));
    assertEquals(TrainingJobStatus.COMPLETED, trained.trainingJobStatus(), trained.failureReason());
    double auc =
        trained.finalMetricDataList().stream()
            .filter(metric -> metric.metricName().equals("validation:auc"))
            .findFirst()
            .orElseThrow()
            .value();
    assertTrue(auc > 0.97, "validation:auc is " + auc);
    assertLogNames("auc", job);
    return trained.modelArtifacts().s3ModelArtifacts();
  }

  private void assertLogNames(String word, String job) {
    CloudWatchLogsClient logs = clients.logs();
    String stream =
        logs.describeLogStreams(
                request -> request.logGroupName(GROUP).logStreamNamePrefix(job + "/"))
            .logStreams()
            .getFirst()
            .logStreamName();
    assertTrue(
        logs
            .getLogEvents(
                request -> request.logGroupName(GROUP).logStreamName(stream).startFromHead(true))
            .events()
            .stream()
            .anyMatch(event -> event.message().contains(word)));
  }

  private void deploy(String role, String artifact) {
    sageMaker.createModel(request ->
        request
            .modelName(name + "-model")
            .executionRoleArn(role)
            .primaryContainer(
                container -> container.image(Scenario.XGBOOST).modelDataUrl(artifact)));
    ProductionVariant variant =
        ProductionVariant.builder()
            .variantName("AllTraffic")
            .modelName(name + "-model")
            .instanceType("ml.m5.large")
            .initialInstanceCount(1)
            .build();
    sageMaker.createEndpointConfig(
        request -> request.endpointConfigName(name + "-config").productionVariants(variant));
    sageMaker.createEndpoint(
        request -> request.endpointName(name + "-endpoint").endpointConfigName(name + "-config"));
    waiter.waitUntilEndpointInService(request -> request.endpointName(name + "-endpoint"));
  }

  private List<String> predict(String features) {
    SageMakerRuntimeClient runtime = clients.runtime();
    InvokeEndpointResponse answer =
        runtime.invokeEndpoint(request ->
            request
                .endpointName(name + "-endpoint")
                .contentType("text/csv")
                .body(SdkBytes.fromUtf8String(features)));
    assertEquals("AllTraffic", answer.invokedProductionVariant());
    List<String> predictions = numbers(answer.body().asUtf8String());
    assertEquals(validation.size(), predictions.size());
    long hits =
        IntStream.range(0, validation.size())
            .filter(n ->
                Double.parseDouble(predictions.get(n)) > 0.5 == validation.get(n).startsWith("1,"))
            .count();
    assertTrue(hits > 0.93 * validation.size(), "only " + hits + " right");
    return predictions;
  }

  private static List<String> numbers(String text) {
    return BETWEEN_NUMBERS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
  }

  private void transform(List<String> predictions) {
    String job = name + "-transform";
    sageMaker.createTransformJob(request ->
        request
            .transformJobName(job)
            .modelName(name + "-model")
            .transformInput(input ->
                input
                    .contentType("text/csv")
                    .splitType(SplitType.LINE)
                    .dataSource(source ->
                        source.s3DataSource(s3Source ->
                            s3Source
                                .s3DataType(S3DataType.S3_PREFIX)
                                .s3Uri("s3://" + bucket + "/batch/"))))
            .transformOutput(output ->
                output
                    .s3OutputPath("s3://" + bucket + "/predicted")
                    .assembleWith(AssemblyType.LINE))
            .transformResources(resources ->
                resources.instanceType(TransformInstanceType.ML_M5_LARGE).instanceCount(1)));
    waiter.waitUntilTransformJobCompletedOrStopped(request -> request.transformJobName(job));
    var done = sageMaker.describeTransformJob(request -> request.transformJobName(job));
    assertEquals(TransformJobStatus.COMPLETED, done.transformJobStatus(), done.failureReason());
    String out =
        s3.getObject(
                request -> request.bucket(bucket).key("predicted/rows.csv.out"),
                ResponseTransformer.toBytes())
            .asUtf8String();
    List<String> batch = numbers(out);
    assertEquals(predictions.size(), batch.size());
    for (int n = 0; n < batch.size(); n++) {
      double expected = Double.parseDouble(predictions.get(n));
      assertEquals(expected, Double.parseDouble(batch.get(n)), 1e-6, "row " + n);
    }
  }

  private void delete() {
    sageMaker.deleteEndpoint(request -> request.endpointName(name + "-endpoint"));
    waiter.waitUntilEndpointDeleted(request -> request.endpointName(name + "-endpoint"));
    sageMaker.deleteEndpointConfig(request -> request.endpointConfigName(name + "-config"));
    sageMaker.deleteModel(request -> request.modelName(name + "-model"));
    SageMakerException gone =
        assertThrows(
            SageMakerException.class,
            () -> sageMaker.describeModel(request -> request.modelName(name + "-model")));
    assertEquals("ValidationException", gone.awsErrorDetails().errorCode());
    String role = name + "-role";
    clients.iam().detachRolePolicy(request -> request.roleName(role).policyArn(ADMINISTRATOR));
    clients.iam().deleteRole(request -> request.roleName(role));
    JavaStorage.empty(s3, bucket);
    s3.deleteBucket(request -> request.bucket(bucket));
  }
}
