package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.DecryptRequest;
import dev.sagebrush.model.kms.DecryptResponse;
import dev.sagebrush.model.kms.GenerateDataKeyRequest;
import dev.sagebrush.model.kms.GenerateDataKeyResponse;
import dev.sagebrush.model.kms.KMSApi;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** A KMS whose ciphertext is the key turned round, with the context before it. */
final class FakeKms {

  private final Ids ids;

  private FakeKms(Ids ids) {
    this.ids = ids;
  }

  static Service service(Ids ids) {
    return Service.of(KMSApi.API)
        .on(KMSApi.GENERATE_DATA_KEY, new FakeKms(ids)::dataKey)
        .on(KMSApi.DECRYPT, FakeKms::decrypt)
        .build();
  }

  private GenerateDataKeyResponse dataKey(GenerateDataKeyRequest request) {
    byte[] key = ids.bytes(32);
    byte[] blob =
        (new TreeMap<>(request.encryptionContext()) + "|").getBytes(StandardCharsets.UTF_8);
    byte[] wrapped = java.util.Arrays.copyOf(blob, blob.length + 32);
    for (int i = 0; i < 32; i++) {
      wrapped[blob.length + i] = (byte) ~key[i];
    }
    return GenerateDataKeyResponse.builder()
        .keyId("key-of-" + request.keyId())
        .plaintext(key)
        .ciphertextBlob(wrapped)
        .build();
  }

  private static DecryptResponse decrypt(DecryptRequest request) {
    byte[] blob = request.ciphertextBlob();
    String context = new String(blob, 0, blob.length - 33, StandardCharsets.UTF_8);
    if (!new TreeMap<>(request.encryptionContext()).toString().equals(context)) {
      throw ServiceException.of("InvalidCiphertextException", 400, "");
    }
    byte[] key = new byte[32];
    for (int i = 0; i < 32; i++) {
      key[i] = (byte) ~blob[blob.length - 32 + i];
    }
    return DecryptResponse.builder().plaintext(key).build();
  }
}
