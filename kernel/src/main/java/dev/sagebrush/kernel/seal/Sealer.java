package dev.sagebrush.kernel.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Encrypts secrets for the disk, under a key that is not in the store. Safe for threads. */
public interface Sealer {

  /**
   * The sealed form of a secret: different at each call, of its length and some bytes more.
   *
   * @param secret of any length
   * @param context where it belongs, for example table and key of its row
   */
  byte[] seal(byte[] secret, String context);

  /**
   * The secret of a sealed form.
   *
   * @param context the same as when it was sealed
   * @throws UnsealException when it is damaged, of another context or of another master key
   */
  byte[] unseal(byte[] sealed, String context);

  /** {@link #seal} of a text, in base 64, for a row. */
  default String sealText(String secret, String context) {
    return Base64.getEncoder()
        .encodeToString(seal(secret.getBytes(StandardCharsets.UTF_8), context));
  }

  /**
   * The text that {@link #sealText} has sealed.
   *
   * @throws UnsealException as {@link #unseal} does
   */
  default String unsealText(String sealed, String context) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      throw new UnsealException("a sealed text is not base 64", e);
    }
    return new String(unseal(bytes, context), StandardCharsets.UTF_8);
  }
}
