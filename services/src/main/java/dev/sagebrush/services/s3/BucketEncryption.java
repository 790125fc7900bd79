package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.GetBucketEncryptionOutput;
import dev.sagebrush.model.s3.GetBucketEncryptionRequest;
import dev.sagebrush.model.s3.PutBucketEncryptionRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.ServerSideEncryption;
import dev.sagebrush.model.s3.ServerSideEncryptionByDefault;
import dev.sagebrush.model.s3.ServerSideEncryptionConfiguration;
import dev.sagebrush.model.s3.ServerSideEncryptionRule;
import java.util.List;

/**
 * How a bucket encrypts what is put without saying how: SSE-S3 unless it is configured otherwise.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html">
 * PutBucketEncryption</a>.
 */
final class BucketEncryption {

  private final Buckets buckets;
  private final SubResource<ServerSideEncryptionConfiguration> configurations;

  BucketEncryption(SubResources resources) {
    this.buckets = resources.buckets();
    this.configurations =
        resources.of(
            SubResource.Kind.of(
                "encryption",
                ServerSideEncryptionConfiguration.class,
                () -> ServerSideEncryptionConfiguration.SHAPE,
                "ServerSideEncryptionConfigurationNotFoundError",
                "The server side encryption configuration was not found"));
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_BUCKET_ENCRYPTION, this::put)
        .on(S3Api.GET_BUCKET_ENCRYPTION, this::get)
        .on(
            S3Api.DELETE_BUCKET_ENCRYPTION,
            request -> configurations.delete(request.bucket(), request.expectedBucketOwner()));
  }

  private Unit put(PutBucketEncryptionRequest request) {
    ServerSideEncryptionConfiguration configuration =
        Documents.valid(request.serverSideEncryptionConfiguration());
    if (configuration.rules().size() != 1) {
      throw Failures.malformedXml();
    }
    ServerSideEncryptionByDefault chosen =
        configuration.rules().getFirst().applyServerSideEncryptionByDefault();
    if (chosen != null
        && chosen.kmsMasterKeyID() != null
        && chosen.sseAlgorithm().equals(ServerSideEncryption.AES256)) {
      throw Failures.invalidArgument(
          "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or"
              + " aws:kms:dsse",
          "ApplyServerSideEncryptionByDefault",
          chosen.kmsMasterKeyID());
    }
    if (chosen != null && !chosen.sseAlgorithm().equals(ServerSideEncryption.AES256)) {
      // Keeping it without doing it would tell people that their data is safe.
      throw ServiceException.notImplemented("Default encryption with a key of KMS");
    }
    return configurations.put(request.bucket(), request.expectedBucketOwner(), configuration);
  }

  private GetBucketEncryptionOutput get(GetBucketEncryptionRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    return GetBucketEncryptionOutput.builder()
        .serverSideEncryptionConfiguration(inForce(request.bucket()))
        .build();
  }

  /** What holds for a bucket now; the bucket is not looked at. */
  ServerSideEncryptionConfiguration inForce(String bucket) {
    ServerSideEncryptionConfiguration set = configurations.find(bucket);
    return set == null ? standard() : set;
  }

  private static ServerSideEncryptionConfiguration standard() {
    ServerSideEncryptionByDefault sseS3 =
        ServerSideEncryptionByDefault.builder().sseAlgorithm(ServerSideEncryption.AES256).build();
    ServerSideEncryptionRule rule =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(sseS3)
            .bucketKeyEnabled(false)
            .build();
    return ServerSideEncryptionConfiguration.builder().rules(List.of(rule)).build();
  }
}
