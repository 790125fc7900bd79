package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.CustomKeyStoreNotFoundException;
import dev.sagebrush.model.kms.DeriveSharedSecretRequest;
import dev.sagebrush.model.kms.DeriveSharedSecretResponse;
import dev.sagebrush.model.kms.DescribeCustomKeyStoresRequest;
import dev.sagebrush.model.kms.DescribeCustomKeyStoresResponse;
import dev.sagebrush.model.kms.GenerateMacRequest;
import dev.sagebrush.model.kms.GenerateMacResponse;
import dev.sagebrush.model.kms.GenerateRandomRequest;
import dev.sagebrush.model.kms.GenerateRandomResponse;
import dev.sagebrush.model.kms.KMSInvalidMacException;
import dev.sagebrush.model.kms.VerifyMacRequest;
import dev.sagebrush.model.kms.VerifyMacResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MACs, shared secrets and random bytes. */
final class SecretOperations {

  private final Keyring keyring;
  private final Materials materials;
  private final Grants grants;
  private final Ids ids;

  SecretOperations(Keyring keyring, Materials materials, Grants grants, Ids ids) {
    this.keyring = keyring;
    this.materials = materials;
    this.grants = grants;
    this.ids = ids;
  }

  GenerateMacResponse generateMac(GenerateMacRequest request) {
    grants.check(request.grantTokens());
    KeyRow key = macKey(request.keyId(), request.macAlgorithm(), "GenerateMac");
    Failures.stopIfDry(request.dryRun());
    return GenerateMacResponse.builder()
        .keyId(key.arn())
        .macAlgorithm(request.macAlgorithm())
        .mac(mac(key, request.message()))
        .build();
  }

  VerifyMacResponse verifyMac(VerifyMacRequest request) {
    grants.check(request.grantTokens());
    KeyRow key = macKey(request.keyId(), request.macAlgorithm(), "VerifyMac");
    if (!MessageDigest.isEqual(mac(key, request.message()), request.mac())) {
      throw KMSInvalidMacException.because(null);
    }
    Failures.stopIfDry(request.dryRun());
    return VerifyMacResponse.builder()
        .keyId(key.arn())
        .macAlgorithm(request.macAlgorithm())
        .macValid(true)
        .build();
  }

  private KeyRow macKey(String reference, String algorithm, String operation) {
    KeyRow key = keyring.usable(reference, Spec.GENERATE_VERIFY_MAC, operation);
    if (!key.spec().algorithms(key.usage()).contains(algorithm)) {
      throw Failures.incompatible(algorithm, key);
    }
    return key;
  }

  private byte[] mac(KeyRow key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(key.spec().algorithm());
      mac.init(new SecretKeySpec(materials.current(key), key.spec().algorithm()));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC", e);
    }
  }

  DeriveSharedSecretResponse derive(DeriveSharedSecretRequest request) {
    if (request.recipient() != null) {
      throw ServiceException.notImplemented("DeriveSharedSecret with Recipient");
    }
    grants.check(request.grantTokens());
    KeyRow key = keyring.usable(request.keyId(), Spec.KEY_AGREEMENT, "DeriveSharedSecret");
    byte[] secret;
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(KeyPairs.privateKey(key.spec(), materials.current(key)));
      agreement.doPhase(KeyPairs.publicKey(key.spec(), request.publicKey()), true);
      secret = agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      ServiceException invalid =
          Failures.validation("The public key is not a key of spec " + key.spec() + ".");
      invalid.initCause(e);
      throw invalid;
    }
    Failures.stopIfDry(request.dryRun());
    return DeriveSharedSecretResponse.builder()
        .keyId(key.arn())
        .keyAgreementAlgorithm(request.keyAgreementAlgorithm())
        .keyOrigin(key.origin())
        .sharedSecret(secret)
        .build();
  }

  GenerateRandomResponse random(GenerateRandomRequest request) {
    if (request.recipient() != null) {
      throw ServiceException.notImplemented("GenerateRandom with Recipient");
    }
    if (request.customKeyStoreId() != null) {
      throw noStore(request.customKeyStoreId());
    }
    if (request.numberOfBytes() == null) {
      throw Failures.validation("NumberOfBytes is required.");
    }
    return GenerateRandomResponse.builder().plaintext(ids.bytes(request.numberOfBytes())).build();
  }

  /** There are none: they would need an HSM or somebody else's key manager. */
  DescribeCustomKeyStoresResponse keyStores(DescribeCustomKeyStoresRequest request) {
    String name =
        request.customKeyStoreId() == null
            ? request.customKeyStoreName()
            : request.customKeyStoreId();
    if (name != null) {
      throw noStore(name);
    }
    return DescribeCustomKeyStoresResponse.builder()
        .customKeyStores(List.of())
        .truncated(false)
        .build();
  }

  private static ServiceException noStore(String name) {
    return CustomKeyStoreNotFoundException.because("There is no custom key store " + name + ".");
  }
}
