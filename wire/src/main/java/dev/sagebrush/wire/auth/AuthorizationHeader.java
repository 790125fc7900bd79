package dev.sagebrush.wire.auth;

import dev.sagebrush.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Authorization header of Signature Version 4: {@code AWS4-HMAC-SHA256 Credential=…/…,
 * SignedHeaders=a;b, Signature=…}.
 */
final class AuthorizationHeader {

  private final HttpRequest request;
  private final String value;
  private final boolean asymmetric;
  private final Map<String, String> fields = new HashMap<>();

  private AuthorizationHeader(HttpRequest request, String value) {
    this.request = request;
    this.value = value;
    this.asymmetric = value.startsWith(SigV4.ASYMMETRIC_ALGORITHM);
  }

  static SigV4 parse(HttpRequest request, String value) {
    return new AuthorizationHeader(request, value).parse();
  }

  private SigV4 parse() {
    int algorithm = value.indexOf(' ');
    String rest = algorithm < 0 ? "" : value.substring(algorithm + 1);
    for (String field : rest.split(",")) {
      readField(field.strip());
    }
    String credential = fields.get("Credential");
    String signedHeaders = fields.get("SignedHeaders");
    String signature = fields.get("Signature");
    String amzDate = request.headers().get("x-amz-date");
    String date = amzDate != null ? amzDate : request.headers().get("date");
    if (credential == null || signedHeaders == null || signature == null || date == null) {
      throw AuthErrors.incomplete(family(credential), missing(credential, date));
    }
    ScopeParser scopes = new ScopeParser(request, asymmetric, false);
    Scope scope = scopes.parse(credential);
    Instant time = time(scope, date);
    String timestamp = SigningTime.basic(time);
    scopes.sameDay(scope, timestamp);
    return new SigV4(
        asymmetric,
        scope,
        List.of(signedHeaders.split(";")),
        signature,
        timestamp,
        time,
        request.headers().get("x-amz-security-token"),
        -1);
  }

  private void readField(String field) {
    if (field.isEmpty()) {
      return;
    }
    int equals = field.indexOf('=');
    if (equals < 0) {
      throw AuthErrors.incomplete(
          family(null),
          "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with"
              + " SHA-256 and encoded with Base64): '"
              + hashed()
              + "'.");
    }
    if (fields.put(field.substring(0, equals), field.substring(equals + 1)) != null) {
      throw AuthErrors.incomplete(
          family(null), "Authorization header has '" + field.substring(0, equals) + "' twice.");
    }
  }

  private String missing(@Nullable String credential, @Nullable String date) {
    StringBuilder message = new StringBuilder();
    for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
      if (!fields.containsKey(name)) {
        message.append("Authorization header requires '").append(name).append("' parameter. ");
      }
    }
    if (date == null) {
      if (family(credential) == ErrorFamily.S3 && message.isEmpty()) {
        throw AuthErrors.accessDenied(
            "AWS authentication requires a valid Date or x-amz-date header", Map.of());
      }
      message.append(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
    }
    return message
        .append("(Hashed with SHA-256 and encoded with Base64) Authorization=")
        .append(hashed())
        .toString();
  }

  private Instant time(Scope scope, String date) {
    Instant time = SigningTime.basic(date);
    if (time == null) {
      time = SigningTime.http(date);
    }
    if (time == null) {
      ErrorFamily family = ErrorFamily.of(request, scope);
      if (family == ErrorFamily.S3) {
        throw AuthErrors.accessDenied(
            "AWS authentication requires a valid Date or x-amz-date header", Map.of());
      }
      throw AuthErrors.incomplete(
          family,
          "Date must be in ISO-8601 'basic format'. Got '"
              + date
              + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }
    return time;
  }

  /** The family, as well as it can be told before the credential is read. */
  private ErrorFamily family(@Nullable String credential) {
    if (credential != null && credential.contains("/s3/")) {
      return ErrorFamily.S3;
    }
    boolean s3 = credential == null && request.headers().has("x-amz-content-sha256");
    return ErrorFamily.of(request, s3 ? ErrorFamily.S3 : ErrorFamily.REST_JSON);
  }

  /** The header as errors quote it: it may hold a valid signature. */
  private String hashed() {
    byte[] hash = Crypto.sha256().digest(value.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }
}
