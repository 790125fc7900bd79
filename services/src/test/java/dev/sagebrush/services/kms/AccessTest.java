package dev.sagebrush.services.kms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.kms.CreateAliasRequest;
import dev.sagebrush.model.kms.CreateGrantRequest;
import dev.sagebrush.model.kms.CreateGrantResponse;
import dev.sagebrush.model.kms.DescribeKeyRequest;
import dev.sagebrush.model.kms.EncryptRequest;
import dev.sagebrush.model.kms.GetKeyPolicyRequest;
import dev.sagebrush.model.kms.GrantConstraints;
import dev.sagebrush.model.kms.KMSApi;
import dev.sagebrush.model.kms.KeyMetadata;
import dev.sagebrush.model.kms.ListAliasesRequest;
import dev.sagebrush.model.kms.ListGrantsRequest;
import dev.sagebrush.model.kms.ListKeysRequest;
import dev.sagebrush.model.kms.ListKeysResponse;
import dev.sagebrush.model.kms.ListResourceTagsRequest;
import dev.sagebrush.model.kms.ListRetirableGrantsRequest;
import dev.sagebrush.model.kms.PutKeyPolicyRequest;
import dev.sagebrush.model.kms.RetireGrantRequest;
import dev.sagebrush.model.kms.RevokeGrantRequest;
import dev.sagebrush.model.kms.Tag;
import dev.sagebrush.model.kms.TagResourceRequest;
import dev.sagebrush.model.kms.UpdateAliasRequest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {

  private static final String ANN = "arn:aws:iam::000000000000:user/ann";

  private KmsFixture kms;

  @BeforeEach
  void open(@TempDir Path folder) {
    kms = new KmsFixture(folder);
  }

  @AfterEach
  void close() {
    kms.close();
  }

  @Test
  void aliasesMoveFromKeyToKey() {
    KeyMetadata one = kms.symmetric();
    KeyMetadata two = kms.symmetric();
    CreateAliasRequest create =
        CreateAliasRequest.builder().aliasName("alias/app").targetKeyId(one.keyId()).build();
    kms.client.call(KMSApi.CREATE_ALIAS, create);
    assertEquals(
        "An alias with the name arn:aws:kms:us-east-1:000000000000:alias/app already exists",
        kms.client.refused("AlreadyExistsException", KMSApi.CREATE_ALIAS, create).getMessage());
    assertEquals(one.arn(), kms.describe("alias/app").arn());
    kms.client.call(
        KMSApi.UPDATE_ALIAS,
        UpdateAliasRequest.builder().aliasName("alias/app").targetKeyId(two.arn()).build());
    assertEquals(two.arn(), kms.describe("arn:aws:kms:us-east-1:000000000000:alias/app").arn());
    var listed =
        kms.client
            .call(KMSApi.LIST_ALIASES, ListAliasesRequest.builder().keyId(two.keyId()).build())
            .aliases();
    assertEquals(List.of("alias/app"), listed.stream().map(alias -> alias.aliasName()).toList());
    kms.client.refused(
        "ValidationException",
        KMSApi.UPDATE_ALIAS,
        UpdateAliasRequest.builder()
            .aliasName("alias/app")
            .targetKeyId(kms.create(Spec.HMAC_256, Spec.GENERATE_VERIFY_MAC).keyId())
            .build());
    assertEquals(
        "Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.",
        kms.client
            .refused(
                "NotFoundException",
                KMSApi.DESCRIBE_KEY,
                DescribeKeyRequest.builder().keyId("alias/none").build())
            .getMessage());
    kms.client.refused(
        "NotAuthorizedException",
        KMSApi.CREATE_ALIAS,
        create.toBuilder().aliasName("alias/aws/mine").build());
  }

  @Test
  void grantsAreMadeOnceListedRetiredAndRevoked() {
    KeyMetadata key = kms.symmetric();
    CreateGrantRequest request =
        CreateGrantRequest.builder()
            .keyId(key.keyId())
            .name("n")
            .granteePrincipal(ANN)
            .retiringPrincipal(ANN)
            .operations(List.of("Encrypt", "Decrypt"))
            .constraints(
                GrantConstraints.builder().encryptionContextSubset(Map.of("a", "b")).build())
            .build();
    CreateGrantResponse made = kms.client.call(KMSApi.CREATE_GRANT, request);
    assertEquals(made.grantId(), kms.client.call(KMSApi.CREATE_GRANT, request).grantId());
    CreateGrantResponse other =
        kms.client.call(KMSApi.CREATE_GRANT, request.toBuilder().name("o").build());
    kms.client.refused(
        "ValidationException",
        KMSApi.CREATE_GRANT,
        request.toBuilder().operations(List.of("Sign")).build());
    kms.client.refused(
        "InvalidArnException",
        KMSApi.CREATE_GRANT,
        request.toBuilder().granteePrincipal("ann").build());
    checkFacts(key);
    ListGrantsRequest list = ListGrantsRequest.builder().keyId(key.keyId()).build();
    assertEquals(2, kms.client.call(KMSApi.LIST_GRANTS, list).grants().size());
    assertEquals(
        2,
        kms.client
            .call(
                KMSApi.LIST_RETIRABLE_GRANTS,
                ListRetirableGrantsRequest.builder().retiringPrincipal(ANN).build())
            .grants()
            .size());
    kms.client.call(
        KMSApi.ENCRYPT,
        EncryptRequest.builder()
            .keyId(key.keyId())
            .plaintext(KmsFixture.HELLO)
            .grantTokens(List.of(made.grantToken()))
            .build());
    kms.client.refused(
        "InvalidGrantTokenException",
        KMSApi.ENCRYPT,
        EncryptRequest.builder()
            .keyId(key.keyId())
            .plaintext(KmsFixture.HELLO)
            .grantTokens(List.of("x"))
            .build());
    kms.client.call(
        KMSApi.RETIRE_GRANT, RetireGrantRequest.builder().grantToken(made.grantToken()).build());
    RevokeGrantRequest revoke =
        RevokeGrantRequest.builder().keyId(key.keyId()).grantId(other.grantId()).build();
    kms.client.call(KMSApi.REVOKE_GRANT, revoke);
    kms.client.refused("NotFoundException", KMSApi.REVOKE_GRANT, revoke);
    assertTrue(kms.client.call(KMSApi.LIST_GRANTS, list).grants().isEmpty());
  }

  private void checkFacts(KeyMetadata key) {
    Kms.KeyFacts facts = Kms.access(kms.tables).key(key.keyId(), "000000000000", "us-east-1");
    assertNotNull(facts);
    assertEquals(2, facts.grants().size());
    assertTrue(facts.grants().getFirst().covers("Encrypt", Map.of("a", "b", "c", "d")));
    assertFalse(facts.grants().getFirst().covers("Encrypt", Map.of("a", "c")));
    assertFalse(facts.grants().getFirst().covers("Sign", Map.of("a", "b")));
  }

  @Test
  void aPolicyMustLeaveSomebodyWhoCanChangeIt() {
    KeyMetadata key = kms.symmetric();
    PutKeyPolicyRequest put =
        PutKeyPolicyRequest.builder()
            .keyId(key.keyId())
            .policy(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"AWS\":\""
                    + ANN
                    + "\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}]}")
            .build();
    assertEquals(
        "The new key policy will not allow you to update the key policy in the future.",
        kms.client
            .refused("MalformedPolicyDocumentException", KMSApi.PUT_KEY_POLICY, put)
            .getMessage());
    kms.client.refused(
        "MalformedPolicyDocumentException",
        KMSApi.PUT_KEY_POLICY,
        put.toBuilder().policy("{").build());
    kms.client.call(
        KMSApi.PUT_KEY_POLICY, put.toBuilder().bypassPolicyLockoutSafetyCheck(true).build());
    GetKeyPolicyRequest get = GetKeyPolicyRequest.builder().keyId(key.keyId()).build();
    assertEquals(put.policy(), kms.client.call(KMSApi.GET_KEY_POLICY, get).policy());
    kms.client.call(
        KMSApi.PUT_KEY_POLICY,
        put.toBuilder().policy(KeyPolicies.standard("000000000000")).build());
  }

  @Test
  void tagsAndListsInPages() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      made.add(kms.symmetric().keyId());
    }
    Set<String> listed = new HashSet<>();
    String marker = null;
    do {
      ListKeysResponse page =
          kms.client.call(
              KMSApi.LIST_KEYS, ListKeysRequest.builder().limit(2).marker(marker).build());
      page.keys().forEach(key -> listed.add(key.keyId()));
      marker = page.nextMarker();
      assertEquals(marker != null, page.truncated());
    } while (marker != null);
    assertEquals(made, listed);
    kms.client.refused(
        "InvalidMarkerException", KMSApi.LIST_KEYS, ListKeysRequest.builder().marker("x").build());
    String key = made.iterator().next();
    Tag tag = Tag.builder().tagKey("k").tagValue("v").build();
    kms.client.call(
        KMSApi.TAG_RESOURCE, TagResourceRequest.builder().keyId(key).tags(List.of(tag)).build());
    assertEquals(
        List.of(tag),
        kms.client
            .call(KMSApi.LIST_RESOURCE_TAGS, ListResourceTagsRequest.builder().keyId(key).build())
            .tags());
  }
}
