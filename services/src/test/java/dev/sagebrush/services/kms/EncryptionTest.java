package dev.sagebrush.services.kms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sagebrush.model.kms.CreateAliasRequest;
import dev.sagebrush.model.kms.DecryptRequest;
import dev.sagebrush.model.kms.DisableKeyRequest;
import dev.sagebrush.model.kms.EncryptRequest;
import dev.sagebrush.model.kms.GenerateDataKeyPairRequest;
import dev.sagebrush.model.kms.GenerateDataKeyRequest;
import dev.sagebrush.model.kms.KMSApi;
import dev.sagebrush.model.kms.KeyMetadata;
import dev.sagebrush.model.kms.ReEncryptRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {

  private static final Map<String, String> NONE = Map.of();
  private static final Map<String, String> LAKE = Map.of("aws:s3:arn", "arn:aws:s3:::lake");

  @TempDir Path folder;

  private KmsFixture kms;

  @BeforeEach
  void open() {
    kms = new KmsFixture(folder);
  }

  @AfterEach
  void close() {
    kms.close();
  }

  @Test
  void decryptsWithTheContextItWasEncryptedWithAndNoOther() {
    KeyMetadata key = kms.symmetric();
    byte[] blob = kms.encrypt(key.keyId(), LAKE);
    var opened = kms.decrypt(blob, LAKE);
    assertArrayEquals(KmsFixture.HELLO, opened.plaintext());
    assertEquals(key.arn(), opened.keyId());
    assertEquals(key.currentKeyMaterialId(), opened.keyMaterialId());
    kms.client.refused(
        "InvalidCiphertextException",
        KMSApi.DECRYPT,
        DecryptRequest.builder().ciphertextBlob(blob).build());
    KeyMetadata other = kms.symmetric();
    kms.client.refused(
        "IncorrectKeyException",
        KMSApi.DECRYPT,
        DecryptRequest.builder()
            .ciphertextBlob(blob)
            .keyId(other.keyId())
            .encryptionContext(LAKE)
            .build());
    kms.client.refused(
        "InvalidCiphertextException",
        KMSApi.DECRYPT,
        DecryptRequest.builder().ciphertextBlob(new byte[200]).build());
  }

  @Test
  void refusesKeysThatAreOffOrForSomethingElse() {
    KeyMetadata key = kms.symmetric();
    kms.client.call(KMSApi.DISABLE_KEY, new DisableKeyRequest(key.keyId()));
    EncryptRequest encrypt =
        EncryptRequest.builder().keyId(key.keyId()).plaintext(KmsFixture.HELLO).build();
    assertEquals(
        key.arn() + " is disabled.",
        kms.client.refused("DisabledException", KMSApi.ENCRYPT, encrypt).getMessage());
    KeyMetadata mac = kms.create(Spec.HMAC_256, Spec.GENERATE_VERIFY_MAC);
    kms.client.refused(
        "InvalidKeyUsageException", KMSApi.ENCRYPT, encrypt.toBuilder().keyId(mac.keyId()).build());
    assertEquals(
        "Invalid keyId 'nonsense'",
        kms.client
            .refused(
                "NotFoundException", KMSApi.ENCRYPT, encrypt.toBuilder().keyId("nonsense").build())
            .getMessage());
    kms.client.refused(
        "DryRunOperationException",
        KMSApi.ENCRYPT,
        encrypt.toBuilder().keyId(kms.symmetric().keyId()).dryRun(true).build());
  }

  @Test
  void encryptsUnderRsaKeysWhatFits() {
    KeyMetadata key = kms.create(Spec.RSA_2048, Spec.ENCRYPT_DECRYPT);
    for (String algorithm : key.encryptionAlgorithms()) {
      byte[] blob =
          kms.client
              .call(
                  KMSApi.ENCRYPT,
                  EncryptRequest.builder()
                      .keyId(key.arn())
                      .encryptionAlgorithm(algorithm)
                      .plaintext(KmsFixture.HELLO)
                      .build())
              .ciphertextBlob();
      assertArrayEquals(
          KmsFixture.HELLO,
          kms.client
              .call(
                  KMSApi.DECRYPT,
                  DecryptRequest.builder()
                      .keyId(key.arn())
                      .encryptionAlgorithm(algorithm)
                      .ciphertextBlob(blob)
                      .build())
              .plaintext());
    }
    assertEquals(
        "Algorithm RSAES_OAEP_SHA_256 and key spec RSA_2048 cannot encrypt data larger than 190"
            + " bytes.",
        kms.client
            .refused(
                "ValidationException",
                KMSApi.ENCRYPT,
                EncryptRequest.builder()
                    .keyId(key.arn())
                    .encryptionAlgorithm("RSAES_OAEP_SHA_256")
                    .plaintext(new byte[191])
                    .build())
            .getMessage());
  }

  @Test
  void movesACiphertextFromKeyToKey() {
    KeyMetadata from = kms.symmetric();
    KeyMetadata to = kms.symmetric();
    kms.client.call(
        KMSApi.CREATE_ALIAS,
        CreateAliasRequest.builder().aliasName("alias/to").targetKeyId(to.keyId()).build());
    var moved =
        kms.client.call(
            KMSApi.RE_ENCRYPT,
            ReEncryptRequest.builder()
                .ciphertextBlob(kms.encrypt(from.keyId(), LAKE))
                .sourceEncryptionContext(LAKE)
                .destinationKeyId("alias/to")
                .build());
    assertEquals(from.arn(), moved.sourceKeyId());
    assertEquals(to.arn(), moved.keyId());
    assertArrayEquals(KmsFixture.HELLO, kms.decrypt(moved.ciphertextBlob(), NONE).plaintext());
  }

  @Test
  void givesOutDataKeys() {
    var made =
        kms.client.call(
            KMSApi.GENERATE_DATA_KEY,
            GenerateDataKeyRequest.builder()
                .keyId("alias/aws/s3")
                .keySpec("AES_256")
                .encryptionContext(LAKE)
                .build());
    assertEquals(32, made.plaintext().length);
    assertArrayEquals(made.plaintext(), kms.decrypt(made.ciphertextBlob(), LAKE).plaintext());
    assertEquals("AWS", kms.describe("alias/aws/s3").keyManager());
    kms.client.refused(
        "ValidationException",
        KMSApi.GENERATE_DATA_KEY,
        GenerateDataKeyRequest.builder().keyId("alias/aws/s3").build());
    var pair =
        kms.client.call(
            KMSApi.GENERATE_DATA_KEY_PAIR,
            GenerateDataKeyPairRequest.builder()
                .keyId(made.keyId())
                .keyPairSpec("ECC_NIST_P256")
                .build());
    assertArrayEquals(
        pair.privateKeyPlaintext(), kms.decrypt(pair.privateKeyCiphertextBlob(), NONE).plaintext());
  }

  @Test
  void keepsNoKeyInClearAndFindsItAgainAfterARestart() throws IOException {
    KeyMetadata key = kms.symmetric();
    byte[] blob = kms.encrypt(key.keyId(), LAKE);
    MaterialRow row =
        Schema.declare(kms.tables)
            .materials()
            .scan(dev.sagebrush.store.Range.all())
            .getFirst()
            .value();
    Ids64 material = Ids64.of(row);
    kms.close();
    String disk =
        new String(Files.readAllBytes(folder.resolve("tables.db")), StandardCharsets.ISO_8859_1);
    assertFalse(disk.contains(material.raw()));
    assertFalse(disk.contains(material.base64()));
    kms = new KmsFixture(folder);
    assertArrayEquals(KmsFixture.HELLO, kms.decrypt(blob, LAKE).plaintext());
  }

  /** Material in the forms it could lie on the disk in. */
  private record Ids64(String raw, String base64) {

    static Ids64 of(MaterialRow row) {
      byte[] clear =
          dev.sagebrush.services.testing.Client.SEALER.unseal(
              java.util.Base64.getDecoder().decode(String.valueOf(row.sealed())),
              MaterialRow.context(row.account(), row.key(), row.id()));
      assertEquals(32, clear.length);
      return new Ids64(
          new String(clear, StandardCharsets.ISO_8859_1),
          java.util.Base64.getEncoder().encodeToString(clear));
    }
  }
}
