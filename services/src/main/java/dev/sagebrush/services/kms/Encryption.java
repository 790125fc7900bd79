package dev.sagebrush.services.kms;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.DecryptRequest;
import dev.sagebrush.model.kms.DecryptResponse;
import dev.sagebrush.model.kms.EncryptRequest;
import dev.sagebrush.model.kms.EncryptResponse;
import dev.sagebrush.model.kms.ReEncryptRequest;
import dev.sagebrush.model.kms.ReEncryptResponse;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encrypt, Decrypt and ReEncrypt, under symmetric and RSA keys. */
final class Encryption {

  private static final String SYMMETRIC = Spec.SYMMETRIC_DEFAULT.name();

  private final Keyring keyring;
  private final Materials materials;
  private final SymmetricKeys symmetric;
  private final Grants grants;

  Encryption(Keyring keyring, Materials materials, SymmetricKeys symmetric, Grants grants) {
    this.keyring = keyring;
    this.materials = materials;
    this.symmetric = symmetric;
    this.grants = grants;
  }

  EncryptResponse encrypt(EncryptRequest request) {
    grants.check(request.grantTokens());
    KeyRow key = keyring.usable(request.keyId(), Spec.ENCRYPT_DECRYPT, "Encrypt");
    String algorithm = algorithm(key, request.encryptionAlgorithm());
    checkContext(algorithm, request.encryptionContext());
    Rsa.checkLength(key.spec(), algorithm, request.plaintext().length);
    Failures.stopIfDry(request.dryRun());
    return EncryptResponse.builder()
        .keyId(key.arn())
        .encryptionAlgorithm(algorithm)
        .ciphertextBlob(sealed(key, algorithm, request.encryptionContext(), request.plaintext()))
        .build();
  }

  private byte[] sealed(
      KeyRow key, String algorithm, @Nullable Map<String, String> context, byte[] plaintext) {
    if (algorithm.equals(SYMMETRIC)) {
      return symmetric.encrypt(key, context, plaintext);
    }
    try {
      return Rsa.encrypt(
          KeyPairs.publicKey(key.spec(), materials.publicKey(key)), algorithm, plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored key encrypts", e);
    }
  }

  private static String algorithm(KeyRow key, @Nullable String asked) {
    String algorithm = asked == null ? SYMMETRIC : asked;
    if (!key.spec().algorithms(key.usage()).contains(algorithm)) {
      throw Failures.incompatible(algorithm, key);
    }
    return algorithm;
  }

  private static void checkContext(String algorithm, @Nullable Map<String, String> context) {
    if (!algorithm.equals(SYMMETRIC) && context != null && !context.isEmpty()) {
      throw Failures.validation(
          "EncryptionContext is not supported for the algorithm " + algorithm + ".");
    }
  }

  DecryptResponse decrypt(DecryptRequest request) {
    if (request.recipient() != null || request.dryRunModifiers() != null) {
      throw ServiceException.notImplemented("Decrypt with Recipient or DryRunModifiers");
    }
    grants.check(request.grantTokens());
    String algorithm =
        request.encryptionAlgorithm() == null ? SYMMETRIC : request.encryptionAlgorithm();
    checkContext(algorithm, request.encryptionContext());
    SymmetricKeys.Opened opened =
        opened(
            request.keyId(),
            algorithm,
            request.encryptionContext(),
            blob(request.ciphertextBlob()),
            "Decrypt");
    Failures.stopIfDry(request.dryRun());
    return DecryptResponse.builder()
        .keyId(opened.key().arn())
        .keyMaterialId(materialId(opened))
        .encryptionAlgorithm(algorithm)
        .plaintext(opened.plaintext())
        .build();
  }

  private static byte[] blob(byte @Nullable [] blob) {
    if (blob == null) {
      throw Failures.validation(
          "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy"
              + " constraint: Member must not be null");
    }
    return blob;
  }

  private static @Nullable String materialId(SymmetricKeys.Opened opened) {
    return opened.key().spec() == Spec.SYMMETRIC_DEFAULT ? opened.material() : null;
  }

  private SymmetricKeys.Opened opened(
      @Nullable String reference,
      String algorithm,
      @Nullable Map<String, String> context,
      byte[] blob,
      String operation) {
    if (algorithm.equals(SYMMETRIC)) {
      return symmetric.decrypt(reference, blob, context, operation);
    }
    if (reference == null) {
      throw Failures.validation("KeyId is required to decrypt with the algorithm " + algorithm);
    }
    KeyRow key = keyring.usable(reference, Spec.ENCRYPT_DECRYPT, operation);
    algorithm(key, algorithm);
    byte[] plaintext;
    try {
      plaintext =
          Rsa.decrypt(KeyPairs.privateKey(key.spec(), materials.current(key)), algorithm, blob);
    } catch (GeneralSecurityException e) {
      ServiceException invalid = SymmetricKeys.invalid();
      invalid.initCause(e);
      throw invalid;
    }
    return new SymmetricKeys.Opened(key, Materials.currentId(key), plaintext);
  }

  ReEncryptResponse reEncrypt(ReEncryptRequest request) {
    if (request.dryRunModifiers() != null) {
      throw ServiceException.notImplemented("ReEncrypt with DryRunModifiers");
    }
    grants.check(request.grantTokens());
    String from =
        request.sourceEncryptionAlgorithm() == null
            ? SYMMETRIC
            : request.sourceEncryptionAlgorithm();
    checkContext(from, request.sourceEncryptionContext());
    SymmetricKeys.Opened opened =
        opened(
            request.sourceKeyId(),
            from,
            request.sourceEncryptionContext(),
            blob(request.ciphertextBlob()),
            "ReEncrypt");
    KeyRow to = keyring.usable(request.destinationKeyId(), Spec.ENCRYPT_DECRYPT, "ReEncrypt");
    String algorithm = algorithm(to, request.destinationEncryptionAlgorithm());
    checkContext(algorithm, request.destinationEncryptionContext());
    Rsa.checkLength(to.spec(), algorithm, opened.plaintext().length);
    Failures.stopIfDry(request.dryRun());
    boolean symmetricTo = to.spec() == Spec.SYMMETRIC_DEFAULT;
    return ReEncryptResponse.builder()
        .sourceKeyId(opened.key().arn())
        .sourceEncryptionAlgorithm(from)
        .sourceKeyMaterialId(materialId(opened))
        .keyId(to.arn())
        .destinationEncryptionAlgorithm(algorithm)
        .destinationKeyMaterialId(symmetricTo ? to.material() : null)
        .ciphertextBlob(
            sealed(to, algorithm, request.destinationEncryptionContext(), opened.plaintext()))
        .build();
  }
}
