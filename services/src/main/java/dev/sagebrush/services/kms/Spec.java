package dev.sagebrush.services.kms;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.UnsupportedOperationException;
import java.util.List;

/**
 * The kinds of key, and what each can do.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html">Key
 * spec reference</a>.
 */
enum Spec {
  SYMMETRIC_DEFAULT(Family.SYMMETRIC, "AES", 32),
  RSA_2048(Family.RSA, "RSA", 2048),
  RSA_3072(Family.RSA, "RSA", 3072),
  RSA_4096(Family.RSA, "RSA", 4096),
  ECC_NIST_P256(Family.ELLIPTIC, "secp256r1", 256),
  ECC_NIST_P384(Family.ELLIPTIC, "secp384r1", 384),
  ECC_NIST_P521(Family.ELLIPTIC, "secp521r1", 512),
  ECC_NIST_EDWARDS25519(Family.EDWARDS, "Ed25519", 256),
  ML_DSA_44(Family.LATTICE, "ML-DSA-44", 0),
  ML_DSA_65(Family.LATTICE, "ML-DSA-65", 0),
  ML_DSA_87(Family.LATTICE, "ML-DSA-87", 0),
  HMAC_224(Family.HMAC, "HmacSHA224", 28),
  HMAC_256(Family.HMAC, "HmacSHA256", 32),
  HMAC_384(Family.HMAC, "HmacSHA384", 48),
  HMAC_512(Family.HMAC, "HmacSHA512", 64);

  static final String ENCRYPT_DECRYPT = "ENCRYPT_DECRYPT";
  static final String SIGN_VERIFY = "SIGN_VERIFY";
  static final String GENERATE_VERIFY_MAC = "GENERATE_VERIFY_MAC";
  static final String KEY_AGREEMENT = "KEY_AGREEMENT";

  /** Families of keys. */
  enum Family {
    SYMMETRIC,
    RSA,
    ELLIPTIC,
    EDWARDS,
    LATTICE,
    HMAC
  }

  private final Family family;
  private final String algorithm;
  private final int size;

  Spec(Family family, String algorithm, int size) {
    this.family = family;
    this.algorithm = algorithm;
    this.size = size;
  }

  /**
   * The spec of a name.
   *
   * @throws ServiceException for those that are not served: SM2, which AWS has in China only, and
   *     ECC_SECG_P256K1, a curve that the JDK no longer has
   */
  static Spec of(String name) {
    if (name.equals("SM2")) {
      throw UnsupportedOperationException.because(
          "Key spec SM2 is available in the China regions only.");
    }
    if (name.equals("ECC_SECG_P256K1")) {
      throw ServiceException.notImplemented("Key spec ECC_SECG_P256K1");
    }
    return valueOf(name);
  }

  Family family() {
    return family;
  }

  /** Java's name of the algorithm, or of the curve. */
  String algorithm() {
    return algorithm;
  }

  /** Bytes of a secret key; bits of an RSA modulus; for a NIST curve the bits of its digest. */
  int size() {
    return size;
  }

  /** Whether it is a key pair. */
  boolean asymmetric() {
    return family != Family.SYMMETRIC && family != Family.HMAC;
  }

  /** What a key of this kind can be made for; the only one is the default. */
  List<String> usages() {
    return switch (family) {
      case SYMMETRIC -> List.of(ENCRYPT_DECRYPT);
      case RSA -> List.of(ENCRYPT_DECRYPT, SIGN_VERIFY);
      case ELLIPTIC -> List.of(SIGN_VERIFY, KEY_AGREEMENT);
      case EDWARDS, LATTICE -> List.of(SIGN_VERIFY);
      case HMAC -> List.of(GENERATE_VERIFY_MAC);
    };
  }

  /** What a key of this kind and usage works with. */
  List<String> algorithms(String usage) {
    return switch (usage) {
      case ENCRYPT_DECRYPT ->
          family == Family.SYMMETRIC
              ? List.of("SYMMETRIC_DEFAULT")
              : List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256");
      case SIGN_VERIFY -> signing();
      case GENERATE_VERIFY_MAC -> List.of(name().replace("HMAC_", "HMAC_SHA_"));
      default -> List.of("ECDH");
    };
  }

  private List<String> signing() {
    return switch (family) {
      case RSA ->
          List.of(
              "RSASSA_PKCS1_V1_5_SHA_256",
              "RSASSA_PKCS1_V1_5_SHA_384",
              "RSASSA_PKCS1_V1_5_SHA_512",
              "RSASSA_PSS_SHA_256",
              "RSASSA_PSS_SHA_384",
              "RSASSA_PSS_SHA_512");
      case ELLIPTIC -> List.of("ECDSA_SHA_" + size);
      case EDWARDS -> List.of("ED25519_SHA_512", "ED25519_PH_SHA_512");
      default -> List.of("ML_DSA_SHAKE_256");
    };
  }
}
