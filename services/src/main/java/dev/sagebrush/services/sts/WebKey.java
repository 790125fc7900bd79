package dev.sagebrush.services.sts;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A public key in JSON.
 *
 * <p>Source: <a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517</a>, JWK, and <a
 * href="https://www.rfc-editor.org/rfc/rfc7518#section-6">RFC 7518</a>, section 6.
 *
 * @param id empty for a key without one
 */
record WebKey(String id, PublicKey key) {

  private static final Map<String, String> CURVES =
      Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

  /**
   * Reads a key; null for one that does not verify signatures or is of an unknown kind.
   *
   * @throws IllegalArgumentException for a broken one
   */
  static @Nullable WebKey of(Map<?, ?> members) {
    if ("enc".equals(members.get("use"))) {
      return null;
    }
    String id = members.get("kid") instanceof String text ? text : "";
    try {
      return switch (String.valueOf(members.get("kty"))) {
        case "RSA" -> new WebKey(id, rsa(members));
        case "EC" -> {
          String curve = CURVES.get(String.valueOf(members.get("crv")));
          yield curve == null ? null : new WebKey(id, elliptic(members, curve));
        }
        default -> null;
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a broken key", e);
    }
  }

  private static PublicKey rsa(Map<?, ?> members) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(number(members, "n"), number(members, "e")));
  }

  private static PublicKey elliptic(Map<?, ?> members, String curve)
      throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve));
    ECPoint point = new ECPoint(number(members, "x"), number(members, "y"));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static BigInteger number(Map<?, ?> members, String name) {
    String text = String.valueOf(members.get(name));
    return new BigInteger(1, Base64.getUrlDecoder().decode(text));
  }
}
