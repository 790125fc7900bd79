package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.GenerateDataKeyPairRequest;
import dev.sagebrush.model.kms.GenerateDataKeyPairResponse;
import dev.sagebrush.model.kms.GenerateDataKeyPairWithoutPlaintextRequest;
import dev.sagebrush.model.kms.GenerateDataKeyPairWithoutPlaintextResponse;
import dev.sagebrush.model.kms.GenerateDataKeyRequest;
import dev.sagebrush.model.kms.GenerateDataKeyResponse;
import dev.sagebrush.model.kms.GenerateDataKeyWithoutPlaintextRequest;
import dev.sagebrush.model.kms.GenerateDataKeyWithoutPlaintextResponse;
import java.security.KeyPair;
import org.jspecify.annotations.Nullable;

/** Keys for use outside of KMS, given out together with what a symmetric key encrypts them to. */
final class DataKeys {

  private final Keyring keyring;
  private final SymmetricKeys symmetric;
  private final Grants grants;
  private final Ids ids;

  DataKeys(Keyring keyring, SymmetricKeys symmetric, Grants grants, Ids ids) {
    this.keyring = keyring;
    this.symmetric = symmetric;
    this.grants = grants;
    this.ids = ids;
  }

  private KeyRow wrapping(String reference, String operation) {
    KeyRow key = keyring.usable(reference, Spec.ENCRYPT_DECRYPT, operation);
    if (key.spec() != Spec.SYMMETRIC_DEFAULT) {
      throw Failures.usage(key, operation);
    }
    return key;
  }

  private static int length(@Nullable String spec, @Nullable Integer bytes) {
    if (spec == null && bytes == null) {
      throw Failures.validation("Please specify either number of bytes or key spec.");
    }
    if (spec != null && bytes != null) {
      throw Failures.validation("Please specify either number of bytes or key spec, not both.");
    }
    if (bytes != null) {
      return bytes;
    }
    return "AES_128".equals(spec) ? 16 : 32;
  }

  GenerateDataKeyResponse key(GenerateDataKeyRequest request) {
    if (request.recipient() != null) {
      throw ServiceException.notImplemented("GenerateDataKey with Recipient");
    }
    grants.check(request.grantTokens());
    KeyRow key = wrapping(request.keyId(), "GenerateDataKey");
    byte[] made = ids.bytes(length(request.keySpec(), request.numberOfBytes()));
    Failures.stopIfDry(request.dryRun());
    return GenerateDataKeyResponse.builder()
        .keyId(key.arn())
        .keyMaterialId(key.material())
        .plaintext(made)
        .ciphertextBlob(symmetric.encrypt(key, request.encryptionContext(), made))
        .build();
  }

  GenerateDataKeyWithoutPlaintextResponse sealedKey(
      GenerateDataKeyWithoutPlaintextRequest request) {
    grants.check(request.grantTokens());
    KeyRow key = wrapping(request.keyId(), "GenerateDataKeyWithoutPlaintext");
    byte[] made = ids.bytes(length(request.keySpec(), request.numberOfBytes()));
    Failures.stopIfDry(request.dryRun());
    return GenerateDataKeyWithoutPlaintextResponse.builder()
        .keyId(key.arn())
        .keyMaterialId(key.material())
        .ciphertextBlob(symmetric.encrypt(key, request.encryptionContext(), made))
        .build();
  }

  GenerateDataKeyPairResponse pair(GenerateDataKeyPairRequest request) {
    if (request.recipient() != null) {
      throw ServiceException.notImplemented("GenerateDataKeyPair with Recipient");
    }
    grants.check(request.grantTokens());
    KeyRow key = wrapping(request.keyId(), "GenerateDataKeyPair");
    Spec spec = Spec.of(request.keyPairSpec());
    Failures.stopIfDry(request.dryRun());
    KeyPair pair = KeyPairs.generate(spec);
    byte[] secret = pair.getPrivate().getEncoded();
    return GenerateDataKeyPairResponse.builder()
        .keyId(key.arn())
        .keyMaterialId(key.material())
        .keyPairSpec(request.keyPairSpec())
        .publicKey(pair.getPublic().getEncoded())
        .privateKeyPlaintext(secret)
        .privateKeyCiphertextBlob(symmetric.encrypt(key, request.encryptionContext(), secret))
        .build();
  }

  GenerateDataKeyPairWithoutPlaintextResponse sealedPair(
      GenerateDataKeyPairWithoutPlaintextRequest request) {
    grants.check(request.grantTokens());
    KeyRow key = wrapping(request.keyId(), "GenerateDataKeyPairWithoutPlaintext");
    Spec spec = Spec.of(request.keyPairSpec());
    Failures.stopIfDry(request.dryRun());
    KeyPair pair = KeyPairs.generate(spec);
    byte[] secret = pair.getPrivate().getEncoded();
    return GenerateDataKeyPairWithoutPlaintextResponse.builder()
        .keyId(key.arn())
        .keyMaterialId(key.material())
        .keyPairSpec(request.keyPairSpec())
        .publicKey(pair.getPublic().getEncoded())
        .privateKeyCiphertextBlob(symmetric.encrypt(key, request.encryptionContext(), secret))
        .build();
  }
}
