package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.s3.InvalidRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the checksum of an upload in parts is made.
 *
 * @param algorithm of every part
 * @param composite whether the object's is the checksum of the parts' checksums
 * @param asked whether the client named it
 */
record UploadChecksum(ChecksumAlgorithm algorithm, boolean composite, boolean asked) {

  private static final String TYPE_HEADER = "x-amz-checksum-type";

  /**
   * What {@code x-amz-checksum-algorithm} and {@code x-amz-checksum-type} ask for.
   *
   * <p>Source: <a
   * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">Checking
   * object integrity for data uploads</a>: CRC64NVME is of the full object only, SHA composite
   * only, CRC32 and CRC32C either, composite by default.
   */
  static UploadChecksum of(@Nullable String algorithmName, @Nullable String type) {
    if (algorithmName == null) {
      if (type != null) {
        throw InvalidRequest.because(
            "The "
                + TYPE_HEADER
                + " header can only be used with the"
                + " x-amz-checksum-algorithm header.");
      }
      return new UploadChecksum(ObjectChecksum.DEFAULT, false, false);
    }
    ChecksumAlgorithm algorithm = Checksums.algorithm(algorithmName);
    boolean composite =
        switch (type) {
          case null -> algorithm != ChecksumAlgorithm.CRC64NVME;
          case "COMPOSITE" -> true;
          case "FULL_OBJECT" -> false;
          default ->
              throw InvalidRequest.because("Value for " + TYPE_HEADER + " header is invalid.");
        };
    boolean possible =
        composite ? algorithm != ChecksumAlgorithm.CRC64NVME : algorithm.combinable();
    if (!possible) {
      throw InvalidRequest.because(
          "The "
              + (composite ? "COMPOSITE" : "FULL_OBJECT")
              + " checksum type cannot be used with the "
              + algorithm.name().toLowerCase(Locale.ROOT)
              + " checksum algorithm.");
    }
    return new UploadChecksum(algorithm, composite, true);
  }

  String type() {
    return composite ? "COMPOSITE" : "FULL_OBJECT";
  }
}
