package dev.sagebrush.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens that a client continues a listing with: opaque, bound to their query, and impossible
 * to make or to change without the key of this installation.
 *
 * <p>Format, in base 64 for URLs without padding: one byte version (1); sixteen bytes of
 * HMAC-SHA256 over the version, the length and bytes of the query, and the resume key; then the
 * resume key in UTF-8.
 */
public final class PageTokens {

  private static final byte VERSION = 1;
  private static final int MAC = 16;

  private final SecretKeySpec key;

  /** Tokens under a key of 32 random bytes, the same as long as tokens are to stay valid. */
  public PageTokens(byte[] key) {
    if (key.length < 32) {
      throw new IllegalArgumentException("a key of 32 bytes or more, not " + key.length);
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * The token that continues {@code query} at {@code resumeKey}.
   *
   * @param query everything that defines the listing: operation, account, region, filters, order
   * @param resumeKey where to go on, never empty
   */
  public String issue(String query, String resumeKey) {
    byte[] resume = resumeKey.getBytes(StandardCharsets.UTF_8);
    ByteBuffer token = ByteBuffer.allocate(1 + MAC + resume.length);
    token.put(VERSION).put(mac(query, resume)).put(resume);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /**
   * The resume key of a token that was issued for {@code query}.
   *
   * @throws InvalidPageTokenException for anything else
   */
  public String resume(String query, String token) {
    byte[] bytes = decode(token);
    if (bytes.length < 1 + MAC || bytes[0] != VERSION) {
      throw new InvalidPageTokenException();
    }
    byte[] given = Arrays.copyOfRange(bytes, 1, 1 + MAC);
    byte[] resume = Arrays.copyOfRange(bytes, 1 + MAC, bytes.length);
    if (!MessageDigest.isEqual(given, mac(query, resume))) {
      throw new InvalidPageTokenException();
    }
    return new String(resume, StandardCharsets.UTF_8);
  }

  private static byte[] decode(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      InvalidPageTokenException invalid = new InvalidPageTokenException();
      invalid.initCause(e);
      throw invalid;
    }
  }

  private byte[] mac(String query, byte[] resume) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] asked = query.getBytes(StandardCharsets.UTF_8);
      mac.update(VERSION);
      mac.update(ByteBuffer.allocate(4).putInt(0, asked.length));
      mac.update(asked);
      return Arrays.copyOf(mac.doFinal(resume), MAC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
