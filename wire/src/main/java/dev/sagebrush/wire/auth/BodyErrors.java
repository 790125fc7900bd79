package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.ServiceException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Failures of bodies, worded as S3 words them. Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3 error
 * responses</a>.
 */
final class BodyErrors {

  private BodyErrors() {}

  /** Fewer or more bytes than announced. */
  static ServiceException length() {
    return ServiceException.of(
        "IncompleteBody",
        400,
        "You did not provide the number of bytes specified by the Content-Length HTTP header.");
  }

  /** The body ended within a chunk. */
  static ServiceException truncated() {
    return ServiceException.of("IncompleteBody", 400, "The request body terminated unexpectedly");
  }

  /** Something that is not aws-chunked. */
  static ServiceException malformedChunk(String what) {
    return ServiceException.of(
        "InvalidRequest", 400, "The aws-chunked body is not well-formed: " + what);
  }

  /** A chunk of less than 8 KiB before the last. */
  static ServiceException smallChunk(long number, long size) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("Chunk", Long.toString(number));
    details.put("BadChunkSize", Long.toString(size));
    return ServiceException.of(
        "InvalidChunkSizeError",
        403,
        "Only the last chunk is allowed to have a size less than 8192 bytes",
        details);
  }

  /** Trailers other than announced. */
  static ServiceException malformedTrailer() {
    return ServiceException.of(
        "MalformedTrailerError",
        400,
        "The request contained trailing data that was not well-formed or did not conform to our"
            + " published schema.");
  }

  /** A body that is not what its signed digest says. */
  static ServiceException contentSha256(String claimed, String computed) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("ClientComputedContentSHA256", claimed);
    details.put("S3ComputedContentSHA256", computed);
    return ServiceException.of(
        "XAmzContentSHA256Mismatch",
        400,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        details);
  }

  /** A body that is not what its checksum header or trailer says. */
  static ServiceException checksum(ChecksumAlgorithm algorithm) {
    return ServiceException.of(
        "BadDigest",
        400,
        "The " + algorithm.name() + " you specified did not match the calculated checksum.");
  }

  /** A body that is not what its Content-MD5 says. */
  static ServiceException contentMd5(String expected, String calculated) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("ExpectedDigest", expected);
    details.put("CalculatedDigest", calculated);
    return ServiceException.of(
        "BadDigest", 400, "The Content-MD5 you specified did not match what we received.", details);
  }

  /** A Content-MD5 that is no digest. */
  static ServiceException invalidMd5() {
    return ServiceException.of("InvalidDigest", 400, "The Content-MD5 you specified was invalid.");
  }

  /** A checksum header that is no checksum. */
  static ServiceException invalidChecksum(ChecksumAlgorithm algorithm) {
    return ServiceException.of(
        "InvalidRequest", 400, "Value for " + algorithm.headerName() + " header is invalid.");
  }

  /** A body beyond what is accepted. */
  static ServiceException tooLarge(long limit) {
    return ServiceException.of(
        "RequestEntityTooLarge", 413, "The request body is larger than " + limit + " bytes.");
  }

  /** A request that cannot be understood. */
  static ServiceException invalidRequest(String message) {
    return ServiceException.of("InvalidRequest", 400, message);
  }

  /** Something that AWS has and this server has not. */
  static ServiceException notImplemented(String what) {
    return ServiceException.of("NotImplemented", 501, what + " is not implemented.");
  }
}
