package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.DeletePublicAccessBlockRequest;
import dev.sagebrush.model.s3.GetPublicAccessBlockOutput;
import dev.sagebrush.model.s3.GetPublicAccessBlockRequest;
import dev.sagebrush.model.s3.PublicAccessBlockConfiguration;
import dev.sagebrush.model.s3.PutPublicAccessBlockRequest;
import dev.sagebrush.model.s3.S3Api;
import java.util.Map;

/**
 * The public access blocks of buckets.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html">
 * Blocking public access to your Amazon S3 storage</a>.
 */
final class BucketPublicAccess {

  private final Buckets buckets;

  BucketPublicAccess(Buckets buckets) {
    this.buckets = buckets;
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_PUBLIC_ACCESS_BLOCK, this::put)
        .on(S3Api.GET_PUBLIC_ACCESS_BLOCK, this::get)
        .on(S3Api.DELETE_PUBLIC_ACCESS_BLOCK, this::delete);
  }

  private Unit put(PutPublicAccessBlockRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    PublicAccessBlockConfiguration given =
        Documents.valid(request.publicAccessBlockConfiguration());
    BucketAccess.PublicBlock block =
        new BucketAccess.PublicBlock(
            Boolean.TRUE.equals(given.blockPublicAcls()),
            Boolean.TRUE.equals(given.ignorePublicAcls()),
            Boolean.TRUE.equals(given.blockPublicPolicy()),
            Boolean.TRUE.equals(given.restrictPublicBuckets()));
    buckets.update(request.bucket(), bucket -> bucket.withAccess(bucket.access().withBlock(block)));
    return Unit.VALUE;
  }

  private GetPublicAccessBlockOutput get(GetPublicAccessBlockRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    BucketAccess.PublicBlock block = bucket.access().block();
    if (block == null) {
      throw ServiceException.of(
          "NoSuchPublicAccessBlockConfiguration",
          404,
          "The public access block configuration was not found",
          Map.of("BucketName", request.bucket()));
    }
    return GetPublicAccessBlockOutput.builder()
        .publicAccessBlockConfiguration(
            PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(block.blockAcls())
                .ignorePublicAcls(block.ignoreAcls())
                .blockPublicPolicy(block.blockPolicy())
                .restrictPublicBuckets(block.restrict())
                .build())
        .build();
  }

  private Unit delete(DeletePublicAccessBlockRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    buckets.update(request.bucket(), bucket -> bucket.withAccess(bucket.access().withBlock(null)));
    return Unit.VALUE;
  }
}
