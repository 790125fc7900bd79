package dev.sagebrush.services.kms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.kms.DeriveSharedSecretRequest;
import dev.sagebrush.model.kms.GenerateMacRequest;
import dev.sagebrush.model.kms.GetPublicKeyRequest;
import dev.sagebrush.model.kms.KMSApi;
import dev.sagebrush.model.kms.KeyMetadata;
import dev.sagebrush.model.kms.SignRequest;
import dev.sagebrush.model.kms.VerifyMacRequest;
import dev.sagebrush.model.kms.VerifyRequest;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {

  private KmsFixture kms;

  @BeforeEach
  void open(@TempDir Path folder) {
    kms = new KmsFixture(folder);
  }

  @AfterEach
  void close() {
    kms.close();
  }

  private PublicKey publicKey(KeyMetadata key) throws GeneralSecurityException {
    byte[] encoded =
        kms.client
            .call(KMSApi.GET_PUBLIC_KEY, GetPublicKeyRequest.builder().keyId(key.arn()).build())
            .publicKey();
    return KeyPairs.publicKey(Spec.of(key.keySpec()), encoded);
  }

  private byte[] sign(SignRequest request) {
    return kms.client.call(KMSApi.SIGN, request).signature();
  }

  /** What the JDK, which knows nothing of ours, says of a signature. */
  private static Signature verifier(String algorithm) throws GeneralSecurityException {
    String bits = algorithm.substring(algorithm.length() - 3);
    if (algorithm.startsWith("RSASSA_PSS")) {
      Signature pss = Signature.getInstance("RSASSA-PSS");
      String hash = "SHA-" + bits;
      pss.setParameter(
          new PSSParameterSpec(
              hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits) / 8, 1));
      return pss;
    }
    if (algorithm.startsWith("RSASSA")) {
      return Signature.getInstance("SHA" + bits + "withRSA");
    }
    if (algorithm.startsWith("ECDSA")) {
      return Signature.getInstance("SHA" + bits + "withECDSA");
    }
    return Signature.getInstance(algorithm.startsWith("ED") ? "Ed25519" : "ML-DSA");
  }

  private void checks(KeyMetadata key, String algorithm) throws GeneralSecurityException {
    SignRequest raw =
        SignRequest.builder()
            .keyId(key.keyId())
            .message(KmsFixture.HELLO)
            .signingAlgorithm(algorithm)
            .build();
    byte[] signature = sign(raw);
    Signature verifier = verifier(algorithm);
    verifier.initVerify(publicKey(key));
    verifier.update(KmsFixture.HELLO);
    assertTrue(verifier.verify(signature), algorithm);
    VerifyRequest verify =
        VerifyRequest.builder()
            .keyId(key.keyId())
            .message(KmsFixture.HELLO)
            .signature(signature)
            .signingAlgorithm(algorithm)
            .build();
    assertTrue(kms.client.call(KMSApi.VERIFY, verify).signatureValid());
    kms.client.refused(
        "KMSInvalidSignatureException",
        KMSApi.VERIFY,
        verify.toBuilder().message(new byte[] {1}).build());
    byte[] damaged = signature.clone();
    damaged[damaged.length / 2] ^= 1;
    kms.client.refused(
        "KMSInvalidSignatureException",
        KMSApi.VERIFY,
        verify.toBuilder().signature(damaged).build());
    kms.client.refused(
        "KMSInvalidSignatureException",
        KMSApi.VERIFY,
        verify.toBuilder().signature(new byte[] {1, 2}).build());
    if (algorithm.matches(".*SHA_(256|384|512)") && !algorithm.startsWith("ED")) {
      String hash = "SHA-" + algorithm.substring(algorithm.length() - 3);
      byte[] digest = MessageDigest.getInstance(hash).digest(KmsFixture.HELLO);
      byte[] again = sign(raw.toBuilder().message(digest).messageType("DIGEST").build());
      assertTrue(
          kms.client
              .call(KMSApi.VERIFY, verify.toBuilder().signature(again).build())
              .signatureValid());
      assertEquals(
          "Digest is invalid length for algorithm " + algorithm + ".",
          kms.client
              .refused(
                  "ValidationException", KMSApi.SIGN, raw.toBuilder().messageType("DIGEST").build())
              .getMessage());
    }
  }

  @Test
  void signsByEveryAlgorithmAsTheJdkVerifies() throws GeneralSecurityException {
    for (Spec spec : Spec.values()) {
      boolean slow = spec == Spec.RSA_4096 || spec == Spec.RSA_3072;
      if (spec.usages().contains(Spec.SIGN_VERIFY) && !slow) {
        KeyMetadata key = kms.create(spec, Spec.SIGN_VERIFY);
        for (String algorithm : key.signingAlgorithms()) {
          if (!algorithm.equals("ED25519_PH_SHA_512")) {
            checks(key, algorithm);
          }
        }
      }
    }
  }

  @Test
  void refusesAlgorithmsOfOtherKeys() {
    KeyMetadata key = kms.create(Spec.ECC_NIST_P384, Spec.SIGN_VERIFY);
    assertEquals(
        "Algorithm ECDSA_SHA_256 is incompatible with key spec ECC_NIST_P384.",
        kms.client
            .refused(
                "InvalidKeyUsageException",
                KMSApi.SIGN,
                SignRequest.builder()
                    .keyId(key.keyId())
                    .message(KmsFixture.HELLO)
                    .signingAlgorithm("ECDSA_SHA_256")
                    .build())
            .getMessage());
  }

  @Test
  void authenticatesMessages() {
    KeyMetadata key = kms.create(Spec.HMAC_384, Spec.GENERATE_VERIFY_MAC);
    byte[] mac =
        kms.client
            .call(
                KMSApi.GENERATE_MAC,
                GenerateMacRequest.builder()
                    .keyId(key.keyId())
                    .message(KmsFixture.HELLO)
                    .macAlgorithm("HMAC_SHA_384")
                    .build())
            .mac();
    assertEquals(48, mac.length);
    VerifyMacRequest verify =
        VerifyMacRequest.builder()
            .keyId(key.keyId())
            .message(KmsFixture.HELLO)
            .macAlgorithm("HMAC_SHA_384")
            .mac(mac)
            .build();
    assertTrue(kms.client.call(KMSApi.VERIFY_MAC, verify).macValid());
    mac[0] ^= 1;
    kms.client.refused("KMSInvalidMacException", KMSApi.VERIFY_MAC, verify);
  }

  @Test
  void agreesOnASecretWithSomebodyElse() throws GeneralSecurityException {
    KeyMetadata key = kms.create(Spec.ECC_NIST_P256, Spec.KEY_AGREEMENT);
    KeyPair other = KeyPairs.generate(Spec.ECC_NIST_P256);
    DeriveSharedSecretRequest request =
        DeriveSharedSecretRequest.builder()
            .keyId(key.keyId())
            .keyAgreementAlgorithm("ECDH")
            .publicKey(other.getPublic().getEncoded())
            .build();
    byte[] secret = kms.client.call(KMSApi.DERIVE_SHARED_SECRET, request).sharedSecret();
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(other.getPrivate());
    agreement.doPhase(publicKey(key), true);
    assertArrayEquals(agreement.generateSecret(), secret);
    kms.client.refused(
        "ValidationException",
        KMSApi.DERIVE_SHARED_SECRET,
        request.toBuilder()
            .publicKey(KeyPairs.generate(Spec.ECC_NIST_P384).getPublic().getEncoded())
            .build());
  }
}
