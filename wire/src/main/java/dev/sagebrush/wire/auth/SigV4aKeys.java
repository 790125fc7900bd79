package dev.sagebrush.wire.auth;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies AWS4-ECDSA-P256-SHA256, "SigV4a". The key pair follows from the secret: a counter-mode
 * key derivation (NIST SP 800-108) with HMAC-SHA-256 over algorithm, access key id and counter
 * gives the private key, the public key is that times the base point of P-256.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature">Calculate
 * the signature</a>, and the derivation in aws-c-auth. Deriving a key takes milliseconds, so keys
 * are remembered; only the holder of an existing access key can have one derived.
 */
final class SigV4aKeys {

  private static final int CAPACITY = 1024;
  private static final ECParameterSpec P256 = curve();
  private static final BigInteger PRIME =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private final ConcurrentHashMap<Origin, PublicKey> keys = new ConcurrentHashMap<>();

  private record Origin(String accessKeyId, String secret) {
    @Override
    public String toString() {
      return accessKeyId;
    }
  }

  /** Whether the signature of {@code signed}, DER in hexadecimal, is one of that string. */
  boolean verify(String accessKeyId, String secret, String stringToSign, SigV4 signed) {
    if (keys.size() >= CAPACITY) {
      keys.clear();
    }
    PublicKey key =
        keys.computeIfAbsent(
            new Origin(accessKeyId, secret), origin -> publicKey(accessKeyId, secret));
    byte[] bytes = hexadecimal(signed.signature());
    if (bytes == null) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(key);
      verifier.update(stringToSign.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(bytes);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA256withECDSA", e);
    }
  }

  private static byte @Nullable [] hexadecimal(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The private key of a secret. */
  static BigInteger privateKey(String accessKeyId, String secret) {
    byte[] key = ("AWS4A" + secret).getBytes(StandardCharsets.UTF_8);
    BigInteger limit = P256.getOrder().subtract(BigInteger.TWO);
    for (int counter = 1; counter < 255; counter++) {
      String input =
          "\0\0\0\1"
              + SigV4.ASYMMETRIC_ALGORITHM
              + "\0"
              + accessKeyId
              + (char) counter
              + "\0\0\1\0";
      byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
      BigInteger candidate = new BigInteger(1, Crypto.hmacSha256(key, bytes));
      if (candidate.compareTo(limit) <= 0) {
        return candidate.add(BigInteger.ONE);
      }
    }
    throw new IllegalStateException("no key in 254 candidates");
  }

  private static PublicKey publicKey(String accessKeyId, String secret) {
    ECPoint point = multiply(P256.getGenerator(), privateKey(accessKeyId, secret));
    try {
      return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P256));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static ECPoint multiply(ECPoint point, BigInteger factor) {
    ECPoint product = ECPoint.POINT_INFINITY;
    for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
      product = add(product, product);
      if (factor.testBit(bit)) {
        product = add(product, point);
      }
    }
    return product;
  }

  private static ECPoint add(ECPoint a, ECPoint b) {
    if (a.equals(ECPoint.POINT_INFINITY)) {
      return b;
    }
    if (b.equals(ECPoint.POINT_INFINITY)) {
      return a;
    }
    BigInteger rise;
    BigInteger run;
    if (a.equals(b)) {
      rise = a.getAffineX().pow(2).multiply(THREE).add(P256.getCurve().getA());
      run = a.getAffineY().shiftLeft(1);
    } else {
      rise = b.getAffineY().subtract(a.getAffineY());
      run = b.getAffineX().subtract(a.getAffineX());
    }
    if (run.mod(PRIME).signum() == 0) {
      return ECPoint.POINT_INFINITY;
    }
    BigInteger slope = rise.multiply(run.modInverse(PRIME)).mod(PRIME);
    BigInteger x = slope.pow(2).subtract(a.getAffineX()).subtract(b.getAffineX()).mod(PRIME);
    BigInteger y = slope.multiply(a.getAffineX().subtract(x)).subtract(a.getAffineY()).mod(PRIME);
    return new ECPoint(x, y);
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }
}
