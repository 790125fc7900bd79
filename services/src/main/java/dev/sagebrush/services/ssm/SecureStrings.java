package dev.sagebrush.services.ssm;

import dev.sagebrush.kernel.seal.Envelope;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.kms.DecryptRequest;
import dev.sagebrush.model.kms.EncryptRequest;
import dev.sagebrush.model.kms.GenerateDataKeyRequest;
import dev.sagebrush.model.kms.GenerateDataKeyResponse;
import dev.sagebrush.model.kms.KMSApi;
import dev.sagebrush.model.ssm.InvalidKeyId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@code SecureString} parameters: standard ones encrypted by KMS, advanced ones,
 * which may be longer, under a data key of KMS; both with the encryption context that AWS uses,
 * {@code PARAMETER_ARN}. In base 64.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html">KMS
 * encryption for Parameter Store SecureString parameters</a>.
 */
final class SecureStrings {

  static final String DEFAULT_KEY = "alias/aws/ssm";

  private final Caller caller;

  SecureStrings(Caller caller) {
    this.caller = caller;
  }

  String lock(ParameterRow parameter, String tier, @Nullable String key, String value) {
    byte[] clear = value.getBytes(StandardCharsets.UTF_8);
    String id = key == null ? DEFAULT_KEY : key;
    byte[] locked =
        tier.equals(VersionRow.ADVANCED)
            ? enveloped(parameter, id, clear)
            : call(
                    KMSApi.ENCRYPT,
                    EncryptRequest.builder()
                        .keyId(id)
                        .plaintext(clear)
                        .encryptionContext(context(parameter))
                        .build())
                .ciphertextBlob();
    return Base64.getEncoder().encodeToString(locked);
  }

  private byte[] enveloped(ParameterRow parameter, String key, byte[] clear) {
    GenerateDataKeyResponse made =
        call(
            KMSApi.GENERATE_DATA_KEY,
            GenerateDataKeyRequest.builder()
                .keyId(key)
                .keySpec("AES_256")
                .encryptionContext(context(parameter))
                .build());
    return Envelope.of(made.plaintext(), made.ciphertextBlob(), clear, parameter.arn()).bytes();
  }

  String unlock(ParameterRow parameter, VersionRow version) {
    byte[] locked = Base64.getDecoder().decode(version.value());
    if (!version.tier().equals(VersionRow.ADVANCED)) {
      return new String(decrypted(parameter, locked), StandardCharsets.UTF_8);
    }
    Envelope envelope = Envelope.read(locked);
    byte[] dataKey = decrypted(parameter, envelope.wrappedKey());
    return new String(envelope.open(dataKey, parameter.arn()), StandardCharsets.UTF_8);
  }

  private byte[] decrypted(ParameterRow parameter, byte[] blob) {
    DecryptRequest request =
        DecryptRequest.builder().ciphertextBlob(blob).encryptionContext(context(parameter)).build();
    return call(KMSApi.DECRYPT, request).plaintext();
  }

  private static Map<String, String> context(ParameterRow parameter) {
    return Map.of("PARAMETER_ARN", parameter.arn());
  }

  private <I extends Struct, O extends Struct> O call(Operation<I, O> operation, I request) {
    try {
      return caller.call(operation, request);
    } catch (ServiceException e) {
      // A denial is the caller's to see as it is.
      if (e.code().startsWith("AccessDenied")) {
        throw e;
      }
      ServiceException invalid = InvalidKeyId.because(String.valueOf(e.getMessage()));
      invalid.initCause(e);
      throw invalid;
    }
  }
}
