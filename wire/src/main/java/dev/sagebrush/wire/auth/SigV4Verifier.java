package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Credentials.Credential;
import dev.sagebrush.kernel.Signature;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verifies Signature Version 4, in headers and presigned. */
final class SigV4Verifier {

  private final Keys keys;
  private final Clock clock;
  private final AuthLimits limits;
  private final SigningKeys signingKeys = new SigningKeys();
  private final SigV4aKeys asymmetricKeys = new SigV4aKeys();

  SigV4Verifier(Keys keys, Clock clock, AuthLimits limits) {
    this.keys = keys;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * What of the body the signature covers.
   *
   * @param hash the last line of the canonical request
   * @param digest the SHA-256 the body still has to be checked for, or null
   * @param request with the body at hand if it had to be read
   */
  private record Payload(
      String hash, PayloadMode mode, @Nullable String digest, HttpRequest request) {}

  Authenticated verify(HttpRequest request, Query query, SigV4 signed) throws IOException {
    Scope scope = signed.scope();
    ErrorFamily family = ErrorFamily.of(request, scope);
    Instant now = clock.now();
    TimeLimits.check(family, signed, now);
    checkSignedHeaders(family, request, signed);
    Credential credential = keys.find(family, scope.accessKeyId(), signed.token(), now);
    Payload payload = payload(family, request, query, signed);
    byte[] key = new byte[0];
    if (signed.asymmetric()) {
      checkAsymmetric(family, credential, payload, query, signed);
    } else {
      key = signingKeys.key(credential.secret(), scope);
      checkSignature(family, key, payload, query, signed);
      signingKeys.proven(credential.secret(), scope, key);
    }
    SignatureChain chain =
        new SignatureChain(
            family, signed, key, day -> signingKeys.key(credential.secret(), scope.onDay(day)));
    PayloadMode mode = payload.mode();
    if (signed.asymmetric() && (mode.signedChunks() || mode == PayloadMode.EVENTS)) {
      throw BodyErrors.invalidRequest("An asymmetric signature cannot start a chain of HMACs");
    }
    HttpRequest meant = payload.request();
    if (family == ErrorFamily.S3 && signed.presigned()) {
      meant = HoistedHeaders.restored(meant, query);
    }
    HttpRequest verified =
        VerifiedBody.of(meant, family, mode, payload.digest(), mode.signedChunks() ? chain : null);
    if (mode == PayloadMode.EVENTS) {
      verified = verified.body(new SignedEvents(verified.body(), chain, family, clock));
    } else if (family != ErrorFamily.S3) {
      verified = GzipBody.inflated(verified, limits.inflatedBody());
    }
    return new Authenticated(
        credential.principal(), signature(signed, payload), credential.session(), verified);
  }

  private static Signature signature(SigV4 signed, Payload payload) {
    Scope scope = signed.scope();
    return new Signature(
        signed.asymmetric() ? Signature.Version.V4A : Signature.Version.V4,
        signed.presigned() ? Signature.Place.QUERY : Signature.Place.HEADER,
        scope.accessKeyId(),
        signed.time(),
        signed.asymmetric() ? null : scope.region(),
        scope.service(),
        payload.hash());
  }

  /**
   * Checks that the host is signed and, for S3, every header that gives the request its meaning.
   */
  private static void checkSignedHeaders(ErrorFamily family, HttpRequest request, SigV4 signed) {
    List<String> names = signed.signedHeaders();
    if (family != ErrorFamily.S3) {
      if (!names.contains("host")) {
        throw AuthErrors.signature(
            family, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
      }
      return;
    }
    StringBuilder missing = new StringBuilder(names.contains("host") ? "" : "host");
    for (Headers.Field field : request.headers().fields()) {
      String name = field.name();
      boolean free = signed.presigned() && name.equals("x-amz-content-sha256");
      if (name.startsWith("x-amz-") && !free && !names.contains(name)) {
        missing.append(missing.isEmpty() ? "" : ", ").append(name);
      }
    }
    if (!missing.isEmpty()) {
      throw AuthErrors.accessDenied(
          "There were headers present in the request which were not signed",
          Map.of("HeadersNotSigned", missing.toString()));
    }
  }

  private Payload payload(ErrorFamily family, HttpRequest request, Query query, SigV4 signed)
      throws IOException {
    String claimed = request.headers().get("x-amz-content-sha256");
    if (family == ErrorFamily.S3) {
      return s3Payload(request, query, signed, claimed);
    }
    PayloadMode mode = claimed == null ? null : mode(claimed);
    if (mode == null || mode == PayloadMode.DIGEST && signed.presigned()) {
      byte[] body = limits.readAll(request);
      return new Payload(
          Crypto.sha256Hex(body),
          PayloadMode.UNSIGNED,
          null,
          request.body(new ByteArrayInputStream(body)));
    }
    String hash = String.valueOf(claimed);
    return new Payload(hash, mode, mode == PayloadMode.DIGEST ? hash : null, request);
  }

  private static Payload s3Payload(
      HttpRequest request, Query query, SigV4 signed, @Nullable String header) {
    String parameter = signed.presigned() ? query.get("X-Amz-Content-Sha256") : null;
    if (header == null && !signed.presigned()) {
      throw BodyErrors.invalidRequest(
          "Missing required header for this request: x-amz-content-sha256");
    }
    String claimed = parameter != null ? parameter : header;
    if (claimed == null) {
      return new Payload("UNSIGNED-PAYLOAD", PayloadMode.UNSIGNED, null, request);
    }
    PayloadMode mode = mode(claimed);
    boolean covered =
        parameter != null
            || !signed.presigned()
            || signed.signedHeaders().contains("x-amz-content-sha256");
    return new Payload(
        covered ? claimed : "UNSIGNED-PAYLOAD",
        mode,
        mode == PayloadMode.DIGEST ? claimed : null,
        request);
  }

  private static PayloadMode mode(String claimed) {
    PayloadMode mode = PayloadMode.require(claimed);
    if (mode.asymmetric()) {
      throw BodyErrors.notImplemented("A payload signed with AWS4-ECDSA-P256-SHA256 in chunks");
    }
    return mode;
  }

  private static void checkSignature(
      ErrorFamily family, byte[] key, Payload payload, Query query, SigV4 signed) {
    String canonical = canonical(payload, query, signed, false);
    String stringToSign = signed.stringToSign(canonical);
    if (matches(key, stringToSign, signed)) {
      return;
    }
    String asSent = canonical(payload, query, signed, true);
    if (!asSent.equals(canonical) && matches(key, signed.stringToSign(asSent), signed)) {
      return;
    }
    throw AuthErrors.wrongSignature(
        family,
        signed.scope().accessKeyId(),
        new AuthErrors.Signed(stringToSign, canonical),
        signed.signature());
  }

  private static boolean matches(byte[] key, String stringToSign, SigV4 signed) {
    return Crypto.same(
        HexFormat.of().formatHex(Crypto.hmacSha256(key, stringToSign)), signed.signature());
  }

  private static String canonical(Payload payload, Query query, SigV4 signed, boolean asSent) {
    return CanonicalRequest.of(
        payload.request(),
        query,
        signed.scope().s3(),
        signed.signedHeaders(),
        payload.hash(),
        asSent);
  }

  private void checkAsymmetric(
      ErrorFamily family, Credential credential, Payload payload, Query query, SigV4 signed) {
    String canonical = canonical(payload, query, signed, false);
    String stringToSign = signed.stringToSign(canonical);
    String accessKeyId = signed.scope().accessKeyId();
    if (!asymmetricKeys.verify(accessKeyId, credential.secret(), stringToSign, signed)) {
      throw AuthErrors.wrongSignature(
          family, accessKeyId, new AuthErrors.Signed(stringToSign, canonical), signed.signature());
    }
  }
}
