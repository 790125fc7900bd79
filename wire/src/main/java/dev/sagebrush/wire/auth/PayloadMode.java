package dev.sagebrush.wire.auth;

import dev.sagebrush.model.ServiceException;
import org.jspecify.annotations.Nullable;

/** How a body is covered by the signature: the values of {@code x-amz-content-sha256}. */
enum PayloadMode {
  /** Not at all. */
  UNSIGNED("UNSIGNED-PAYLOAD"),
  /** By its SHA-256, known before it is read. */
  DIGEST(""),
  /** In aws-chunked, each chunk signed. */
  CHUNKS("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
  /** In aws-chunked, each chunk and the trailers signed. */
  CHUNKS_AND_TRAILER("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
  /** In aws-chunked with trailers, nothing signed. */
  UNSIGNED_TRAILER("STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
  /** As an event stream whose events are signed one by one. */
  EVENTS("STREAMING-AWS4-HMAC-SHA256-EVENTS"),
  /** In aws-chunked, each chunk signed asymmetrically. */
  ASYMMETRIC_CHUNKS("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"),
  /** In aws-chunked, each chunk and the trailers signed asymmetrically. */
  ASYMMETRIC_CHUNKS_AND_TRAILER("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER");

  private final String header;

  PayloadMode(String header) {
    this.header = header;
  }

  /**
   * The mode of a header value, or null when it has neither a known name nor the form of a digest.
   */
  static @Nullable PayloadMode of(String value) {
    for (PayloadMode mode : values()) {
      if (mode != DIGEST && mode.header.equals(value)) {
        return mode;
      }
    }
    return value.length() == 64 && value.chars().allMatch(c -> Character.digit(c, 16) >= 0)
        ? DIGEST
        : null;
  }

  /** The mode of a header value, where only a valid one will do. */
  static PayloadMode require(String value) {
    PayloadMode mode = of(value);
    if (mode == null) {
      throw ServiceException.of(
          "InvalidArgument",
          400,
          "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
              + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER,"
              + " STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD,"
              + " STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.");
    }
    return mode;
  }

  /** Whether the body is in aws-chunked. */
  boolean chunked() {
    return switch (this) {
      case UNSIGNED, DIGEST, EVENTS -> false;
      default -> true;
    };
  }

  /** Whether trailers may follow the last chunk. */
  boolean trailer() {
    return switch (this) {
      case CHUNKS_AND_TRAILER, UNSIGNED_TRAILER, ASYMMETRIC_CHUNKS_AND_TRAILER -> true;
      default -> false;
    };
  }

  /** Whether each chunk carries an HMAC. */
  boolean signedChunks() {
    return this == CHUNKS || this == CHUNKS_AND_TRAILER;
  }

  /** Whether the body is signed in a way that is not implemented. */
  boolean asymmetric() {
    return this == ASYMMETRIC_CHUNKS || this == ASYMMETRIC_CHUNKS_AND_TRAILER;
  }
}
