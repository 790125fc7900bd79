package dev.sagebrush.services.kms;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA: encryption with OAEP (RFC 8017, 7.1) and the bare function that signatures are built on. */
final class Rsa {

  private Rsa() {}

  /**
   * Refuses what is too long for a key, as AWS words it.
   *
   * @param algorithm a symmetric one takes every length
   */
  static void checkLength(Spec spec, String algorithm, int length) {
    if (algorithm.startsWith("RSAES")) {
      int hash = algorithm.endsWith("256") ? 32 : 20;
      int most = spec.size() / Byte.SIZE - 2 * hash - 2;
      if (length > most) {
        throw Failures.validation(
            "Algorithm "
                + algorithm
                + " and key spec "
                + spec
                + " cannot encrypt data larger than "
                + most
                + " bytes.");
      }
    }
  }

  static byte[] encrypt(PublicKey key, String algorithm, byte[] plaintext)
      throws GeneralSecurityException {
    return oaep(Cipher.ENCRYPT_MODE, key, algorithm).doFinal(plaintext);
  }

  static byte[] decrypt(PrivateKey key, String algorithm, byte[] ciphertext)
      throws GeneralSecurityException {
    return oaep(Cipher.DECRYPT_MODE, key, algorithm).doFinal(ciphertext);
  }

  /** The mask generation uses the same digest, as AWS does; Java alone would use SHA-1. */
  private static Cipher oaep(int mode, Key key, String algorithm) throws GeneralSecurityException {
    String hash = algorithm.endsWith("256") ? "SHA-256" : "SHA-1";
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        mode,
        key,
        new OAEPParameterSpec(
            hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
    return cipher;
  }

  /** The bare function, as many bytes as the modulus has. */
  static byte[] raw(Key key, byte[] block) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
    cipher.init(key instanceof PrivateKey ? Cipher.DECRYPT_MODE : Cipher.ENCRYPT_MODE, key);
    return cipher.doFinal(block);
  }

  /**
   * The public key of a private key.
   *
   * @throws GeneralSecurityException when the private key lacks its parts
   */
  static PublicKey publicKey(PrivateKey key, int bits) throws GeneralSecurityException {
    if (!(key instanceof RSAPrivateCrtKey parts) || parts.getModulus().bitLength() != bits) {
      throw new GeneralSecurityException("not a private key of " + bits + " bits with its primes");
    }
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(parts.getModulus(), parts.getPublicExponent()));
  }
}
