package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.kms.CreateKeyRequest;
import dev.sagebrush.model.kms.DecryptRequest;
import dev.sagebrush.model.kms.DecryptResponse;
import dev.sagebrush.model.kms.DescribeKeyRequest;
import dev.sagebrush.model.kms.EncryptRequest;
import dev.sagebrush.model.kms.KMSApi;
import dev.sagebrush.model.kms.KeyMetadata;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.embedded.SqliteTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** KMS over tables in a folder. */
final class KmsFixture implements AutoCloseable {

  static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  final AdvanceableClock clock = new AdvanceableClock(Client.START);
  final List<String> failures = new ArrayList<>();
  final Jobs jobs = new Jobs((name, failure) -> failures.add(name), Duration.ofSeconds(5));
  final SqliteTables tables;
  final Client client;

  KmsFixture(Path folder) {
    tables = SqliteTables.open(folder);
    client =
        Client.of(
            Kms.service(
                tables,
                Client.SEALER,
                clock,
                new PageTokens(new byte[32]),
                new Ids(new Random(3)),
                jobs));
  }

  KeyMetadata create(CreateKeyRequest.Builder request) {
    return client.call(KMSApi.CREATE_KEY, request.build()).keyMetadata();
  }

  KeyMetadata symmetric() {
    return create(CreateKeyRequest.builder());
  }

  KeyMetadata create(Spec spec, String usage) {
    return create(CreateKeyRequest.builder().keySpec(spec.name()).keyUsage(usage));
  }

  KeyMetadata describe(String key) {
    return client
        .call(KMSApi.DESCRIBE_KEY, DescribeKeyRequest.builder().keyId(key).build())
        .keyMetadata();
  }

  byte[] encrypt(String key, Map<String, String> context) {
    return client
        .call(
            KMSApi.ENCRYPT,
            EncryptRequest.builder().keyId(key).plaintext(HELLO).encryptionContext(context).build())
        .ciphertextBlob();
  }

  DecryptResponse decrypt(byte[] blob, Map<String, String> context) {
    return client.call(
        KMSApi.DECRYPT,
        DecryptRequest.builder().ciphertextBlob(blob).encryptionContext(context).build());
  }

  @Override
  public void close() {
    jobs.close();
    tables.close();
  }
}
