package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.DeleteObjectOutput;
import dev.sagebrush.model.s3.DeleteObjectRequest;
import dev.sagebrush.model.s3.DeleteObjectsOutput;
import dev.sagebrush.model.s3.DeleteObjectsRequest;
import dev.sagebrush.model.s3.DeletedObject;
import dev.sagebrush.model.s3.ObjectIdentifier;
import dev.sagebrush.model.s3.S3Error;
import dev.sagebrush.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Deleting objects: by a marker where the bucket keeps versions, for good by a version's id. */
final class Deletions {

  private static final int MOST = 1000;

  private final Buckets buckets;
  private final ObjectTable objects;
  private final Versions versions;
  private final LifecycleBook book;
  private final MfaDelete mfa;
  private final Clock clock;

  Deletions(
      Buckets buckets,
      ObjectTable objects,
      Versions versions,
      LifecycleBook book,
      MfaDelete mfa,
      Clock clock) {
    this.buckets = buckets;
    this.objects = objects;
    this.versions = versions;
    this.book = book;
    this.mfa = mfa;
    this.clock = clock;
  }

  /**
   * What is to be deleted.
   *
   * @param version its id; null to delete whatever is the latest
   * @param bypass whether retention in governance mode may be bypassed
   */
  private record Target(
      String key, @Nullable String version, DeleteCondition condition, boolean bypass) {}

  /**
   * What was done.
   *
   * @param version the id of what went or, for a new delete marker, its own; null without versions
   * @param marker whether that is a delete marker
   */
  private record Done(@Nullable String version, boolean marker) {}

  DeleteObjectOutput delete(DeleteObjectRequest request) {
    Refusals.check(request);
    String bucket = request.bucket();
    ObjectKeys.check(request.key());
    StoredBucket owner = buckets.require(bucket, request.expectedBucketOwner());
    if (request.versionId() != null) {
      mfa.require(owner, request.mfa());
    }
    Target target =
        new Target(
            request.key(),
            request.versionId(),
            new DeleteCondition(
                request.ifMatch(), request.ifMatchLastModifiedTime(), request.ifMatchSize()),
            Boolean.TRUE.equals(request.bypassGovernanceRetention()));
    AtomicReference<Done> done = new AtomicReference<>();
    objects.write(
        List.of(),
        (transaction, freed) -> {
          StoredBucket now = objects.bucket(transaction, bucket);
          done.set(delete(transaction, now, bucket, target, freed));
        });
    Done answer = done.get();
    return DeleteObjectOutput.builder()
        .versionId(answer.version())
        .deleteMarker(answer.marker() ? true : null)
        .build();
  }

  DeleteObjectsOutput deleteAll(DeleteObjectsRequest request) {
    Refusals.check(request);
    String bucket = request.bucket();
    StoredBucket owner = buckets.require(bucket, request.expectedBucketOwner());
    List<ObjectIdentifier> given =
        request.delete() == null ? List.of() : request.delete().objects();
    if (given == null || given.isEmpty() || given.size() > MOST) {
      throw Failures.malformedXml();
    }
    if (given.stream().anyMatch(one -> one.versionId() != null)) {
      mfa.require(owner, request.mfa());
    }
    boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
    boolean bypass = Boolean.TRUE.equals(request.bypassGovernanceRetention());
    List<DeletedObject> deleted = new ArrayList<>();
    List<S3Error> errors = new ArrayList<>();
    objects.write(
        List.of(),
        (transaction, freed) -> {
          StoredBucket now = objects.bucket(transaction, bucket);
          for (ObjectIdentifier identifier : given) {
            try {
              Done done = delete(transaction, now, bucket, target(identifier, bypass), freed);
              deleted.add(describe(identifier, done));
            } catch (ServiceException e) {
              errors.add(error(identifier, e));
            }
          }
        });
    return DeleteObjectsOutput.builder()
        .deleted(quiet ? List.of() : deleted)
        .errors(errors)
        .build();
  }

  private static Target target(ObjectIdentifier identifier, boolean bypass) {
    ObjectKeys.check(identifier.key());
    String version = identifier.versionId();
    return new Target(
        identifier.key(),
        version == null || version.isEmpty() ? null : version,
        new DeleteCondition(identifier.eTag(), identifier.lastModifiedTime(), identifier.size()),
        bypass);
  }

  /** Every refusal comes before the first change: a batch goes on after one. */
  private Done delete(
      Transaction transaction,
      StoredBucket bucket,
      String name,
      Target target,
      List<String> freed) {
    String key = target.key();
    String id = target.version();
    Versioning versioning = bucket.versioning();
    if (id != null) {
      StoredObject version = versions.find(transaction, name, key, id);
      target.condition().check(key, version);
      if (version == null) {
        return new Done(versioning.versioned() ? id : null, false);
      }
      requireUnlocked(version, target.bypass());
      versions.remove(transaction, name, key, version, freed);
      book.changed(transaction, name, bucket, key);
      return new Done(versioning.versioned() ? id : null, version.version().marker());
    }
    StoredObject current = versions.current(transaction, name, key);
    target.condition().check(key, current);
    if (!versioning.versioned()) {
      if (current != null) {
        versions.remove(transaction, name, key, current, freed);
      }
      return new Done(null, false);
    }
    StoredObject marker =
        versions.push(
            transaction,
            bucket,
            name,
            key,
            StoredObject.marker(clock.now().truncatedTo(ChronoUnit.SECONDS), owner(bucket)),
            freed);
    return new Done(marker.version().name(), true);
  }

  /** A marker belongs to who made it. */
  private static @Nullable ObjectAccess owner(StoredBucket bucket) {
    String caller = Call.current().account();
    return caller.equals(bucket.account()) ? null : ObjectAccess.of(caller, null);
  }

  private void requireUnlocked(StoredObject version, boolean bypass) {
    Lock lock = version.lock();
    if (lock != null && lock.forbids(clock.now(), bypass)) {
      throw Locks.protectedByLock();
    }
  }

  private static DeletedObject describe(ObjectIdentifier identifier, Done done) {
    return DeletedObject.builder()
        .key(identifier.key())
        .versionId(identifier.versionId())
        .deleteMarker(done.marker() ? true : null)
        .deleteMarkerVersionId(done.marker() ? done.version() : null)
        .build();
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
