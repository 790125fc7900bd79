package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.GetPublicKeyRequest;
import dev.sagebrush.model.kms.GetPublicKeyResponse;
import dev.sagebrush.model.kms.KMSInvalidSignatureException;
import dev.sagebrush.model.kms.SignRequest;
import dev.sagebrush.model.kms.SignResponse;
import dev.sagebrush.model.kms.UnsupportedOperationException;
import dev.sagebrush.model.kms.VerifyRequest;
import dev.sagebrush.model.kms.VerifyResponse;
import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sign, Verify and GetPublicKey. */
final class Signatures {

  private final Keyring keyring;
  private final Materials materials;
  private final Grants grants;
  private final Ids ids;

  Signatures(Keyring keyring, Materials materials, Grants grants, Ids ids) {
    this.keyring = keyring;
    this.materials = materials;
    this.grants = grants;
    this.ids = ids;
  }

  SignResponse sign(SignRequest request) {
    grants.check(request.grantTokens());
    KeyRow key = keyring.usable(request.keyId(), Spec.SIGN_VERIFY, "Sign");
    SigningAlgorithm algorithm = algorithm(key, request.signingAlgorithm());
    try {
      byte[] input =
          input(algorithm, request.signingAlgorithm(), request.messageType(), request.message());
      Failures.stopIfDry(request.dryRun());
      byte[] signature =
          algorithm.sign(
              KeyPairs.privateKey(key.spec(), materials.current(key)), key.spec().size(), input);
      return SignResponse.builder()
          .keyId(key.arn())
          .signature(signature)
          .signingAlgorithm(request.signingAlgorithm())
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored key signs", e);
    }
  }

  private SigningAlgorithm algorithm(KeyRow key, String name) {
    if (!key.spec().algorithms(Spec.SIGN_VERIFY).contains(name)) {
      throw Failures.incompatible(name, key);
    }
    if (name.equals("ED25519_PH_SHA_512")) {
      throw ServiceException.notImplemented("Signing algorithm " + name);
    }
    return new SigningAlgorithm(name, ids);
  }

  private static byte[] input(
      SigningAlgorithm algorithm, String name, @Nullable String type, byte[] message)
      throws GeneralSecurityException {
    if (type == null || type.equals("RAW")) {
      return algorithm.digests() ? algorithm.digest(message) : message;
    }
    if (type.equals("EXTERNAL_MU")) {
      throw ServiceException.notImplemented("Message type EXTERNAL_MU");
    }
    if (!algorithm.digests()) {
      throw Failures.validation("Message type DIGEST is not valid for algorithm " + name + ".");
    }
    if (message.length != algorithm.digestLength()) {
      throw Failures.validation("Digest is invalid length for algorithm " + name + ".");
    }
    return message;
  }

  VerifyResponse verify(VerifyRequest request) {
    grants.check(request.grantTokens());
    KeyRow key = keyring.usable(request.keyId(), Spec.SIGN_VERIFY, "Verify");
    SigningAlgorithm algorithm = algorithm(key, request.signingAlgorithm());
    try {
      byte[] input =
          input(algorithm, request.signingAlgorithm(), request.messageType(), request.message());
      boolean valid =
          algorithm.verify(
              KeyPairs.publicKey(key.spec(), materials.publicKey(key)),
              key.spec().size(),
              input,
              request.signature());
      if (!valid) {
        throw KMSInvalidSignatureException.because(null);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored key verifies", e);
    }
    Failures.stopIfDry(request.dryRun());
    return VerifyResponse.builder()
        .keyId(key.arn())
        .signatureValid(true)
        .signingAlgorithm(request.signingAlgorithm())
        .build();
  }

  GetPublicKeyResponse publicKey(GetPublicKeyRequest request) {
    grants.check(request.grantTokens());
    KeyRow key = keyring.require(request.keyId());
    if (!key.spec().asymmetric()) {
      throw UnsupportedOperationException.because(
          key.arn() + " is not an asymmetric key and has no public key.");
    }
    if (!key.enabled()) {
      throw Failures.unusable(key);
    }
    List<String> algorithms = key.spec().algorithms(key.usage());
    GetPublicKeyResponse.Builder answer =
        GetPublicKeyResponse.builder()
            .keyId(key.arn())
            .publicKey(materials.publicKey(key))
            .customerMasterKeySpec(key.spec().name())
            .keySpec(key.spec().name())
            .keyUsage(key.usage());
    switch (key.usage()) {
      case Spec.ENCRYPT_DECRYPT -> answer.encryptionAlgorithms(algorithms);
      case Spec.SIGN_VERIFY -> answer.signingAlgorithms(algorithms);
      default -> answer.keyAgreementAlgorithms(algorithms);
    }
    return answer.build();
  }
}
