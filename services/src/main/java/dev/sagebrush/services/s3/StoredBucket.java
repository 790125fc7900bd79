package dev.sagebrush.services.s3;

import java.time.Instant;
import java.util.Map;

/**
 * A bucket.
 *
 * @param account who owns it
 * @param region where it was made to be
 * @param created to the second
 * @param tags in the order they were given
 * @param access who may use it, beside its policy
 */
record StoredBucket(
    String account, String region, Instant created, Map<String, String> tags, BucketAccess access) {

  StoredBucket withTags(Map<String, String> replaced) {
    return new StoredBucket(account, region, created, replaced, access);
  }

  StoredBucket withAccess(BucketAccess replaced) {
    return new StoredBucket(account, region, created, tags, replaced);
  }
}
