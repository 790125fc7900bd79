package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;

/**
 * The checksum kept with an object.
 *
 * @param algorithm by which
 * @param value in base 64; with {@code -N} when it is the checksum of the checksums of N parts
 * @param composite whether it is that
 * @param asked whether the client named the algorithm; otherwise it is S3's own default
 */
record ObjectChecksum(ChecksumAlgorithm algorithm, String value, boolean composite, boolean asked) {

  /** What S3 calculates when nobody asks for another. */
  static final ChecksumAlgorithm DEFAULT = ChecksumAlgorithm.CRC64NVME;

  /** The value of {@code ChecksumType}. */
  String type() {
    return composite ? "COMPOSITE" : "FULL_OBJECT";
  }
}
