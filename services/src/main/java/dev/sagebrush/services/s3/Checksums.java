package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.s3.InvalidRequest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ten checksum members of S3's structures, and the one of them a request may set. */
final class Checksums {

  private Checksums() {}

  /** The member that carries a value: {@code ChecksumCRC32}. */
  static String member(ChecksumAlgorithm algorithm) {
    return "Checksum" + algorithm.name();
  }

  /** The algorithm as messages write it: {@code crc32}. */
  static String word(ChecksumAlgorithm algorithm) {
    return algorithm.name().toLowerCase(Locale.ROOT);
  }

  /** What a client is told whose upload keeps checksums of another algorithm. */
  static ServiceException mismatch(ChecksumAlgorithm expected, ChecksumAlgorithm actual) {
    return InvalidRequest.because(
        "Checksum Type mismatch occurred, expected checksum Type: "
            + word(expected)
            + ", actual checksum Type: "
            + word(actual));
  }

  /**
   * The algorithm a client names.
   *
   * @throws ServiceException {@code InvalidRequest} when there is none, {@code NotImplemented} when
   *     we cannot calculate it
   */
  static ChecksumAlgorithm algorithm(String name) {
    ChecksumAlgorithm algorithm = ChecksumAlgorithm.ofName(name);
    if (algorithm == null) {
      throw InvalidRequest.because(
          "Checksum algorithm provided is unsupported. Please try again with any of the valid"
              + " types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
    }
    if (!algorithm.supported()) {
      throw ServiceException.notImplemented("The checksum algorithm " + algorithm);
    }
    return algorithm;
  }

  /** The checksum a request states, and by which algorithm; null when it states none. */
  static @Nullable Stated stated(Struct request) {
    Stated stated = null;
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      String value = Members.text(request, member(algorithm));
      if (value != null) {
        if (stated != null) {
          throw InvalidRequest.because(
              "Expecting a single x-amz-checksum- header. Multiple checksum Types are not"
                  + " allowed.");
        }
        stated = new Stated(algorithm(algorithm.name()), value);
      }
    }
    String named = Members.text(request, "ChecksumAlgorithm");
    if (stated != null && named != null && !named.equalsIgnoreCase(stated.algorithm().name())) {
      throw InvalidRequest.because("Value for x-amz-sdk-checksum-algorithm header is invalid.");
    }
    return stated;
  }

  /** The answer's members that say a checksum. */
  static Map<String, Object> members(ObjectChecksum checksum) {
    Map<String, Object> members = new HashMap<>();
    members.put(member(checksum.algorithm()), checksum.value());
    members.put("ChecksumType", checksum.type());
    return members;
  }

  /** The answer's member that says the checksum of a part. */
  static Map<String, Object> members(ChecksumAlgorithm algorithm, String value) {
    return Map.of(member(algorithm), value);
  }

  /**
   * A checksum as a client states it.
   *
   * @param value in base 64
   */
  record Stated(ChecksumAlgorithm algorithm, String value) {

    /** Refuses a value that no checksum of this kind can have. */
    void requireWellFormed() {
      try {
        if (Base64.getDecoder().decode(value).length == algorithm.length()) {
          return;
        }
      } catch (IllegalArgumentException e) {
        throw malformed(algorithm).with(Map.of("ChecksumValue", value));
      }
      throw malformed(algorithm);
    }

    private static ServiceException malformed(ChecksumAlgorithm algorithm) {
      return InvalidRequest.because("Value for " + algorithm.headerName() + " header is invalid.");
    }

    /** Refuses content that has another. */
    void requireEqual(String calculated) {
      if (!value.equals(calculated)) {
        throw ServiceException.of(
            "BadDigest",
            400,
            "The " + algorithm + " you specified did not match the calculated checksum.");
      }
    }
  }
}
