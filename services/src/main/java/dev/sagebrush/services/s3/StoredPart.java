package dev.sagebrush.services.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of an upload.
 *
 * @param blob the content; null for none
 * @param size in bytes
 * @param md5 in hexadecimal: its entity tag without the quotes
 * @param modified to the second
 * @param checksum by the upload's algorithm, in base 64
 */
record StoredPart(
    @Nullable String blob, long size, String md5, Instant modified, String checksum) {}
