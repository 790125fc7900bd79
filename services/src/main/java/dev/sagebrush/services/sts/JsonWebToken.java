package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Json;
import dev.sagebrush.kernel.JsonException;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.sts.InvalidIdentityTokenException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signed token of an OpenID Connect provider.
 *
 * <p>Sources: <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519</a>, JWT; <a
 * href="https://www.rfc-editor.org/rfc/rfc7518#section-3">RFC 7518</a>, section 3, signatures.
 *
 * @param header as it was signed
 * @param claims as they were signed
 * @param signed what the signature is over
 * @param signature its bytes
 */
record JsonWebToken(Map<?, ?> header, Map<?, ?> claims, byte[] signed, byte[] signature) {

  /** Names of algorithms here, by those in tokens; {@code none} is not among them. */
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "RS256", "SHA256withRSA",
          "RS384", "SHA384withRSA",
          "RS512", "SHA512withRSA",
          "ES256", "SHA256withECDSAinP1363Format",
          "ES384", "SHA384withECDSAinP1363Format",
          "ES512", "SHA512withECDSAinP1363Format");

  /**
   * Reads a token; its signature is not checked yet.
   *
   * @throws ServiceException {@code InvalidIdentityToken}
   */
  static JsonWebToken parse(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw invalid(
          "The ID Token provided is not a valid JWT. (You may see this error if you sent"
              + " an Access Token)",
          null);
    }
    try {
      Base64.Decoder decoder = Base64.getUrlDecoder();
      return new JsonWebToken(
          object(decoder.decode(parts[0])),
          object(decoder.decode(parts[1])),
          (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
          decoder.decode(parts[2]));
    } catch (IllegalArgumentException | JsonException e) {
      throw invalid(
          "The ID Token provided is not a valid JWT. (You may see this error if you sent"
              + " an Access Token)",
          e);
    }
  }

  private static Map<?, ?> object(byte[] json) {
    if (Json.parse(new String(json, StandardCharsets.UTF_8)) instanceof Map<?, ?> object) {
      return object;
    }
    throw new IllegalArgumentException("not an object");
  }

  static ServiceException invalid(String message, @Nullable Throwable cause) {
    ServiceException invalid = InvalidIdentityTokenException.because(message);
    invalid.initCause(cause);
    return invalid;
  }

  /** The id of the key it says it is signed with; empty when it names none. */
  String keyId() {
    return header.get("kid") instanceof String id ? id : "";
  }

  /** Whether one of some keys signed it. */
  boolean signedBy(List<PublicKey> keys) {
    String algorithm = ALGORITHMS.get(String.valueOf(header.get("alg")));
    return algorithm != null && keys.stream().anyMatch(key -> verifies(algorithm, key));
  }

  private boolean verifies(String algorithm, PublicKey key) {
    boolean rsa = key.getAlgorithm().equals("RSA");
    if (rsa != algorithm.endsWith("RSA")) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // A signature of the wrong length is a wrong signature.
      return false;
    }
  }

  /**
   * A claim that must be there.
   *
   * @throws ServiceException {@code InvalidIdentityToken}
   */
  String require(String claim) {
    if (claims.get(claim) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw invalid("Missing a required claim: " + claim, null);
  }

  /** Whom it is meant for: one or several. */
  List<String> audience() {
    return switch (claims.get("aud")) {
      case String one -> List.of(one);
      case List<?> several -> several.stream().map(String::valueOf).toList();
      case null, default -> throw invalid("Missing a required claim: aud", null);
    };
  }

  /** A time in seconds, or null when the claim is not there. */
  @Nullable Instant time(String claim) {
    return claims.get(claim) instanceof BigDecimal seconds
        ? Instant.ofEpochSecond(seconds.longValue())
        : null;
  }
}
