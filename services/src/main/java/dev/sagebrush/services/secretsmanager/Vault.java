package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.seal.Envelope;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.DecryptRequest;
import dev.sagebrush.model.kms.GenerateDataKeyRequest;
import dev.sagebrush.model.kms.GenerateDataKeyResponse;
import dev.sagebrush.model.kms.KMSApi;
import dev.sagebrush.model.secretsmanager.DecryptionFailure;
import dev.sagebrush.model.secretsmanager.EncryptionFailure;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts values: each under a data key of its own, that KMS makes and decrypts for the caller,
 * with the encryption context that AWS uses too, {@code SecretARN} and {@code SecretVersionId}.
 */
final class Vault {

  private static final String DEFAULT_KEY = "alias/aws/secretsmanager";

  private final Caller caller;

  Vault(Caller caller) {
    this.caller = caller;
  }

  /** A value as it is kept, and the ARN of the key. */
  record Locked(String envelope, String key) {}

  Locked lock(SecretRow secret, String version, byte[] value) {
    GenerateDataKeyRequest request =
        GenerateDataKeyRequest.builder()
            .keyId(secret.kmsKey() == null ? DEFAULT_KEY : secret.kmsKey())
            .keySpec("AES_256")
            .encryptionContext(context(secret, version))
            .build();
    GenerateDataKeyResponse made;
    try {
      made = caller.call(KMSApi.GENERATE_DATA_KEY, request);
    } catch (ServiceException e) {
      throw told(
          e,
          EncryptionFailure.because(
              "Secrets Manager can't encrypt the protected secret text using the provided KMS key:"
                  + " "
                  + e.getMessage()));
    }
    Envelope envelope =
        Envelope.of(made.plaintext(), made.ciphertextBlob(), value, place(secret, version));
    return new Locked(Base64.getEncoder().encodeToString(envelope.bytes()), made.keyId());
  }

  byte[] unlock(SecretRow secret, VersionRow version) {
    Envelope envelope =
        Envelope.read(Base64.getDecoder().decode(Objects.requireNonNull(version.envelope())));
    DecryptRequest request =
        DecryptRequest.builder()
            .keyId(version.kmsKey())
            .ciphertextBlob(envelope.wrappedKey())
            .encryptionContext(context(secret, version.id()))
            .build();
    byte[] dataKey;
    try {
      dataKey = caller.call(KMSApi.DECRYPT, request).plaintext();
    } catch (ServiceException e) {
      throw told(
          e,
          DecryptionFailure.because(
              "Secrets Manager can't decrypt the protected secret text using the provided KMS key:"
                  + " "
                  + e.getMessage()));
    }
    return envelope.open(dataKey, place(secret, version.id()));
  }

  /** A denial is the caller's to see as it is; anything else is told in this service's words. */
  private static ServiceException told(ServiceException cause, ServiceException words) {
    if (cause.code().startsWith("AccessDenied")) {
      return cause;
    }
    words.initCause(cause);
    return words;
  }

  private static Map<String, String> context(SecretRow secret, String version) {
    return Map.of("SecretARN", secret.arn(), "SecretVersionId", version);
  }

  private static String place(SecretRow secret, String version) {
    return secret.arn() + "/" + version;
  }

  /** What a request gives as value: text, bytes, or null for neither. */
  static byte @Nullable [] given(@Nullable String text, byte @Nullable [] bytes) {
    if (text != null && bytes != null) {
      throw Failures.parameter(
          "You can't specify both a binary secret value and a string secret value in the same"
              + " secret.");
    }
    return text == null ? bytes : text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
