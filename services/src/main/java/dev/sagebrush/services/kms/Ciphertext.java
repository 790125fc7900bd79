package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a symmetric key encrypts to, with all that is needed to decrypt it but the key.
 *
 * <p><b>Format, version 1</b>:
 *
 * <table>
 *   <caption>Fields</caption>
 *   <tr><th>bytes<th>what
 *   <tr><td>2<td>the version: 0xB7, 1
 *   <tr><td>32<td>the id of the key's material, see {@link MaterialRow}
 *   <tr><td>24<td>salt, random
 *   <tr><td>2<td>the length of the key's ARN
 *   <tr><td>l<td>the ARN, in ASCII
 *   <tr><td>n<td>the plaintext, encrypted
 *   <tr><td>16<td>the tag of GCM
 * </table>
 *
 * <p>AES-256-GCM under HMAC-SHA256, with the material as key, over {@code sagebrush:kms-1} and the
 * salt; the nonce is zeros, since no two of those keys are equal. Everything before the encrypted
 * plaintext is authenticated, and after it the encryption context ({@link EncryptionContexts}).
 * Whoever has the material can decrypt it: on another server, under a key into which the same
 * material was imported.
 *
 * @param material the id of the material, in hexadecimal
 * @param arn of the key
 */
record Ciphertext(byte[] blob, String material, String arn) {

  private static final byte MAGIC = (byte) 0xB7;
  private static final byte VERSION = 1;
  private static final int ID = 32;
  private static final int SALT = 24;
  private static final int SALT_AT = 2 + ID;
  private static final int LENGTH_AT = SALT_AT + SALT;
  private static final int ARN_AT = LENGTH_AT + 2;
  private static final int TAG = 16;
  private static final byte[] NONCE = new byte[12];

  /** Encrypts under some material of a key. */
  static byte[] encrypt(
      String arn, String id, byte[] material, byte[] context, byte[] plaintext, Ids random) {
    byte[] name = arn.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer blob = ByteBuffer.allocate(ARN_AT + name.length + plaintext.length + TAG);
    blob.put(MAGIC).put(VERSION).put(HexFormat.of().parseHex(id)).put(random.bytes(SALT));
    blob.putShort((short) name.length).put(name);
    int at = blob.position();
    try {
      cipher(Cipher.ENCRYPT_MODE, material, blob.array(), at, context)
          .doFinal(plaintext, 0, plaintext.length, blob.array(), at);
      return blob.array();
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  /** The blob's fields; null when it is none of this format. */
  static @Nullable Ciphertext read(byte[] blob) {
    if (blob.length < ARN_AT + TAG || blob[0] != MAGIC || blob[1] != VERSION) {
      return null;
    }
    int length = Short.toUnsignedInt(ByteBuffer.wrap(blob).getShort(LENGTH_AT));
    if (blob.length < ARN_AT + length + TAG) {
      return null;
    }
    String arn = new String(blob, ARN_AT, length, StandardCharsets.US_ASCII);
    String material = HexFormat.of().formatHex(blob, 2, 2 + ID);
    try {
      return Arn.parse(arn).resourceType().equals("key")
          ? new Ciphertext(blob, material, arn)
          : null;
    } catch (IllegalArgumentException notAnArn) {
      return null;
    }
  }

  /** The plaintext; null when it is damaged or the material or the context is another. */
  byte @Nullable [] decrypt(byte[] key, byte[] context) {
    int at = ARN_AT + arn.length();
    try {
      return cipher(Cipher.DECRYPT_MODE, key, blob, at, context)
          .doFinal(blob, at, blob.length - at);
    } catch (AEADBadTagException damaged) {
      return null;
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  private static Cipher cipher(int mode, byte[] material, byte[] blob, int header, byte[] context)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(material, "HmacSHA256"));
    mac.update("sagebrush:kms-1".getBytes(StandardCharsets.US_ASCII));
    mac.update(blob, SALT_AT, SALT);
    byte[] key = mac.doFinal();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(Byte.SIZE * TAG, NONCE));
    Arrays.fill(key, (byte) 0);
    cipher.updateAAD(blob, 0, header);
    cipher.updateAAD(context);
    return cipher;
  }

  private static IllegalStateException impossible(GeneralSecurityException e) {
    return new IllegalStateException("every JDK has HMAC and AES-GCM", e);
  }
}
