package dev.sagebrush.wire.auth;

import dev.sagebrush.model.ServiceException;
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
  static ServiceException unknownKey(ErrorFamily family, String accessKeyId) {
    return switch (family) {
      case S3 ->
          ServiceException.of(
              "InvalidAccessKeyId",
              403,
              "The AWS Access Key Id you provided does not exist in our records.",
              Map.of("AWSAccessKeyId", accessKeyId));
      case QUERY -> ServiceException.of("InvalidClientTokenId", 403, INVALID_TOKEN);
      case JSON -> ServiceException.of("UnrecognizedClientException", 400, INVALID_TOKEN);
      case REST_JSON -> ServiceException.of("UnrecognizedClientException", 403, INVALID_TOKEN);
    };
  }

  /** A session token that is not the one of the key. */
  static ServiceException wrongToken(ErrorFamily family, String accessKeyId) {
    return family == ErrorFamily.S3
        ? ServiceException.of(
            "InvalidToken", 400, "The provided token is malformed or otherwise invalid.")
        : unknownKey(family, accessKeyId);
  }

  /** A temporary credential past its end. */
  static ServiceException expiredToken(ErrorFamily family) {
    return switch (family) {
      case S3 -> ServiceException.of("ExpiredToken", 400, "The provided token has expired.");
      case QUERY -> ServiceException.of("ExpiredToken", 403, EXPIRED_TOKEN);
      case JSON -> ServiceException.of("ExpiredTokenException", 400, EXPIRED_TOKEN);
      case REST_JSON -> ServiceException.of("ExpiredTokenException", 403, EXPIRED_TOKEN);
    };
  }

  /** A signature other than the one calculated here. S3 says what was signed here. */
  static ServiceException wrongSignature(
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
    return ServiceException.of(
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
  static ServiceException signature(ErrorFamily family, String message) {
    return switch (family) {
      case S3, QUERY -> ServiceException.of("SignatureDoesNotMatch", 403, message);
      case JSON -> ServiceException.of("InvalidSignatureException", 400, message);
      case REST_JSON -> ServiceException.of("InvalidSignatureException", 403, message);
    };
  }

  /** A signature that lacks something. */
  static ServiceException incomplete(ErrorFamily family, String message) {
    return switch (family) {
      case S3 -> malformedHeader(message);
      case QUERY -> ServiceException.of("IncompleteSignature", 400, message);
      case JSON -> ServiceException.of("IncompleteSignatureException", 400, message);
      case REST_JSON -> ServiceException.of("IncompleteSignatureException", 403, message);
    };
  }

  /** S3's answer to an Authorization header it cannot read. */
  static ServiceException malformedHeader(String what) {
    return ServiceException.of(
        "AuthorizationHeaderMalformed", 400, "The authorization header is malformed; " + what);
  }

  /** S3's answer to presigned parameters it cannot read. */
  static ServiceException malformedQuery(String message) {
    return ServiceException.of("AuthorizationQueryParametersError", 400, message);
  }

  /** S3's answer to a clock that is off. */
  static ServiceException skewed(String requestTime, Instant now, long allowedMilliseconds) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("RequestTime", requestTime);
    details.put("ServerTime", SigningTime.iso(now));
    details.put("MaxAllowedSkewMilliseconds", Long.toString(allowedMilliseconds));
    return ServiceException.of(
        "RequestTimeTooSkewed",
        403,
        "The difference between the request time and the current time is too large.",
        details);
  }

  /** A refusal by S3 that concerns how the request was signed. */
  static ServiceException accessDenied(String message, Map<String, String> details) {
    return ServiceException.of("AccessDenied", 403, message, details);
  }

  /** A request that says who sends it twice, or in an unknown way. */
  static ServiceException badAuthorization(String message) {
    return ServiceException.of(
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
