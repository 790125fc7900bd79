package dev.sagebrush.kernel.checksum;

import java.util.Base64;
import java.util.List;

/**
 * The checksum of an object from those of its parts, in S3's two kinds.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">Checking
 * object integrity for data uploads</a>, "Full object and composite checksum types".
 */
public final class PartChecksums {

  private PartChecksums() {}

  /**
   * One part.
   *
   * @param checksum of the part, most significant byte first
   * @param length of the part, in bytes
   */
  public record Part(byte[] checksum, long length) {

    /** A part whose checksum is given in base 64. */
    public static Part of(String base64, long length) {
      return new Part(Base64.getDecoder().decode(base64), length);
    }
  }

  /**
   * COMPOSITE: the checksum of the parts' checksums, in base 64, then {@code -} and their number.
   */
  public static String composite(ChecksumAlgorithm algorithm, List<Part> parts) {
    Checksum checksum = algorithm.start();
    for (Part part : parts) {
      checksum.update(part.checksum());
    }
    return Base64.getEncoder().encodeToString(checksum.value()) + "-" + parts.size();
  }

  /**
   * FULL_OBJECT: what the checksum of the whole object is, in base 64, without reading it again.
   *
   * @throws IllegalArgumentException when the algorithm is not {@link
   *     ChecksumAlgorithm#combinable()}
   */
  public static String fullObject(ChecksumAlgorithm algorithm, List<Part> parts) {
    CrcCombine arithmetic = CrcCombine.of(algorithm);
    long whole = 0;
    for (Part part : parts) {
      whole = arithmetic.combine(whole, BigEndian.value(part.checksum()), part.length());
    }
    return Base64.getEncoder().encodeToString(BigEndian.bytes(whole, algorithm.length()));
  }
}
