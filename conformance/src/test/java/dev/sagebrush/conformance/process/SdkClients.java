package dev.sagebrush.conformance.process;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
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
public final class SdkClients implements AutoCloseable {

  /** The region that every client is in. */
  public static final String REGION = "us-east-1";

  /** The key, and the secret, of the root user of account 000000000000. */
  public static final String KEY = "test";

  private final URI endpoint;
  private final AwsCredentials credentials;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();

  /** Clients of the server at that address, as root of account 000000000000. */
  public SdkClients(URI endpoint) {
    this(endpoint, AwsBasicCredentials.create(KEY, KEY));
  }

  /** Clients with credentials of their own. */
  public SdkClients(URI endpoint, AwsCredentials credentials) {
    this.endpoint = endpoint;
    this.credentials = credentials;
  }

  /** S3, path style. */
  public S3Client s3() {
    return told(S3Client.builder()).forcePathStyle(true).build();
  }

  /** STS. */
  public StsClient sts() {
    return told(StsClient.builder()).build();
  }

  /** IAM. */
  public IamClient iam() {
    return told(IamClient.builder()).build();
  }

  /** CloudWatch Logs. */
  public CloudWatchLogsClient logs() {
    return told(CloudWatchLogsClient.builder()).build();
  }

  /** SageMaker. */
  public SageMakerClient sageMaker() {
    return told(SageMakerClient.builder()).build();
  }

  /** SageMaker Runtime. */
  public SageMakerRuntimeClient runtime() {
    return told(SageMakerRuntimeClient.builder()).build();
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B told(B builder) {
    return builder
        .httpClient(http)
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  @Override
  public void close() {
    http.close();
  }
}
