package dev.sagebrush.services.kms;

import dev.sagebrush.services.kms.Spec.Family;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Key pairs and their encodings. */
final class KeyPairs {

  private KeyPairs() {}

  static KeyPair generate(Spec spec) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(name(spec));
      if (spec.family() == Family.RSA) {
        generator.initialize(spec.size());
      } else if (spec.family() == Family.ELLIPTIC) {
        generator.initialize(new ECGenParameterSpec(spec.algorithm()));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK makes keys of " + spec, e);
    }
  }

  /**
   * A private key.
   *
   * @param encoded as PKCS #8
   * @throws GeneralSecurityException when it is none of that kind
   */
  static PrivateKey privateKey(Spec spec, byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance(name(spec)).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /**
   * A public key.
   *
   * @param encoded as X.509
   * @throws GeneralSecurityException when it is none of that kind
   */
  static PublicKey publicKey(Spec spec, byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance(name(spec)).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static String name(Spec spec) {
    return spec.family() == Family.ELLIPTIC ? "EC" : spec.algorithm();
  }
}
