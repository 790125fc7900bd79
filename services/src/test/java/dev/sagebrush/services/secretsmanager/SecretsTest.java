package dev.sagebrush.services.secretsmanager;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.kernel.policy.Guarded;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.secretsmanager.BatchGetSecretValueRequest;
import dev.sagebrush.model.secretsmanager.CreateSecretRequest;
import dev.sagebrush.model.secretsmanager.DeleteSecretRequest;
import dev.sagebrush.model.secretsmanager.DescribeSecretRequest;
import dev.sagebrush.model.secretsmanager.DescribeSecretResponse;
import dev.sagebrush.model.secretsmanager.Filter;
import dev.sagebrush.model.secretsmanager.GetRandomPasswordRequest;
import dev.sagebrush.model.secretsmanager.GetSecretValueRequest;
import dev.sagebrush.model.secretsmanager.ListSecretsRequest;
import dev.sagebrush.model.secretsmanager.ListSecretsResponse;
import dev.sagebrush.model.secretsmanager.PutResourcePolicyRequest;
import dev.sagebrush.model.secretsmanager.PutSecretValueRequest;
import dev.sagebrush.model.secretsmanager.RestoreSecretRequest;
import dev.sagebrush.model.secretsmanager.RotateSecretRequest;
import dev.sagebrush.model.secretsmanager.RotationRulesType;
import dev.sagebrush.model.secretsmanager.SecretsManagerApi;
import dev.sagebrush.model.secretsmanager.Tag;
import dev.sagebrush.model.secretsmanager.UpdateSecretVersionStageRequest;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.embedded.SqliteTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  private static final String TOKEN = "00000000-0000-0000-0000-00000000000";

  @TempDir Path folder;

  private final AdvanceableClock clock = new AdvanceableClock(Client.START);
  private final Ids ids = new Ids(new Random(3));
  private final Jobs jobs = new Jobs((name, failure) -> {}, Duration.ofSeconds(5));
  private final List<String> steps = new ArrayList<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private SqliteTables tables;
  private Client client;

  @BeforeEach
  void open() {
    tables = SqliteTables.open(folder);
    client = client(SecretsManager.RotationHook.NONE);
  }

  private Client client(SecretsManager.RotationHook hook) {
    return Client.of(
        SecretsManager.service(
            tables,
            clock,
            new PageTokens(new byte[32]),
            ids,
            Client.caller(FakeKms.service(ids)),
            hook,
            jobs));
  }

  @AfterEach
  void close() {
    jobs.close();
    tables.close();
  }

  private String create(String name, String value) {
    return client
        .call(
            SecretsManagerApi.CREATE_SECRET,
            CreateSecretRequest.builder()
                .name(name)
                .secretString(value)
                .clientRequestToken(TOKEN + 1)
                .build())
        .arn();
  }

  private void put(String name, String value, int token) {
    client.call(
        SecretsManagerApi.PUT_SECRET_VALUE,
        PutSecretValueRequest.builder()
            .secretId(name)
            .secretString(value)
            .clientRequestToken(TOKEN + token)
            .build());
  }

  private String get(String id, String stage) {
    return client
        .call(
            SecretsManagerApi.GET_SECRET_VALUE,
            GetSecretValueRequest.builder().secretId(id).versionStage(stage).build())
        .secretString();
  }

  private DescribeSecretResponse describe(String id) {
    return client.call(
        SecretsManagerApi.DESCRIBE_SECRET, DescribeSecretRequest.builder().secretId(id).build());
  }

  @Test
  void labelsGoFromVersionToVersion() throws IOException {
    String arn = create("app/db", "one-and-only");
    assertTrue(arn.matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:app/db-\\w{6}"));
    put("app/db", "two", 2);
    put(arn, "three", 3);
    assertEquals("three", get(arn.substring(0, arn.length() - 7), Versions.CURRENT));
    assertEquals("two", get(arn, Versions.PREVIOUS));
    assertEquals(
        Map.of(TOKEN + 3, List.of(Versions.CURRENT), TOKEN + 2, List.of(Versions.PREVIOUS)),
        describe(arn).versionIdsToStages());
    client.call(
        SecretsManagerApi.UPDATE_SECRET_VERSION_STAGE,
        UpdateSecretVersionStageRequest.builder()
            .secretId(arn)
            .versionStage(Versions.CURRENT)
            .moveToVersionId(TOKEN + 2)
            .removeFromVersionId(TOKEN + 3)
            .build());
    assertEquals("two", get(arn, Versions.CURRENT));
    assertEquals("three", get(arn, Versions.PREVIOUS));
    assertEquals(
        "Secrets Manager can't find the specified secret value for staging label: NONE",
        client
            .refused(
                "ResourceNotFoundException",
                SecretsManagerApi.GET_SECRET_VALUE,
                GetSecretValueRequest.builder().secretId(arn).versionStage("NONE").build())
            .getMessage());
    tables.close();
    byte[] file = Files.readAllBytes(folder.resolve("tables.db"));
    assertFalse(new String(file, StandardCharsets.ISO_8859_1).contains("one-and-only"));
    tables = SqliteTables.open(folder);
  }

  @Test
  void aRepeatedRequestSucceedsAndAnotherValueDoesNot() {
    create("s", "one");
    put("s", "two", 2);
    put("s", "two", 2);
    assertTrue(
        client
            .refused(
                "ResourceExistsException",
                SecretsManagerApi.PUT_SECRET_VALUE,
                PutSecretValueRequest.builder()
                    .secretId("s")
                    .secretString("three")
                    .clientRequestToken(TOKEN + 2)
                    .build())
            .getMessage()
            .startsWith("You can't use ClientRequestToken"));
    client.refused(
        "ResourceExistsException",
        SecretsManagerApi.CREATE_SECRET,
        CreateSecretRequest.builder().name("s").secretString("x").build());
  }

  @Test
  void keepsBytesAndNoValueAtAll() {
    byte[] bytes = {0, -1, 7};
    client.call(
        SecretsManagerApi.CREATE_SECRET,
        CreateSecretRequest.builder().name("b").secretBinary(bytes).build());
    assertArrayEquals(
        bytes,
        client
            .call(
                SecretsManagerApi.GET_SECRET_VALUE,
                GetSecretValueRequest.builder().secretId("b").build())
            .secretBinary());
    client.call(
        SecretsManagerApi.CREATE_SECRET, CreateSecretRequest.builder().name("none").build());
    var batch =
        client.call(
            SecretsManagerApi.BATCH_GET_SECRET_VALUE,
            BatchGetSecretValueRequest.builder().secretIdList(List.of("b", "none")).build());
    assertEquals(1, batch.secretValues().size());
    assertEquals("ResourceNotFoundException", batch.errors().getFirst().errorCode());
  }

  @Test
  void deletesAfterTheWindowUnlessRestored() {
    String arn = create("s", "one");
    DeleteSecretRequest delete =
        DeleteSecretRequest.builder().secretId("s").recoveryWindowInDays(7L).build();
    client.call(SecretsManagerApi.DELETE_SECRET, delete);
    client.refused(
        "InvalidRequestException",
        SecretsManagerApi.GET_SECRET_VALUE,
        GetSecretValueRequest.builder().secretId("s").build());
    client.refused(
        "InvalidRequestException",
        SecretsManagerApi.CREATE_SECRET,
        CreateSecretRequest.builder().name("s").build());
    clock.advance(Duration.ofDays(6));
    client.call(
        SecretsManagerApi.RESTORE_SECRET, RestoreSecretRequest.builder().secretId("s").build());
    assertEquals("one", get("s", Versions.CURRENT));
    assertNull(describe("s").deletedDate());
    client.call(SecretsManagerApi.DELETE_SECRET, delete);
    clock.advance(Duration.ofDays(7));
    client.refused(
        "ResourceNotFoundException",
        SecretsManagerApi.DESCRIBE_SECRET,
        DescribeSecretRequest.builder().secretId("s").build());
    assertNotEquals(arn, create("s", "again"));
    client.refused(
        "InvalidParameterException",
        SecretsManagerApi.DELETE_SECRET,
        delete.toBuilder().recoveryWindowInDays(6L).build());
  }

  @Test
  void listsByFiltersInPages() {
    for (int i = 0; i < 5; i++) {
      client.call(
          SecretsManagerApi.CREATE_SECRET,
          CreateSecretRequest.builder()
              .name((i % 2 == 0 ? "even/" : "odd/") + i)
              .tags(List.of(Tag.builder().key("n").value("v" + i).build()))
              .build());
    }
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      ListSecretsResponse page =
          client.call(
              SecretsManagerApi.LIST_SECRETS,
              ListSecretsRequest.builder()
                  .filters(List.of(new Filter("name", List.of("even/", "!even/4"))))
                  .maxResults(1)
                  .sortBy("name")
                  .sortOrder("asc")
                  .nextToken(token)
                  .build());
      page.secretList().forEach(secret -> names.add(secret.name()));
      token = page.nextToken();
    } while (token != null);
    assertEquals(List.of("even/0", "even/2"), names);
    assertEquals(
        1,
        client
            .call(
                SecretsManagerApi.LIST_SECRETS,
                ListSecretsRequest.builder()
                    .filters(List.of(new Filter("tag-value", List.of("v3"))))
                    .build())
            .secretList()
            .size());
  }

  @Test
  void makesPasswordsOfWhatIsWanted() {
    for (int i = 0; i < 50; i++) {
      String password =
          client
              .call(
                  SecretsManagerApi.GET_RANDOM_PASSWORD,
                  GetRandomPasswordRequest.builder()
                      .passwordLength(8L)
                      .excludePunctuation(true)
                      .excludeCharacters("abc0")
                      .build())
              .randomPassword();
      assertTrue(password.matches("[d-zA-Z1-9]{8}"), password);
      assertTrue(password.matches(".*[a-z].*") && password.matches(".*[1-9].*"), password);
    }
    client.refused(
        "InvalidParameterException",
        SecretsManagerApi.GET_RANDOM_PASSWORD,
        GetRandomPasswordRequest.builder().passwordLength(3L).build());
  }

  @Test
  void refusesPoliciesThatOpenASecretToAll() {
    create("s", "one");
    PutResourcePolicyRequest put =
        PutResourcePolicyRequest.builder()
            .secretId("s")
            .blockPublicPolicy(true)
            .resourcePolicy(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "\"*\",\"Action\":\"secretsmanager:*\",\"Resource\":\"*\"}]}")
            .build();
    client.refused("PublicPolicyException", SecretsManagerApi.PUT_RESOURCE_POLICY, put);
    client.refused(
        "MalformedPolicyDocumentException",
        SecretsManagerApi.PUT_RESOURCE_POLICY,
        put.toBuilder().resourcePolicy("{}").build());
    client.call(
        SecretsManagerApi.PUT_RESOURCE_POLICY, put.toBuilder().blockPublicPolicy(false).build());
    String arn = describe("s").arn();
    Guard guard = SecretsManager.guard(tables, clock);
    for (String named : List.of(arn, arn.substring(0, arn.length() - 7))) {
      Guarded guarded = guard.find(Requester.anonymous(), "secretsmanager:GetSecretValue", named);
      assertNotNull(guarded);
      assertEquals(arn, guarded.arn());
      assertEquals(1, guarded.policies().size());
    }
    assertNull(guard.find(Requester.anonymous(), "secretsmanager:GetSecretValue", arn + "x"));
  }

  private RotateSecretRequest rotate() {
    return RotateSecretRequest.builder()
        .secretId("s")
        .rotationLambdaARN("arn:aws:lambda:us-east-1:000000000000:function:f")
        .rotationRules(RotationRulesType.builder().automaticallyAfterDays(10L).build())
        .build();
  }

  @Test
  void saysThatItCannotCallFunctions() {
    create("s", "one");
    client.refused("NotImplemented", SecretsManagerApi.ROTATE_SECRET, rotate());
    assertNull(describe("s").rotationRules());
  }

  @Test
  void rotatesByTheClockWithAFunction() throws InterruptedException {
    create("s", "one");
    SecretsManager.RotationHook hook =
        new SecretsManager.RotationHook() {
          @Override
          public void check(String function) {
            assertTrue(function.endsWith(":f"));
          }

          @Override
          public void call(String function, String secret, String version, String step) {
            steps.add(step);
            if (steps.size() == 4) {
              finished.countDown();
            }
          }
        };
    jobs.cancel("secretsmanager-deadlines");
    assertTrue(jobs.await("secretsmanager-deadlines", Duration.ofSeconds(10)));
    Client rotating = client(hook);
    rotating.call(
        SecretsManagerApi.ROTATE_SECRET, rotate().toBuilder().rotateImmediately(false).build());
    assertEquals(List.of(), steps);
    clock.advance(Duration.ofDays(11));
    assertTrue(finished.await(10, TimeUnit.SECONDS));
    assertEquals(List.of("createSecret", "setSecret", "testSecret", "finishSecret"), steps);
    assertTrue(describe("s").nextRotationDate().isAfter(clock.now()));
  }
}
