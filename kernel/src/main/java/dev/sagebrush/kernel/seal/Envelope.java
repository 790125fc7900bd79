package dev.sagebrush.kernel.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret encrypted under a data key of its own, which lies beside it encrypted by somebody else,
 * such as KMS.
 *
 * <p><b>Format, version 1</b>: one byte, the version; two, the length of the encrypted data key;
 * the encrypted data key; the secret under AES-256-GCM with its tag of 16 bytes. The nonce is
 * zeros, since a data key encrypts one secret only. All before the secret and the context in UTF-8
 * are authenticated.
 *
 * @param wrappedKey the data key, encrypted
 * @param sealed the secret, encrypted, with its tag
 */
public record Envelope(byte[] wrappedKey, byte[] sealed) {

  private static final byte VERSION = 1;
  private static final int HEADER = 3;
  private static final int TAG = 16;
  private static final byte[] NONCE = new byte[12];

  /**
   * Encrypts a secret.
   *
   * @param dataKey 32 bytes that encrypt nothing else
   * @param wrappedKey the same, encrypted, at most 65,535 bytes
   * @param context where the secret belongs
   */
  public static Envelope of(byte[] dataKey, byte[] wrappedKey, byte[] secret, String context) {
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, dataKey, wrappedKey, context);
      return new Envelope(wrappedKey, cipher.doFinal(secret));
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  /** As it is kept. */
  public byte[] bytes() {
    byte[] prefix = prefix(wrappedKey);
    return ByteBuffer.allocate(prefix.length + sealed.length).put(prefix).put(sealed).array();
  }

  private static byte[] prefix(byte[] wrapped) {
    return ByteBuffer.allocate(HEADER + wrapped.length)
        .put(VERSION)
        .putShort((short) wrapped.length)
        .put(wrapped)
        .array();
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws UnsealException when it is something else
   */
  public static Envelope read(byte[] bytes) {
    if (bytes.length < HEADER + TAG || bytes[0] != VERSION) {
      throw new UnsealException("not an envelope of version " + VERSION, null);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    byte[] wrapped = new byte[Short.toUnsignedInt(buffer.getShort())];
    if (buffer.remaining() < wrapped.length + TAG) {
      throw new UnsealException("an envelope is cut off", null);
    }
    buffer.get(wrapped);
    byte[] sealed = new byte[buffer.remaining()];
    buffer.get(sealed);
    return new Envelope(wrapped, sealed);
  }

  /**
   * The secret.
   *
   * @param dataKey the decrypted {@link #wrappedKey}
   * @throws UnsealException when it is damaged, or the key or the context is another
   */
  public byte[] open(byte[] dataKey, String context) {
    try {
      return cipher(Cipher.DECRYPT_MODE, dataKey, wrappedKey, context).doFinal(sealed);
    } catch (AEADBadTagException e) {
      throw new UnsealException("an envelope is damaged or not in its place", e);
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] wrapped, String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(Byte.SIZE * TAG, NONCE));
    cipher.updateAAD(prefix(wrapped));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static IllegalStateException impossible(GeneralSecurityException e) {
    return new IllegalStateException("every JDK has AES-GCM", e);
  }
}
