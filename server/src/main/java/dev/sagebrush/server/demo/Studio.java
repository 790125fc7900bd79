package dev.sagebrush.server.demo;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Body;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.iam.AttachRolePolicyRequest;
import dev.sagebrush.model.iam.CreateRoleRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.Role;
import dev.sagebrush.model.s3.CreateBucketRequest;
import dev.sagebrush.model.s3.PutObjectRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.sagemaker.AlgorithmSpecification;
import dev.sagebrush.model.sagemaker.Channel;
import dev.sagebrush.model.sagemaker.ContainerDefinition;
import dev.sagebrush.model.sagemaker.CreateEndpointConfigInput;
import dev.sagebrush.model.sagemaker.CreateEndpointInput;
import dev.sagebrush.model.sagemaker.CreateModelInput;
import dev.sagebrush.model.sagemaker.CreateTrainingJobRequest;
import dev.sagebrush.model.sagemaker.DataSource;
import dev.sagebrush.model.sagemaker.DescribeEndpointInput;
import dev.sagebrush.model.sagemaker.DescribeEndpointOutput;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobRequest;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import dev.sagebrush.model.sagemaker.EndpointStatus;
import dev.sagebrush.model.sagemaker.OutputDataConfig;
import dev.sagebrush.model.sagemaker.ProductionVariant;
import dev.sagebrush.model.sagemaker.ResourceConfig;
import dev.sagebrush.model.sagemaker.S3DataSource;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemaker.StoppingCondition;
import dev.sagebrush.model.sagemaker.TrainingJobStatus;
import dev.sagebrush.model.sagemakerruntime.InvokeEndpointInput;
import dev.sagebrush.model.sagemakerruntime.SageMakerRuntimeApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The calls of the demo: what a user's script does, by the same operations. */
final class Studio {

  private static final String BUCKET = "sagebrush-demo";
  private static final String ROLE = "sagebrush-demo";
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Service": "sagemaker.amazonaws.com"}}}\
      """;
  private static final String INSTANCE = "ml.m5.large";
  private static final Duration TICK = Duration.ofMillis(20);

  private final Caller caller;
  private final Clock clock;
  private String role = "";

  Studio(Caller caller, Clock clock) {
    this.caller = caller;
    this.clock = clock;
  }

  /** Makes the bucket that everything goes through, and the role that jobs work with. */
  void open() {
    Role made =
        caller
            .call(
                IAMApi.CREATE_ROLE,
                CreateRoleRequest.builder().roleName(ROLE).assumeRolePolicyDocument(TRUST).build())
            .role();
    role = made.arn();
    caller.call(
        IAMApi.ATTACH_ROLE_POLICY,
        AttachRolePolicyRequest.builder()
            .roleName(ROLE)
            .policyArn("arn:aws:iam::aws:policy/AdministratorAccess")
            .build());
    caller.call(S3Api.CREATE_BUCKET, CreateBucketRequest.builder().bucket(BUCKET).build());
  }

  /** Puts the rows of a channel where the job will read them; answers how many bytes. */
  int upload(Experiment experiment, String channel, List<String> rows) {
    byte[] bytes = (String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    caller.call(
        S3Api.PUT_OBJECT,
        PutObjectRequest.builder()
            .bucket(BUCKET)
            .key(experiment.name() + "/" + channel + "/data.csv")
            .body(Body.of(bytes))
            .contentLength((long) bytes.length)
            .build());
    return bytes.length;
  }

  /** Trains; tells of the job's state while it runs. */
  DescribeTrainingJobResponse train(
      Experiment experiment, Consumer<DescribeTrainingJobResponse> progress)
      throws IOException, InterruptedException {
    caller.call(SageMakerApi.CREATE_TRAINING_JOB, job(experiment));
    DescribeTrainingJobRequest describe =
        DescribeTrainingJobRequest.builder().trainingJobName(experiment.name()).build();
    while (true) {
      DescribeTrainingJobResponse job = caller.call(SageMakerApi.DESCRIBE_TRAINING_JOB, describe);
      switch (job.trainingJobStatus()) {
        case TrainingJobStatus.COMPLETED -> {
          return job;
        }
        case TrainingJobStatus.FAILED, TrainingJobStatus.STOPPED ->
            throw new IOException(experiment.name() + " failed: " + job.failureReason());
        default -> progress.accept(job);
      }
      clock.sleep(TICK);
    }
  }

  private CreateTrainingJobRequest job(Experiment experiment) {
    String root = "s3://" + BUCKET + "/" + experiment.name();
    return CreateTrainingJobRequest.builder()
        .trainingJobName(experiment.name())
        .roleArn(role)
        .algorithmSpecification(
            AlgorithmSpecification.builder()
                .trainingImage(experiment.image())
                .trainingInputMode("File")
                .build())
        .hyperParameters(experiment.hyperparameters())
        .inputDataConfig(
            List.of(
                channel(experiment, "train", root),
                channel(experiment, experiment.channel(), root)))
        .outputDataConfig(OutputDataConfig.builder().s3OutputPath(root + "/output").build())
        .resourceConfig(
            ResourceConfig.builder()
                .instanceType(INSTANCE)
                .instanceCount(1)
                .volumeSizeInGB(5)
                .build())
        .stoppingCondition(StoppingCondition.builder().maxRuntimeInSeconds(600).build())
        .build();
  }

  private static Channel channel(Experiment experiment, String name, String root) {
    S3DataSource source =
        S3DataSource.builder()
            .s3DataType("S3Prefix")
            .s3Uri(root + "/" + name + "/")
            .s3DataDistributionType("FullyReplicated")
            .build();
    return Channel.builder()
        .channelName(name)
        .contentType(experiment.contentType())
        .dataSource(DataSource.builder().s3DataSource(source).build())
        .build();
  }

  /** Deploys what was trained and waits until it is in service. */
  void deploy(Experiment experiment, DescribeTrainingJobResponse job)
      throws IOException, InterruptedException {
    String name = experiment.name();
    caller.call(
        SageMakerApi.CREATE_MODEL,
        CreateModelInput.builder()
            .modelName(name)
            .executionRoleArn(role)
            .primaryContainer(
                ContainerDefinition.builder()
                    .image(experiment.image())
                    .modelDataUrl(job.modelArtifacts().s3ModelArtifacts())
                    .build())
            .build());
    ProductionVariant variant =
        ProductionVariant.builder()
            .variantName("AllTraffic")
            .modelName(name)
            .instanceType(INSTANCE)
            .initialInstanceCount(1)
            .initialVariantWeight(1f)
            .build();
    caller.call(
        SageMakerApi.CREATE_ENDPOINT_CONFIG,
        CreateEndpointConfigInput.builder()
            .endpointConfigName(name)
            .productionVariants(List.of(variant))
            .build());
    caller.call(
        SageMakerApi.CREATE_ENDPOINT,
        CreateEndpointInput.builder().endpointName(name).endpointConfigName(name).build());
    awaitService(name);
  }

  private void awaitService(String name) throws IOException, InterruptedException {
    DescribeEndpointInput describe = DescribeEndpointInput.builder().endpointName(name).build();
    while (true) {
      DescribeEndpointOutput endpoint = caller.call(SageMakerApi.DESCRIBE_ENDPOINT, describe);
      switch (endpoint.endpointStatus()) {
        case EndpointStatus.IN_SERVICE -> {
          return;
        }
        case EndpointStatus.FAILED -> throw new IOException(endpoint.failureReason());
        default -> clock.sleep(TICK);
      }
    }
  }

  /** Asks the endpoint about one row. */
  String predict(Experiment experiment, String row) {
    InvokeEndpointInput request =
        InvokeEndpointInput.builder()
            .endpointName(experiment.name())
            .contentType("text/csv")
            .body(row.getBytes(StandardCharsets.UTF_8))
            .build();
    byte[] answer = caller.call(SageMakerRuntimeApi.INVOKE_ENDPOINT, request).body();
    return new String(answer, StandardCharsets.UTF_8).strip();
  }
}
