package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.DeleteObjectOutput;
import dev.sagebrush.model.s3.DeleteObjectRequest;
import dev.sagebrush.model.s3.DeleteObjectsOutput;
import dev.sagebrush.model.s3.DeleteObjectsRequest;
import dev.sagebrush.model.s3.DeletedObject;
import dev.sagebrush.model.s3.ObjectIdentifier;
import dev.sagebrush.model.s3.PutObjectOutput;
import dev.sagebrush.model.s3.PutObjectRequest;
import dev.sagebrush.model.s3.S3Error;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Putting and deleting objects. */
final class Objects {

  private static final int MOST_DELETES = 1000;

  private final Buckets buckets;
  private final ObjectTable objects;
  private final AccessRules rules;
  private final Ingest ingest;
  private final Clock clock;

  Objects(Buckets buckets, ObjectTable objects, AccessRules rules, Ingest ingest, Clock clock) {
    this.buckets = buckets;
    this.objects = objects;
    this.rules = rules;
    this.ingest = ingest;
    this.clock = clock;
  }

  PutObjectOutput put(PutObjectRequest request) throws IOException {
    Refusals.check(request);
    String bucket = request.bucket();
    String key = request.key();
    StoredBucket into = buckets.require(bucket, request.expectedBucketOwner());
    ObjectKeys.check(key);
    ObjectAccess access = rules.ofNew(into, request);
    Metadata metadata = Metadata.of(request);
    Map<String, String> tags = TagSets.ofHeader(request.tagging());
    Ingest.Expectation expectation = Ingest.Expectation.of(request);
    WriteCondition condition = WriteCondition.of(request.ifMatch(), request.ifNoneMatch());
    if (condition.restricts()) {
      // Spares the client the upload; what decides is the check within the transaction.
      condition.check(key, objects.find(bucket, key));
    }
    Ingest.Ingested content = ingest.take(request.body(), expectation);
    ObjectChecksum checksum =
        new ObjectChecksum(
            expectation.algorithm(),
            content.checksum(expectation.algorithm()),
            false,
            expectation.asked());
    StoredObject object =
        new StoredObject(
            content.md5(),
            content.size(),
            clock.now().truncatedTo(ChronoUnit.SECONDS),
            StoredObject.Content.of(content.blob()),
            metadata,
            tags,
            checksum,
            access);
    objects.put(bucket, key, object, condition);
    PutObjectOutput output = PutObjectOutput.builder().eTag(object.quotedETag()).build();
    return Members.with(PutObjectOutput.class, output, Checksums.members(checksum));
  }

  DeleteObjectOutput delete(DeleteObjectRequest request) {
    Refusals.check(request);
    String key = request.key();
    buckets.require(request.bucket(), request.expectedBucketOwner());
    ObjectKeys.check(key);
    DeleteCondition condition =
        new DeleteCondition(
            request.ifMatch(), request.ifMatchLastModifiedTime(), request.ifMatchSize());
    objects.remove(
        request.bucket(),
        List.of(key),
        List.of(current -> {
          condition.check(key, current);
          return true;
        }));
    return DeleteObjectOutput.builder().build();
  }

  DeleteObjectsOutput deleteAll(DeleteObjectsRequest request) {
    Refusals.check(request);
    buckets.require(request.bucket(), request.expectedBucketOwner());
    List<ObjectIdentifier> given =
        request.delete() == null ? List.of() : request.delete().objects();
    if (given == null || given.isEmpty() || given.size() > MOST_DELETES) {
      throw Failures.malformedXml();
    }
    boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
    List<DeletedObject> deleted = new ArrayList<>();
    List<S3Error> errors = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<Predicate<@Nullable StoredObject>> each = new ArrayList<>();
    for (ObjectIdentifier identifier : given) {
      keys.add(identifier.key());
      each.add(current -> {
        try {
          checkDeletion(identifier, current);
        } catch (ServiceException e) {
          errors.add(error(identifier, e));
          return false;
        }
        if (!quiet) {
          deleted.add(
              DeletedObject.builder()
                  .key(identifier.key())
                  .versionId(identifier.versionId())
                  .build());
        }
        return true;
      });
    }
    objects.remove(request.bucket(), keys, each);
    return DeleteObjectsOutput.builder().deleted(deleted).errors(errors).build();
  }

  private static void checkDeletion(ObjectIdentifier identifier, @Nullable StoredObject current) {
    ObjectKeys.check(identifier.key());
    Refusals.check(identifier);
    new DeleteCondition(identifier.eTag(), identifier.lastModifiedTime(), identifier.size())
        .check(identifier.key(), current);
  }

  private static S3Error error(ObjectIdentifier identifier, ServiceException e) {
    return S3Error.builder()
        .key(identifier.key())
        .versionId(identifier.versionId())
        .code(e.code())
        .message(e.getMessage())
        .build();
  }

  /** What a client wants to have seen of an object before it goes. */
  private record DeleteCondition(
      @Nullable String eTag, @Nullable Instant modified, @Nullable Long size) {

    void check(String key, @Nullable StoredObject current) {
      new WriteCondition(eTag == null ? null : ETags.unquoted(eTag), false).check(key, current);
      boolean differs =
          current != null
              && (modified != null
                      && !modified.truncatedTo(ChronoUnit.SECONDS).equals(current.modified())
                  || size != null && size != current.size());
      if (differs || current == null && (modified != null || size != null)) {
        throw Failures.preconditionFailed(
            modified != null ? "x-amz-if-match-last-modified-time" : "x-amz-if-match-size");
      }
    }
  }
}
