package dev.sagebrush.wire.auth;

import dev.sagebrush.wire.WireException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Failures of identity: what AWS answers, by the family of the service. */
final class AuthErrors {

  private static final String INVALID_TOKEN =
      "The security token included in the request is invalid.";
  private static final String EXPIRED_TOKEN =
      "The security token included in the request is expired";

  private AuthErrors() {}

  /** No such access key. */
  static WireException unknownKey(ErrorFamily family, String accessKeyId) {
    return switch (family) {
      case S3 ->
          new WireException(
              "InvalidAccessKeyId",
              403,
              "The AWS Access Key Id you provided does not exist in our records.",
              Map.of("AWSAccessKeyId", accessKeyId));
      case QUERY -> new WireException("InvalidClientTokenId", 403, INVALID_TOKEN);
      case JSON -> new WireException("UnrecognizedClientException", 400, INVALID_TOKEN);
      case REST_JSON -> new WireException("UnrecognizedClientException", 403, INVALID_TOKEN);
    };
  }

  /** A session token that is not the one of the key. */
  static WireException wrongToken(ErrorFamily family, String accessKeyId) {
    return family == ErrorFamily.S3
        ? new WireException(
            "InvalidToken", 400, "The provided token is malformed or otherwise invalid.")
        : unknownKey(family, accessKeyId);
  }

  /** A temporary credential past its end. */
  static WireException expiredToken(ErrorFamily family) {
    return switch (family) {
      case S3 -> new WireException("ExpiredToken", 400, "The provided token has expired.");
      case QUERY -> new WireException("ExpiredToken", 403, EXPIRED_TOKEN);
      case JSON -> new WireException("ExpiredTokenException", 400, EXPIRED_TOKEN);
      case REST_JSON -> new WireException("ExpiredTokenException", 403, EXPIRED_TOKEN);
    };
  }

  /** A signature other than the one calculated here. S3 says what was signed here. */
  static WireException wrongSignature(
      ErrorFamily family, String accessKeyId, Signed signed, String provided) {
    if (family != ErrorFamily.S3) {
      return signature(
          family,
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("AWSAccessKeyId", accessKeyId);
    details.put("StringToSign", signed.stringToSign());
    details.put("SignatureProvided", provided);
    details.put("StringToSignBytes", spacedHex(signed.stringToSign()));
    if (!signed.canonicalRequest().isEmpty()) {
      details.put("CanonicalRequest", signed.canonicalRequest());
      details.put("CanonicalRequestBytes", spacedHex(signed.canonicalRequest()));
    }
    return new WireException(
        "SignatureDoesNotMatch",
        403,
        "The request signature we calculated does not match the signature you provided. Check your"
            + " key and signing method.",
        details);
  }

  /**
   * What was signed here.
   *
   * @param canonicalRequest empty where there is none: Signature Version 2, chunks
   */
  record Signed(String stringToSign, String canonicalRequest) {}

  /** A signature that cannot be accepted, in the code of the family. */
  static WireException signature(ErrorFamily family, String message) {
    return switch (family) {
      case S3, QUERY -> new WireException("SignatureDoesNotMatch", 403, message);
      case JSON -> new WireException("InvalidSignatureException", 400, message);
      case REST_JSON -> new WireException("InvalidSignatureException", 403, message);
    };
  }

  /** A signature that lacks something. */
  static WireException incomplete(ErrorFamily family, String message) {
    return switch (family) {
      case S3 -> malformedHeader(message);
      case QUERY -> new WireException("IncompleteSignature", 400, message);
      case JSON -> new WireException("IncompleteSignatureException", 400, message);
      case REST_JSON -> new WireException("IncompleteSignatureException", 403, message);
    };
  }

  /** S3's answer to an Authorization header it cannot read. */
  static WireException malformedHeader(String what) {
    return new WireException(
        "AuthorizationHeaderMalformed", 400, "The authorization header is malformed; " + what);
  }

  /** S3's answer to presigned parameters it cannot read. */
  static WireException malformedQuery(String message) {
    return new WireException("AuthorizationQueryParametersError", 400, message);
  }

  /** S3's answer to a clock that is off. */
  static WireException skewed(String requestTime, Instant now, long allowedMilliseconds) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("RequestTime", requestTime);
    details.put("ServerTime", SigningTime.iso(now));
    details.put("MaxAllowedSkewMilliseconds", Long.toString(allowedMilliseconds));
    return new WireException(
        "RequestTimeTooSkewed",
        403,
        "The difference between the request time and the current time is too large.",
        details);
  }

  /** A refusal by S3 that concerns how the request was signed. */
  static WireException accessDenied(String message, Map<String, String> details) {
    return new WireException("AccessDenied", 403, message, details);
  }

  /** A request that says who sends it twice, or in an unknown way. */
  static WireException badAuthorization(String message) {
    return new WireException(
        "InvalidArgument", 400, message, Map.of("ArgumentName", "Authorization"));
  }

  private static String spacedHex(String text) {
    StringBuilder out = new StringBuilder(3 * text.length());
    for (byte b : CanonicalRequest.bytes(text)) {
      out.append(out.isEmpty() ? "" : " ");
      out.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return out.toString();
  }
}
