package dev.sagebrush.services.s3;

import java.time.Instant;

/**
 * An upload that has become an object.
 *
 * @param bucket of the object
 * @param key of the object
 * @param time when
 * @param request a fingerprint of the parts it was completed from
 * @param eTag the object's, without the quotes
 * @param checksum the object's
 */
record Completion(
    String bucket,
    String key,
    Instant time,
    String request,
    String eTag,
    ObjectChecksum checksum) {}
