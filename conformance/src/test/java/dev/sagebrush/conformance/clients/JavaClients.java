package dev.sagebrush.conformance.clients;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The clients of the AWS SDK for Java, told where the server is and nothing else. */
final class JavaClients implements AutoCloseable {

  private final Scenario scenario;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();

  JavaClients(Scenario scenario) {
    this.scenario = scenario;
  }

  S3Client s3() {
    return told(S3Client.builder()).forcePathStyle(true).build();
  }

  StsClient sts() {
    return told(StsClient.builder()).build();
  }

  IamClient iam() {
    return told(IamClient.builder()).build();
  }

  CloudWatchLogsClient logs() {
    return told(CloudWatchLogsClient.builder()).build();
  }

  SageMakerClient sageMaker() {
    return told(SageMakerClient.builder()).build();
  }

  SageMakerRuntimeClient runtime() {
    return told(SageMakerRuntimeClient.builder()).build();
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B told(B builder) {
    return builder
        .httpClient(http)
        .endpointOverride(scenario.endpoint())
        .region(Region.of(Scenario.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(Scenario.KEY, Scenario.KEY)))
        .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  @Override
  public void close() {
    http.close();
  }
}
