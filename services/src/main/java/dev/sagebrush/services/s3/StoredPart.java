package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
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
 * @param named the algorithm the client named with the part where it is another; else null
 * @param namedChecksum by that algorithm, in base 64; else null
 */
record StoredPart(
    @Nullable String blob,
    long size,
    String md5,
    Instant modified,
    String checksum,
    @Nullable ChecksumAlgorithm named,
    @Nullable String namedChecksum) {

  /** The checksum by an algorithm, where it is known; else null. */
  @Nullable String checksum(ChecksumAlgorithm algorithm, UploadChecksum upload) {
    if (algorithm == upload.algorithm()) {
      return checksum;
    }
    return algorithm == named ? namedChecksum : null;
  }

  String quotedETag() {
    return '"' + md5 + '"';
  }
}
