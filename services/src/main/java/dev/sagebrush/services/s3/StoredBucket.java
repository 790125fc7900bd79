package dev.sagebrush.services.s3;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bucket.
 *
 * @param account who owns it
 * @param region where it was made to be
 * @param created to the second
 * @param tags in the order they were given
 * @param access who may use it, beside its policy
 * @param versions whether it keeps versions; null while it never has
 * @param objectLock how new objects are locked; null for a bucket without Object Lock
 * @param lifecycle the revision of its lifecycle rules; null while it has none
 */
record StoredBucket(
    String account,
    String region,
    Instant created,
    Map<String, String> tags,
    BucketAccess access,
    @Nullable Versioning versions,
    @Nullable ObjectLock objectLock,
    @Nullable String lifecycle) {

  StoredBucket withTags(Map<String, String> tags) {
    return new StoredBucket(
        account, region, created, tags, access, versions, objectLock, lifecycle);
  }

  StoredBucket withAccess(BucketAccess access) {
    return new StoredBucket(
        account, region, created, tags, access, versions, objectLock, lifecycle);
  }

  StoredBucket withVersioning(Versioning versions) {
    return new StoredBucket(
        account, region, created, tags, access, versions, objectLock, lifecycle);
  }

  StoredBucket withObjectLock(ObjectLock objectLock) {
    return new StoredBucket(
        account, region, created, tags, access, versions, objectLock, lifecycle);
  }

  StoredBucket withLifecycle(@Nullable String lifecycle) {
    return new StoredBucket(
        account, region, created, tags, access, versions, objectLock, lifecycle);
  }

  /** Whether it keeps versions. */
  Versioning versioning() {
    return versions == null ? Versioning.NEVER : versions;
  }
}
