package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Ids;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.HexFormat;
import javax.crypto.BadPaddingException;
import javax.crypto.IllegalBlockSizeException;

/** Signing and verifying by an algorithm that KMS names. */
final class SigningAlgorithm {

  /** What stands before a digest in PKCS #1 signatures (RFC 8017, 9.2, note 1). */
  private static final String PREFIX_256 = "3031300d060960864801650304020105000420";

  private static final String PREFIX_384 = "3041300d060960864801650304020205000430";
  private static final String PREFIX_512 = "3051300d060960864801650304020305000440";

  private final String name;
  private final Ids random;

  SigningAlgorithm(String name, Ids random) {
    this.name = name;
    this.random = random;
  }

  /** Whether it signs a digest, which then may be given instead of the message. */
  boolean digests() {
    return name.startsWith("RSA") || name.startsWith("ECDSA");
  }

  /** How long its digest is. */
  int digestLength() {
    return bits() / Byte.SIZE;
  }

  private int bits() {
    return Integer.parseInt(name.substring(name.length() - 3));
  }

  private String hash() {
    return "SHA-" + bits();
  }

  byte[] digest(byte[] message) throws GeneralSecurityException {
    return MessageDigest.getInstance(hash()).digest(message);
  }

  /**
   * Signs.
   *
   * @param input the digest where it {@link #digests}, else the message
   */
  byte[] sign(PrivateKey key, int modulusBits, byte[] input) throws GeneralSecurityException {
    if (name.startsWith("RSASSA_PSS")) {
      return Rsa.raw(key, Pss.encode(hash(), input, modulusBits, random));
    }
    if (name.startsWith("RSASSA_PKCS1")) {
      return Rsa.raw(key, padded(input, modulusBits));
    }
    Signature signature = Signature.getInstance(java());
    signature.initSign(key);
    signature.update(input);
    return signature.sign();
  }

  /** Whether a signature is one of the input. */
  boolean verify(PublicKey key, int modulusBits, byte[] input, byte[] signature)
      throws GeneralSecurityException {
    if (name.startsWith("RSASSA")) {
      byte[] block = opened(key, modulusBits, signature);
      if (block.length == 0) {
        return false;
      }
      return name.startsWith("RSASSA_PSS")
          ? Pss.matches(hash(), input, block)
          : MessageDigest.isEqual(padded(input, modulusBits), block);
    }
    Signature verifier = Signature.getInstance(java());
    verifier.initVerify(key);
    verifier.update(input);
    try {
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    }
  }

  /** The block that was signed; empty when the signature is none of the key. */
  private static byte[] opened(Key key, int modulusBits, byte[] signature)
      throws GeneralSecurityException {
    if (signature.length != modulusBits / Byte.SIZE) {
      return new byte[0];
    }
    try {
      return Rsa.raw(key, signature);
    } catch (BadPaddingException | IllegalBlockSizeException beyondTheModulus) {
      return new byte[0];
    }
  }

  /** EMSA-PKCS1-v1_5 of a digest. */
  private byte[] padded(byte[] digest, int modulusBits) {
    String prefix =
        switch (bits()) {
          case 256 -> PREFIX_256;
          case 384 -> PREFIX_384;
          default -> PREFIX_512;
        };
    byte[] info = HexFormat.of().parseHex(prefix);
    byte[] block = new byte[modulusBits / Byte.SIZE];
    java.util.Arrays.fill(block, (byte) 0xff);
    block[0] = 0;
    block[1] = 1;
    int at = block.length - digest.length - info.length;
    block[at - 1] = 0;
    System.arraycopy(info, 0, block, at, info.length);
    System.arraycopy(digest, 0, block, at + info.length, digest.length);
    return block;
  }

  private String java() {
    if (name.startsWith("ECDSA")) {
      return "NONEwithECDSA";
    }
    return name.startsWith("ED25519") ? "Ed25519" : "ML-DSA";
  }
}
