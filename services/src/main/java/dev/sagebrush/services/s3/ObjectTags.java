package dev.sagebrush.services.s3;

import dev.sagebrush.model.s3.DeleteObjectTaggingOutput;
import dev.sagebrush.model.s3.DeleteObjectTaggingRequest;
import dev.sagebrush.model.s3.GetObjectTaggingOutput;
import dev.sagebrush.model.s3.GetObjectTaggingRequest;
import dev.sagebrush.model.s3.PutObjectTaggingOutput;
import dev.sagebrush.model.s3.PutObjectTaggingRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags of objects. They are no part of the content: changing them leaves its date alone. */
final class ObjectTags {

  private final Buckets buckets;
  private final ObjectTable objects;

  ObjectTags(Buckets buckets, ObjectTable objects) {
    this.buckets = buckets;
    this.objects = objects;
  }

  PutObjectTaggingOutput put(PutObjectTaggingRequest request) {
    Refusals.check(request);
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    if (request.tagging() == null || request.tagging().tagSet() == null) {
      throw Failures.malformedXml();
    }
    Map<String, String> tags = TagSets.ofObject(request.tagging().tagSet());
    StoredObject tagged =
        objects.update(
            request.bucket(), request.key(), request.versionId(), object -> object.withTags(tags));
    return PutObjectTaggingOutput.builder().versionId(version(bucket, tagged)).build();
  }

  GetObjectTaggingOutput get(GetObjectTaggingRequest request) {
    Refusals.check(request);
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    StoredObject object = objects.require(request.bucket(), request.key(), request.versionId());
    return GetObjectTaggingOutput.builder()
        .tagSet(TagSets.list(object.tags()))
        .versionId(version(bucket, object))
        .build();
  }

  DeleteObjectTaggingOutput delete(DeleteObjectTaggingRequest request) {
    Refusals.check(request);
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    StoredObject tagged =
        objects.update(
            request.bucket(),
            request.key(),
            request.versionId(),
            object -> object.withTags(Map.of()));
    return DeleteObjectTaggingOutput.builder().versionId(version(bucket, tagged)).build();
  }

  private static @Nullable String version(StoredBucket bucket, StoredObject object) {
    return bucket.versioning().versioned() ? object.version().name() : null;
  }
}
