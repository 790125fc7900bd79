package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Credentials.Credential;
import dev.sagebrush.kernel.Signature;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.VirtualHost;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verifies Signature Version 2 for S3, in the header {@code AWS id:signature} and presigned. */
final class SigV2Verifier {

  private final Keys keys;
  private final Clock clock;
  private final VirtualHost hosts;

  SigV2Verifier(Keys keys, Clock clock, VirtualHost hosts) {
    this.keys = keys;
    this.clock = clock;
    this.hosts = hosts;
  }

  /** Whether the query holds a signature of version 2 for S3, or part of one. */
  static boolean presigned(Query query) {
    return query.get("AWSAccessKeyId") != null
        || query.get("Signature") != null && query.get("Expires") != null;
  }

  Authenticated verifyHeader(HttpRequest request, Query query, String authorization) {
    String value = authorization.substring("AWS ".length()).strip();
    int colon = value.lastIndexOf(':');
    if (colon <= 0) {
      throw AuthErrors.badAuthorization(
          "AWS authorization header is invalid. Expected AwsAccessKeyId:signature");
    }
    String amzDate = request.headers().get("x-amz-date");
    String date = amzDate != null ? amzDate : request.headers().get("date", "");
    Instant time = SigningTime.http(date);
    if (time == null) {
      time = SigningTime.basic(date);
    }
    if (time == null) {
      throw AuthErrors.accessDenied(
          "AWS authentication requires a valid Date or x-amz-date header", Map.of());
    }
    Instant now = clock.now();
    if (time.isAfter(now.plus(TimeLimits.ALLOWED_SKEW))
        || time.isBefore(now.minus(TimeLimits.ALLOWED_SKEW))) {
      throw AuthErrors.skewed(date, now, TimeLimits.ALLOWED_SKEW.toMillis());
    }
    Claim claim =
        new Claim(
            value.substring(0, colon),
            value.substring(colon + 1),
            amzDate != null ? "" : date,
            request.headers().get("x-amz-security-token"),
            time);
    return verify(request, query, claim, now);
  }

  Authenticated verifyQuery(HttpRequest request, Query query) {
    String accessKeyId = query.get("AWSAccessKeyId");
    String signature = query.get("Signature");
    String expires = query.get("Expires");
    if (accessKeyId == null || signature == null || expires == null) {
      throw AuthErrors.accessDenied(
          "Query-string authentication requires the Signature, Expires and AWSAccessKeyId"
              + " parameters",
          Map.of());
    }
    Instant now = clock.now();
    Instant end = end(expires);
    if (now.isAfter(end)) {
      Map<String, String> details = new LinkedHashMap<>();
      details.put("Expires", SigningTime.iso(end));
      details.put("ServerTime", SigningTime.iso(now));
      throw AuthErrors.accessDenied("Request has expired", details);
    }
    String parameter = query.get("x-amz-security-token");
    String token = parameter != null ? parameter : request.headers().get("x-amz-security-token");
    return verify(request, query, new Claim(accessKeyId, signature, expires, token, null), now);
  }

  private static Instant end(String expires) {
    boolean number =
        !expires.isEmpty()
            && expires.length() <= 11
            && expires.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number) {
      throw AuthErrors.accessDenied(
          "Invalid date (should be seconds since epoch): " + expires, Map.of());
    }
    return Instant.ofEpochSecond(Long.parseLong(expires));
  }

  /**
   * What a request says of its own signature.
   *
   * @param date the line of the string to sign that holds the date, or the end when presigned
   * @param time when it was signed; null when presigned, which does not say
   */
  private record Claim(
      String accessKeyId,
      String signature,
      String date,
      @Nullable String token,
      @Nullable Instant time) {

    boolean presigned() {
      return time == null;
    }
  }

  private Authenticated verify(HttpRequest request, Query query, Claim claim, Instant now) {
    Credential credential = keys.find(ErrorFamily.S3, claim.accessKeyId(), claim.token(), now);
    String bucket = hosts.bucket(request.headers().get("host", ""));
    String stringToSign =
        SigV2String.of(request, query, claim.date(), claim.presigned(), resource(request, bucket));
    if (!matches(credential, stringToSign, claim)
        && !matchesBucket(credential, request, query, claim, bucket)) {
      throw AuthErrors.wrongSignature(
          ErrorFamily.S3,
          claim.accessKeyId(),
          new AuthErrors.Signed(stringToSign, ""),
          claim.signature());
    }
    HttpRequest meant = claim.presigned() ? HoistedHeaders.restored(request, query) : request;
    return new Authenticated(
        credential.principal(),
        new Signature(
            Signature.Version.V2,
            claim.presigned() ? Signature.Place.QUERY : Signature.Place.HEADER,
            claim.accessKeyId(),
            claim.time(),
            null,
            "s3",
            request.headers().get("x-amz-content-sha256")),
        credential.session(),
        Authenticator.unsignedBody(meant, ErrorFamily.S3));
  }

  private static String resource(HttpRequest request, @Nullable String bucket) {
    return bucket == null ? request.rawPath() : "/" + bucket + request.rawPath();
  }

  /** botocore sends {@code /bucket} and signs {@code /bucket/}: the same bucket. */
  private static boolean matchesBucket(
      Credential credential,
      HttpRequest request,
      Query query,
      Claim claim,
      @Nullable String bucket) {
    String path = request.rawPath();
    return bucket == null
        && path.length() > 1
        && path.indexOf('/', 1) < 0
        && matches(
            credential,
            SigV2String.of(request, query, claim.date(), claim.presigned(), path + "/"),
            claim);
  }

  private static boolean matches(Credential credential, String stringToSign, Claim claim) {
    byte[] secret = credential.secret().getBytes(StandardCharsets.UTF_8);
    byte[] hmac = Crypto.hmacSha1(secret, CanonicalRequest.bytes(stringToSign));
    return Crypto.same(Base64.getEncoder().encodeToString(hmac), claim.signature());
  }
}
