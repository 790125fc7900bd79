package dev.sagebrush.services.iam;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of six digits that change every thirty seconds.
 *
 * <p>Sources: <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>, TOTP, over <a
 * href="https://www.rfc-editor.org/rfc/rfc4226">RFC 4226</a>, HOTP, with HMAC-SHA-1; <a
 * href="https://www.rfc-editor.org/rfc/rfc4648">RFC 4648</a>, section 6, base 32.
 */
final class OneTimeCodes {

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECONDS = 30;
  private static final int MODULUS = 1_000_000;

  private OneTimeCodes() {}

  /** The count of steps of thirty seconds at a time. */
  static long step(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS);
  }

  /** The code of a step. */
  static String code(byte[] seed, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(seed, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(0, step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%06d", number % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  /** Bytes in base 32; their number is a multiple of five, so that there is no padding. */
  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * 8 / 5);
    int buffer = 0;
    int bits = 0;
    for (byte each : bytes) {
      buffer = buffer << 8 | each & 0xff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32.charAt(buffer >>> bits & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return text.toString();
  }
}
