package dev.sagebrush.services.kms;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.IncorrectKeyMaterialException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;

/** Material unwrapped and understood as a kind of key. */
final class ImportedMaterial {

  private ImportedMaterial() {}

  /**
   * What was wrapped for a token.
   *
   * @throws ServiceException {@code InvalidCiphertextException} when it cannot be unwrapped, {@code
   *     IncorrectKeyMaterialException} when it is no key of the spec
   */
  static Materials.Clear of(Spec spec, ImportToken token, byte[] wrapped) {
    byte[] bytes;
    try {
      bytes = unwrapped(token, wrapped);
    } catch (GeneralSecurityException e) {
      ServiceException invalid = SymmetricKeys.invalid();
      invalid.initCause(e);
      throw invalid;
    }
    try {
      return understood(spec, bytes);
    } catch (GeneralSecurityException e) {
      ServiceException incorrect = IncorrectKeyMaterialException.because(null);
      incorrect.initCause(e);
      throw incorrect;
    }
  }

  private static byte[] unwrapped(ImportToken token, byte[] wrapped)
      throws GeneralSecurityException {
    PrivateKey key = KeyPairs.privateKey(Spec.RSA_2048, token.privateKey());
    String hash = token.algorithm().endsWith("256") ? "RSAES_OAEP_SHA_256" : "RSAES_OAEP_SHA_1";
    if (!token.algorithm().startsWith("RSA_AES_KEY_WRAP")) {
      return Rsa.decrypt(key, hash, wrapped);
    }
    int modulus = ((java.security.interfaces.RSAKey) key).getModulus().bitLength() / Byte.SIZE;
    if (wrapped.length <= modulus) {
      throw new GeneralSecurityException("too short for a wrapped key");
    }
    byte[] aes = Rsa.decrypt(key, hash, Arrays.copyOf(wrapped, modulus));
    Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(aes, "AES"));
    return cipher.doFinal(wrapped, modulus, wrapped.length - modulus);
  }

  private static Materials.Clear understood(Spec spec, byte[] bytes)
      throws GeneralSecurityException {
    if (!spec.asymmetric()) {
      if (bytes.length != spec.size()) {
        throw new GeneralSecurityException("not " + spec.size() + " bytes");
      }
      return new Materials.Clear(bytes, null);
    }
    PrivateKey key = KeyPairs.privateKey(spec, bytes);
    PublicKey publicKey =
        spec.family() == Spec.Family.RSA
            ? Rsa.publicKey(key, spec.size())
            : publicPoint(spec, (ECPrivateKey) key);
    return new Materials.Clear(key.getEncoded(), publicKey.getEncoded());
  }

  /**
   * The public key of a private key on a curve: the private number times the generator. ECDH with
   * the generator as the other side's key gives its first coordinate; the curve's equation gives
   * the second but for its sign, which a signature tells.
   */
  private static PublicKey publicPoint(Spec spec, ECPrivateKey key)
      throws GeneralSecurityException {
    ECParameterSpec curve = key.getParams();
    ECParameterSpec expected =
        ((java.security.interfaces.ECKey) KeyPairs.generate(spec).getPublic()).getParams();
    if (!curve.getCurve().equals(expected.getCurve())) {
      throw new GeneralSecurityException("a key of another curve");
    }
    KeyFactory factory = KeyFactory.getInstance("EC");
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(key);
    agreement.doPhase(
        factory.generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)), true);
    BigInteger x = new BigInteger(1, agreement.generateSecret());
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger square =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(p);
    // All three curves have p = 3 mod 4.
    BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
    for (BigInteger candidate : new BigInteger[] {y, p.subtract(y)}) {
      PublicKey point =
          factory.generatePublic(new ECPublicKeySpec(new ECPoint(x, candidate), curve));
      if (verifies(key, point)) {
        return point;
      }
    }
    throw new GeneralSecurityException("a private key without a public one");
  }

  private static boolean verifies(PrivateKey key, PublicKey candidate)
      throws GeneralSecurityException {
    byte[] message = {1};
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(candidate);
    signature.update(message);
    return signature.verify(signed);
  }
}
