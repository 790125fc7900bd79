package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.GetBucketReplicationOutput;
import dev.sagebrush.model.s3.PutBucketReplicationRequest;
import dev.sagebrush.model.s3.ReplicationConfiguration;
import dev.sagebrush.model.s3.S3Api;

/** The replication configuration of buckets. */
final class BucketReplication {

  private static final int MOST_RULES = 1000;

  private final SubResource<ReplicationConfiguration> configurations;

  BucketReplication(SubResources resources) {
    this.configurations =
        resources.of(
            SubResource.Kind.of(
                "replication",
                ReplicationConfiguration.class,
                () -> ReplicationConfiguration.SHAPE,
                "ReplicationConfigurationNotFoundError",
                "The replication configuration was not found"));
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_BUCKET_REPLICATION, this::put)
        .on(
            S3Api.GET_BUCKET_REPLICATION,
            request ->
                GetBucketReplicationOutput.builder()
                    .replicationConfiguration(
                        configurations.require(request.bucket(), request.expectedBucketOwner()))
                    .build())
        .on(
            S3Api.DELETE_BUCKET_REPLICATION,
            request -> configurations.delete(request.bucket(), request.expectedBucketOwner()));
  }

  private Unit put(PutBucketReplicationRequest request) {
    ReplicationConfiguration configuration = Documents.valid(request.replicationConfiguration());
    int rules = configuration.rules().size();
    if (rules == 0 || rules > MOST_RULES) {
      throw Failures.malformedXml();
    }
    return configurations.put(request.bucket(), request.expectedBucketOwner(), configuration);
  }
}
