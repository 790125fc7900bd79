package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Ids;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password that cannot be read: PBKDF2 with HMAC-SHA256.
 *
 * <p>Source: <a href="https://www.rfc-editor.org/rfc/rfc8018">RFC 8018</a>.
 *
 * @param rounds of PBKDF2
 * @param salt 16 bytes in base 64
 * @param hash 32 bytes in base 64
 */
record PasswordHash(int rounds, String salt, String hash) {

  private static final int ROUNDS = 120_000;

  static PasswordHash of(String password, Ids ids) {
    String salt = Base64.getEncoder().encodeToString(ids.bytes(16));
    return new PasswordHash(ROUNDS, salt, derived(password, salt, ROUNDS));
  }

  boolean matches(String password) {
    byte[] given = Base64.getDecoder().decode(derived(password, salt, rounds));
    return MessageDigest.isEqual(given, Base64.getDecoder().decode(hash));
  }

  private static String derived(String password, String salt, int rounds) {
    PBEKeySpec spec =
        new PBEKeySpec(password.toCharArray(), Base64.getDecoder().decode(salt), rounds, 256);
    try {
      SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
      return Base64.getEncoder().encodeToString(factory.generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }
}
