package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.DeleteBucketTaggingRequest;
import dev.sagebrush.model.s3.GetBucketTaggingOutput;
import dev.sagebrush.model.s3.GetBucketTaggingRequest;
import dev.sagebrush.model.s3.PutBucketTaggingRequest;
import java.util.Map;

/** The tags of buckets. */
final class BucketTags {

  private final Buckets buckets;

  BucketTags(Buckets buckets) {
    this.buckets = buckets;
  }

  Unit put(PutBucketTaggingRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    if (request.tagging() == null || request.tagging().tagSet() == null) {
      throw Failures.malformedXml();
    }
    replace(request.bucket(), TagSets.ofBucket(request.tagging().tagSet()));
    return Unit.VALUE;
  }

  GetBucketTaggingOutput get(GetBucketTaggingRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    if (bucket.tags().isEmpty()) {
      throw ServiceException.of(
          "NoSuchTagSet", 404, "The TagSet does not exist", Map.of("BucketName", request.bucket()));
    }
    return GetBucketTaggingOutput.builder().tagSet(TagSets.list(bucket.tags())).build();
  }

  Unit delete(DeleteBucketTaggingRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    replace(request.bucket(), Map.of());
    return Unit.VALUE;
  }

  private void replace(String name, Map<String, String> tags) {
    buckets.update(name, bucket -> bucket.withTags(tags));
  }
}
