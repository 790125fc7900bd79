package dev.sagebrush.wire.auth;

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

  /** Whether the rules of S3 hold for the path and the payload. */
  boolean s3() {
    return service.equals("s3") || service.startsWith("s3-") || service.equals("s3express");
  }

  /** The scope as the string to sign has it. */
  String text() {
    String tail = service + "/" + TERMINATOR;
    return date + "/" + (region.isEmpty() ? tail : region + "/" + tail);
  }
}
