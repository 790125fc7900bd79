package dev.sagebrush.conformance.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.conformance.house.Checkout;
import dev.sagebrush.conformance.process.SdkClients;
import dev.sagebrush.conformance.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.S3DataType;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatus;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** The server is killed (SIGKILL) while it trains, and started again on what is left. */
final class TrainingCrashTest {

  private static final String BUCKET = "crash";
  private static final String JOB = "interrupted";
  private static final String IMAGE =
      "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1";

  @TempDir private Path folder;

  @Test
  @Timeout(180)
  void leavesNoJobInProgressForEver() throws IOException {
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      start(clients.s3(), clients.sageMaker(), role(clients.iam()));
      await(clients.sageMaker(), job -> job.secondaryStatus() == SecondaryStatus.TRAINING);
      server.kill();
    }
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      SageMakerClient sageMaker = clients.sageMaker();
      DescribeTrainingJobResponse ended =
          await(sageMaker, job -> job.trainingJobStatus() != TrainingJobStatus.IN_PROGRESS);
      if (ended.trainingJobStatus() == TrainingJobStatus.COMPLETED) {
        String artifact = ended.modelArtifacts().s3ModelArtifacts();
        String key = artifact.substring(("s3://" + BUCKET + "/").length());
        assertTrue(clients.s3().headObject(r -> r.bucket(BUCKET).key(key)).contentLength() > 0);
      } else {
        assertEquals(TrainingJobStatus.FAILED, ended.trainingJobStatus());
        assertFalse(ended.failureReason().isBlank());
      }
      assertEquals(
          List.of(),
          sageMaker
              .listTrainingJobs(r -> r.statusEquals(TrainingJobStatus.IN_PROGRESS))
              .trainingJobSummaries());
      assertEquals(List.of(), trainers(), "a killed server's trainer still runs");
    }
  }

  /** The processes that work in this test's folder, but for the server itself. */
  private List<String> trainers() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(folder.toString()) && !line.contains("server.Sagebrush"))
        .toList();
  }

  private static DescribeTrainingJobResponse await(
      SageMakerClient sageMaker, Predicate<DescribeTrainingJobResponse> condition) {
    while (true) {
      DescribeTrainingJobResponse job =
          sageMaker.describeTrainingJob(request -> request.trainingJobName(JOB));
      if (condition.test(job)) {
        return job;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static String rows() throws IOException {
    String table = Files.readString(Checkout.root().resolve("data/diabetes.csv"));
    return table.substring(table.indexOf('\n') + 1);
  }

  private static String role(IamClient iam) {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
          "Principal": {"Service": "sagemaker.amazonaws.com"}}}\
        """;
    String arn =
        iam.createRole(request -> request.roleName("trainer").assumeRolePolicyDocument(trust))
            .role()
            .arn();
    iam.attachRolePolicy(request ->
        request.roleName("trainer").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
    return arn;
  }

  private static void start(S3Client s3, SageMakerClient sageMaker, String role)
      throws IOException {
    s3.createBucket(request -> request.bucket(BUCKET));
    s3.putObject(
        request -> request.bucket(BUCKET).key("train/rows.csv"), RequestBody.fromString(rows()));
    Channel train =
        Channel.builder()
            .channelName("train")
            .contentType("text/csv")
            .dataSource(source ->
                source.s3DataSource(s3Source ->
                    s3Source.s3DataType(S3DataType.S3_PREFIX).s3Uri("s3://" + BUCKET + "/train/")))
            .build();
    sageMaker.createTrainingJob(request ->
        request
            .trainingJobName(JOB)
            .roleArn(role)
            .algorithmSpecification(algorithm ->
                algorithm.trainingImage(IMAGE).trainingInputMode(TrainingInputMode.FILE))
            .hyperParameters(Map.of("objective", "reg:squarederror", "num_round", "2000"))
            .inputDataConfig(train)
            .outputDataConfig(output -> output.s3OutputPath("s3://" + BUCKET + "/models"))
            .resourceConfig(resources ->
                resources
                    .instanceType(TrainingInstanceType.ML_M5_LARGE)
                    .instanceCount(1)
                    .volumeSizeInGB(5))
            .stoppingCondition(stop -> stop.maxRuntimeInSeconds(600)));
  }
}
