package dev.sagebrush.wire.auth;

import org.jspecify.annotations.Nullable;

/**
 * A credential as a request names it.
 *
 * @param accessKeyId whose key
 * @param date {@code yyyyMMdd}
 * @param region for example {@code us-east-1}; empty for asymmetric signatures, whose regions stand
 *     in a header
 * @param service the signing name, for example {@code sagemaker}
 */
record Scope(String accessKeyId, String date, String region, String service) {

  /** The last element of every scope. */
  static final String TERMINATOR = "aws4_request";

  /**
   * The signing name in {@code AKID/20261120/us-east-1/s3/aws4_request}, its last part but one, of
   * a credential that has not been looked at yet; null when it has no such part.
   */
  static @Nullable String service(String credential) {
    int last = credential.lastIndexOf('/');
    int before = last < 1 ? -1 : credential.lastIndexOf('/', last - 1);
    return before < 0 ? null : credential.substring(before + 1, last);
  }

  /** Whether the rules of S3 hold for the path and the payload. */
  boolean s3() {
    return service.equals("s3") || service.startsWith("s3-") || service.equals("s3express");
  }

  /** The same on another day. */
  Scope onDay(String day) {
    return new Scope(accessKeyId, day, region, service);
  }

  /** The scope as the string to sign has it. */
  String text() {
    String tail = service + "/" + TERMINATOR;
    return date + "/" + (region.isEmpty() ? tail : region + "/" + tail);
  }
}
