package dev.sagebrush.services.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An upload that has become an object.
 *
 * @param bucket of the object
 * @param key of the object
 * @param time when
 * @param request a fingerprint of the parts it was completed from
 * @param eTag the object's, without the quotes
 * @param checksum the object's
 * @param version the id of the version it became; null for the version called null
 */
record Completion(
    String bucket,
    String key,
    Instant time,
    String request,
    String eTag,
    ObjectChecksum checksum,
    @Nullable String version) {}
