package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.DeleteBucketOwnershipControlsRequest;
import dev.sagebrush.model.s3.GetBucketOwnershipControlsOutput;
import dev.sagebrush.model.s3.GetBucketOwnershipControlsRequest;
import dev.sagebrush.model.s3.OwnershipControls;
import dev.sagebrush.model.s3.OwnershipControlsRule;
import dev.sagebrush.model.s3.PutBucketOwnershipControlsRequest;
import dev.sagebrush.model.s3.S3Api;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who owns the objects of a bucket, and with that whether ACLs count.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html">
 * Controlling ownership of objects and disabling ACLs</a>.
 */
final class BucketOwnership {

  private final Buckets buckets;

  BucketOwnership(Buckets buckets) {
    this.buckets = buckets;
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_BUCKET_OWNERSHIP_CONTROLS, this::put)
        .on(S3Api.GET_BUCKET_OWNERSHIP_CONTROLS, this::get)
        .on(S3Api.DELETE_BUCKET_OWNERSHIP_CONTROLS, this::delete);
  }

  private Unit put(PutBucketOwnershipControlsRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    List<OwnershipControlsRule> rules = Documents.valid(request.ownershipControls()).rules();
    if (rules.size() != 1) {
      throw Failures.malformedXml();
    }
    String ownership = rules.getFirst().objectOwnership();
    buckets.update(
        request.bucket(),
        bucket -> {
          requireFitting(ownership, bucket.access().acl(), bucket.account());
          return bucket.withAccess(bucket.access().withOwnership(ownership));
        });
    return Unit.VALUE;
  }

  /**
   * Refuses to disable the ACLs of a bucket whose own lets in anybody but its owner.
   *
   * @throws ServiceException {@code InvalidBucketAclWithObjectOwnership}
   */
  static void requireFitting(String ownership, @Nullable Acl acl, String account) {
    boolean owners = acl == null || acl.equals(Acl.ofOwner(Owners.canonicalId(account)));
    if (ownership.equals(BucketAccess.ENFORCED) && !owners) {
      throw ServiceException.of(
          "InvalidBucketAclWithObjectOwnership",
          400,
          "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
    }
  }

  private GetBucketOwnershipControlsOutput get(GetBucketOwnershipControlsRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    String ownership = bucket.access().ownership();
    if (ownership == null) {
      throw ServiceException.of(
          "OwnershipControlsNotFoundError",
          404,
          "The bucket ownership controls were not found",
          Map.of("BucketName", request.bucket()));
    }
    OwnershipControlsRule rule = OwnershipControlsRule.builder().objectOwnership(ownership).build();
    return GetBucketOwnershipControlsOutput.builder()
        .ownershipControls(OwnershipControls.builder().rules(List.of(rule)).build())
        .build();
  }

  private Unit delete(DeleteBucketOwnershipControlsRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    buckets.update(
        request.bucket(), bucket -> bucket.withAccess(bucket.access().withOwnership(null)));
    return Unit.VALUE;
  }
}
