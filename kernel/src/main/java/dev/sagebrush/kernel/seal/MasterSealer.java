package dev.sagebrush.kernel.seal;

import dev.sagebrush.kernel.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals under one master key, with AES-256-GCM.
 *
 * <p><b>Format, version 1</b>, 49 bytes longer than the secret:
 *
 * <table>
 *   <caption>Fields</caption>
 *   <tr><th>bytes<th>what
 *   <tr><td>1<td>the version, 1
 *   <tr><td>8<td>which master key: the first bytes of SHA-256 over {@code sagebrush:master-key-id}
 *     and the key
 *   <tr><td>24<td>salt, random
 *   <tr><td>n<td>the secret, encrypted
 *   <tr><td>16<td>the tag of GCM
 * </table>
 *
 * <p>Each secret has a key of its own, HMAC-SHA256 under the master key over {@code
 * sagebrush:seal-1} and the salt, and with it a nonce of zeros: 192 random bits do not come twice,
 * so that the number of secrets has no limit, which 96-bit random nonces under one key would set at
 * 2^32 (NIST SP 800-38D, 8.3). The first 33 bytes and the context in UTF-8 are authenticated with
 * it.
 */
public final class MasterSealer implements Sealer {

  /** How many bytes a master key has. */
  public static final int KEY_BYTES = 32;

  private static final byte VERSION = 1;
  private static final int ID = 8;
  private static final int SALT = 24;
  private static final int HEADER = 1 + ID + SALT;
  private static final int TAG = 16;
  private static final byte[] NONCE = new byte[12];

  private final SecretKeySpec key;
  private final byte[] id;
  private final Ids random;

  /**
   * Seals under a key.
   *
   * @param key {@link #KEY_BYTES} bytes that nobody can guess
   * @param random of salts
   */
  public MasterSealer(byte[] key, Ids random) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "a master key has " + KEY_BYTES + " bytes, not " + key.length);
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.id = idOf(key);
    this.random = random;
  }

  private static byte[] idOf(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("sagebrush:master-key-id".getBytes(StandardCharsets.US_ASCII));
      return Arrays.copyOf(digest.digest(key), ID);
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  /** Which master key it seals under, in hexadecimal; says nothing about the key. */
  public String keyId() {
    return HexFormat.of().formatHex(id);
  }

  @Override
  public byte[] seal(byte[] secret, String context) {
    byte[] sealed = new byte[HEADER + secret.length + TAG];
    ByteBuffer.wrap(sealed).put(VERSION).put(id).put(random.bytes(SALT));
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, sealed, context);
      cipher.doFinal(secret, 0, secret.length, sealed, HEADER);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  @Override
  public byte[] unseal(byte[] sealed, String context) {
    if (sealed.length < HEADER + TAG || sealed[0] != VERSION) {
      throw new UnsealException("not a sealed secret of version " + VERSION, null);
    }
    byte[] sealedBy = Arrays.copyOfRange(sealed, 1, 1 + ID);
    if (!Arrays.equals(sealedBy, id)) {
      throw new UnsealException(
          "sealed under master key "
              + HexFormat.of().formatHex(sealedBy)
              + ", and this one is "
              + keyId(),
          null);
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed, context);
      return cipher.doFinal(sealed, HEADER, sealed.length - HEADER);
    } catch (AEADBadTagException e) {
      throw new UnsealException("a sealed secret is damaged or not in its place", e);
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  private Cipher cipher(int mode, byte[] sealed, String context) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(key);
    mac.update("sagebrush:seal-1".getBytes(StandardCharsets.US_ASCII));
    mac.update(sealed, 1 + ID, SALT);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(mac.doFinal(), "AES"),
        new GCMParameterSpec(Byte.SIZE * TAG, NONCE));
    cipher.updateAAD(sealed, 0, HEADER);
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static IllegalStateException impossible(GeneralSecurityException e) {
    return new IllegalStateException("every JDK has SHA-256, HMAC and AES-GCM", e);
  }
}
