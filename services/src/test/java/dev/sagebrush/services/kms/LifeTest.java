package dev.sagebrush.services.kms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.kms.CancelKeyDeletionRequest;
import dev.sagebrush.model.kms.CreateAliasRequest;
import dev.sagebrush.model.kms.CreateKeyRequest;
import dev.sagebrush.model.kms.DecryptRequest;
import dev.sagebrush.model.kms.DeleteImportedKeyMaterialRequest;
import dev.sagebrush.model.kms.DescribeKeyRequest;
import dev.sagebrush.model.kms.EnableKeyRotationRequest;
import dev.sagebrush.model.kms.GetKeyRotationStatusRequest;
import dev.sagebrush.model.kms.GetParametersForImportRequest;
import dev.sagebrush.model.kms.GetParametersForImportResponse;
import dev.sagebrush.model.kms.ImportKeyMaterialRequest;
import dev.sagebrush.model.kms.KMSApi;
import dev.sagebrush.model.kms.KeyMetadata;
import dev.sagebrush.model.kms.ListAliasesRequest;
import dev.sagebrush.model.kms.ListKeyRotationsRequest;
import dev.sagebrush.model.kms.ReplicateKeyRequest;
import dev.sagebrush.model.kms.RotateKeyOnDemandRequest;
import dev.sagebrush.model.kms.ScheduleKeyDeletionRequest;
import dev.sagebrush.model.kms.UpdatePrimaryRegionRequest;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeTest {

  private static final Map<String, String> NONE = Map.of();

  private KmsFixture kms;

  @BeforeEach
  void open(@TempDir Path folder) {
    kms = new KmsFixture(folder);
  }

  @AfterEach
  void close() {
    kms.close();
    assertEquals(List.of(), kms.failures);
  }

  @Test
  void rotatesByTheClockAndDecryptsWithEveryOldKey() {
    String key = kms.symmetric().keyId();
    kms.client.call(
        KMSApi.ENABLE_KEY_ROTATION,
        EnableKeyRotationRequest.builder().keyId(key).rotationPeriodInDays(90).build());
    List<byte[]> blobs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      blobs.add(kms.encrypt(key, NONE));
      kms.clock.advance(Duration.ofDays(91));
    }
    kms.client.call(KMSApi.ROTATE_KEY_ON_DEMAND, new RotateKeyOnDemandRequest(key));
    List<String> used = new ArrayList<>();
    for (byte[] blob : blobs) {
      var opened = kms.decrypt(blob, NONE);
      assertArrayEquals(KmsFixture.HELLO, opened.plaintext());
      used.add(opened.keyMaterialId());
    }
    assertEquals(5, used.stream().distinct().count());
    var rotations =
        kms.client
            .call(KMSApi.LIST_KEY_ROTATIONS, ListKeyRotationsRequest.builder().keyId(key).build())
            .rotations();
    assertEquals(6, rotations.size());
    assertEquals("ON_DEMAND", rotations.getLast().rotationType());
    assertEquals("CURRENT", rotations.getLast().keyMaterialState());
    assertEquals(
        90,
        kms.client
            .call(KMSApi.GET_KEY_ROTATION_STATUS, new GetKeyRotationStatusRequest(key))
            .rotationPeriodInDays());
  }

  @Test
  void deletesAfterTheWindowUnlessItIsCalledOff() {
    KeyMetadata key = kms.symmetric();
    byte[] blob = kms.encrypt(key.keyId(), NONE);
    kms.client.call(
        KMSApi.CREATE_ALIAS,
        CreateAliasRequest.builder().aliasName("alias/a").targetKeyId(key.keyId()).build());
    ScheduleKeyDeletionRequest schedule =
        ScheduleKeyDeletionRequest.builder().keyId(key.keyId()).pendingWindowInDays(7).build();
    assertEquals(
        "PendingDeletion", kms.client.call(KMSApi.SCHEDULE_KEY_DELETION, schedule).keyState());
    assertEquals(
        key.arn() + " is pending deletion.",
        kms.client
            .refused(
                "KMSInvalidStateException",
                KMSApi.DECRYPT,
                DecryptRequest.builder().ciphertextBlob(blob).build())
            .getMessage());
    kms.clock.advance(Duration.ofDays(6));
    kms.client.call(KMSApi.CANCEL_KEY_DELETION, new CancelKeyDeletionRequest(key.keyId()));
    kms.clock.advance(Duration.ofDays(9));
    assertEquals("Disabled", kms.describe(key.arn()).keyState());
    kms.client.call(KMSApi.SCHEDULE_KEY_DELETION, schedule);
    kms.clock.advance(Duration.ofDays(7));
    assertEquals(
        "Key '" + key.arn() + "' does not exist",
        kms.client
            .refused(
                "NotFoundException",
                KMSApi.DESCRIBE_KEY,
                DescribeKeyRequest.builder().keyId(key.keyId()).build())
            .getMessage());
    assertTrue(
        kms.client
            .call(KMSApi.LIST_ALIASES, ListAliasesRequest.builder().build())
            .aliases()
            .isEmpty());
    assertTrue(
        Schema.declare(kms.tables).materials().scan(dev.sagebrush.store.Range.all()).isEmpty());
    kms.client.refused(
        "ValidationException",
        KMSApi.SCHEDULE_KEY_DELETION,
        schedule.toBuilder().keyId(kms.symmetric().keyId()).pendingWindowInDays(6).build());
  }

  private String external(Spec spec, String usage) {
    return kms.create(
            CreateKeyRequest.builder().origin(KeyRow.EXTERNAL).keySpec(spec.name()).keyUsage(usage))
        .keyId();
  }

  private GetParametersForImportResponse parameters(String key, String algorithm) {
    return kms.client.call(
        KMSApi.GET_PARAMETERS_FOR_IMPORT,
        GetParametersForImportRequest.builder()
            .keyId(key)
            .wrappingAlgorithm(algorithm)
            .wrappingKeySpec("RSA_2048")
            .build());
  }

  private ImportKeyMaterialRequest wrapped(String key, byte[] material)
      throws GeneralSecurityException {
    GetParametersForImportResponse parameters = parameters(key, "RSAES_OAEP_SHA_256");
    byte[] wrapped =
        Rsa.encrypt(
            KeyPairs.publicKey(Spec.RSA_2048, parameters.publicKey()),
            "RSAES_OAEP_SHA_256",
            material);
    return ImportKeyMaterialRequest.builder()
        .keyId(key)
        .importToken(parameters.importToken())
        .encryptedKeyMaterial(wrapped)
        .expirationModel("KEY_MATERIAL_DOES_NOT_EXPIRE")
        .build();
  }

  @Test
  void worksWithImportedMaterialUntilItExpires() throws GeneralSecurityException {
    String key = external(Spec.SYMMETRIC_DEFAULT, Spec.ENCRYPT_DECRYPT);
    assertEquals("PendingImport", kms.describe(key).keyState());
    byte[] material = new byte[32];
    material[3] = 7;
    kms.client.call(
        KMSApi.IMPORT_KEY_MATERIAL,
        wrapped(key, material).toBuilder()
            .expirationModel("KEY_MATERIAL_EXPIRES")
            .validTo(kms.clock.now().plus(Duration.ofDays(3)))
            .build());
    byte[] blob = kms.encrypt(key, NONE);
    kms.clock.advance(Duration.ofDays(3));
    assertEquals("PendingImport", kms.describe(key).keyState());
    kms.client.refused(
        "KMSInvalidStateException",
        KMSApi.DECRYPT,
        DecryptRequest.builder().ciphertextBlob(blob).build());
    kms.client.refused(
        "IncorrectKeyMaterialException", KMSApi.IMPORT_KEY_MATERIAL, wrapped(key, new byte[32]));
    kms.client.call(KMSApi.IMPORT_KEY_MATERIAL, wrapped(key, material));
    assertArrayEquals(KmsFixture.HELLO, kms.decrypt(blob, NONE).plaintext());
    kms.client.call(
        KMSApi.DELETE_IMPORTED_KEY_MATERIAL,
        DeleteImportedKeyMaterialRequest.builder().keyId(key).build());
    assertEquals("PendingImport", kms.describe(key).keyState());
    ImportKeyMaterialRequest late = wrapped(key, material);
    kms.clock.advance(Duration.ofHours(25));
    kms.client.refused("ExpiredImportTokenException", KMSApi.IMPORT_KEY_MATERIAL, late);
    kms.client.refused(
        "InvalidImportTokenException",
        KMSApi.IMPORT_KEY_MATERIAL,
        late.toBuilder().importToken(new byte[60]).build());
  }

  @Test
  void aCiphertextSurvivesItsServerWhereTheSameMaterialIsImported() throws Exception {
    byte[] material = new byte[32];
    material[0] = 9;
    String first = external(Spec.SYMMETRIC_DEFAULT, Spec.ENCRYPT_DECRYPT);
    kms.client.call(KMSApi.IMPORT_KEY_MATERIAL, wrapped(first, material));
    byte[] blob = kms.encrypt(first, NONE);
    String second = external(Spec.SYMMETRIC_DEFAULT, Spec.ENCRYPT_DECRYPT);
    kms.client.call(KMSApi.IMPORT_KEY_MATERIAL, wrapped(second, material));
    DecryptRequest with = DecryptRequest.builder().ciphertextBlob(blob).keyId(second).build();
    kms.client.refused("IncorrectKeyException", KMSApi.DECRYPT, with);
    kms.client.call(
        KMSApi.SCHEDULE_KEY_DELETION,
        ScheduleKeyDeletionRequest.builder().keyId(first).pendingWindowInDays(7).build());
    kms.clock.advance(Duration.ofDays(7));
    assertArrayEquals(KmsFixture.HELLO, kms.client.call(KMSApi.DECRYPT, with).plaintext());
  }

  @Test
  void importsKeyPairs() throws GeneralSecurityException {
    for (Spec spec : List.of(Spec.ECC_NIST_P256, Spec.ECC_NIST_P384, Spec.ECC_NIST_P521)) {
      var pair = KeyPairs.generate(spec);
      String key = external(spec, Spec.SIGN_VERIFY);
      kms.client.call(KMSApi.IMPORT_KEY_MATERIAL, wrapped(key, pair.getPrivate().getEncoded()));
      assertArrayEquals(
          pair.getPublic().getEncoded(),
          kms.client
              .call(
                  KMSApi.GET_PUBLIC_KEY,
                  dev.sagebrush.model.kms.GetPublicKeyRequest.builder().keyId(key).build())
              .publicKey());
    }
  }

  @Test
  void relativesDecryptForEachOtherThroughRotations() {
    KeyMetadata primary = kms.create(CreateKeyRequest.builder().multiRegion(true));
    assertTrue(primary.keyId().startsWith("mrk-"));
    byte[] before = kms.encrypt(primary.keyId(), NONE);
    KeyMetadata replica =
        kms.client
            .call(
                KMSApi.REPLICATE_KEY,
                ReplicateKeyRequest.builder()
                    .keyId(primary.keyId())
                    .replicaRegion("eu-west-1")
                    .build())
            .replicaKeyMetadata();
    assertNotEquals(primary.arn(), replica.arn());
    kms.client.call(KMSApi.ROTATE_KEY_ON_DEMAND, new RotateKeyOnDemandRequest(primary.keyId()));
    byte[] after = kms.encrypt(primary.keyId(), NONE);
    for (byte[] blob : List.of(before, after)) {
      var opened =
          kms.client
              .in("eu-west-1")
              .call(KMSApi.DECRYPT, DecryptRequest.builder().ciphertextBlob(blob).build());
      assertArrayEquals(KmsFixture.HELLO, opened.plaintext());
      assertEquals(replica.arn(), opened.keyId());
    }
    kms.client.call(
        KMSApi.UPDATE_PRIMARY_REGION,
        UpdatePrimaryRegionRequest.builder()
            .keyId(primary.keyId())
            .primaryRegion("eu-west-1")
            .build());
    assertEquals(
        "REPLICA", kms.describe(primary.keyId()).multiRegionConfiguration().multiRegionKeyType());
    ScheduleKeyDeletionRequest schedule =
        ScheduleKeyDeletionRequest.builder().keyId(primary.keyId()).pendingWindowInDays(7).build();
    assertEquals(
        "PendingReplicaDeletion",
        kms.client.in("eu-west-1").call(KMSApi.SCHEDULE_KEY_DELETION, schedule).keyState());
    kms.client.call(KMSApi.SCHEDULE_KEY_DELETION, schedule);
    kms.clock.advance(Duration.ofDays(8));
    kms.client.refused(
        "NotFoundException",
        KMSApi.DESCRIBE_KEY,
        DescribeKeyRequest.builder().keyId(primary.keyId()).build());
    DescribeKeyRequest other = DescribeKeyRequest.builder().keyId(primary.keyId()).build();
    assertEquals(
        "PendingDeletion",
        kms.client.in("eu-west-1").call(KMSApi.DESCRIBE_KEY, other).keyMetadata().keyState());
    kms.clock.advance(Duration.ofDays(7));
    kms.client.in("eu-west-1").refused("NotFoundException", KMSApi.DESCRIBE_KEY, other);
  }
}
