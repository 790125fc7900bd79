package dev.sagebrush.services.ssm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.DecryptRequest;
import dev.sagebrush.model.kms.DecryptResponse;
import dev.sagebrush.model.kms.EncryptRequest;
import dev.sagebrush.model.kms.EncryptResponse;
import dev.sagebrush.model.kms.GenerateDataKeyRequest;
import dev.sagebrush.model.kms.GenerateDataKeyResponse;
import dev.sagebrush.model.kms.KMSApi;
import dev.sagebrush.model.ssm.AddTagsToResourceRequest;
import dev.sagebrush.model.ssm.DeleteParametersRequest;
import dev.sagebrush.model.ssm.DescribeParametersRequest;
import dev.sagebrush.model.ssm.GetParameterHistoryRequest;
import dev.sagebrush.model.ssm.GetParameterRequest;
import dev.sagebrush.model.ssm.GetParametersByPathRequest;
import dev.sagebrush.model.ssm.GetParametersByPathResult;
import dev.sagebrush.model.ssm.GetParametersRequest;
import dev.sagebrush.model.ssm.LabelParameterVersionRequest;
import dev.sagebrush.model.ssm.Parameter;
import dev.sagebrush.model.ssm.ParameterStringFilter;
import dev.sagebrush.model.ssm.PutParameterRequest;
import dev.sagebrush.model.ssm.SSMApi;
import dev.sagebrush.model.ssm.Tag;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.embedded.SqliteTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersTest {

  private final AdvanceableClock clock = new AdvanceableClock(Client.START);
  private final Jobs jobs = new Jobs((name, failure) -> {}, Duration.ofSeconds(5));
  private SqliteTables tables;
  private Client client;

  @BeforeEach
  void open(@TempDir Path folder) {
    tables = SqliteTables.open(folder);
    Service kms =
        Service.of(KMSApi.API)
            .on(KMSApi.ENCRYPT, ParametersTest::encrypt)
            .on(KMSApi.GENERATE_DATA_KEY, ParametersTest::dataKey)
            .on(KMSApi.DECRYPT, ParametersTest::decrypt)
            .build();
    client =
        Client.of(
            Ssm.service(tables, clock, new PageTokens(new byte[32]), Client.caller(kms), jobs));
  }

  @AfterEach
  void close() {
    jobs.close();
    tables.close();
  }

  /** A KMS that turns bytes round and puts the context before them. */
  private static byte[] wrapped(String context, byte[] clear) {
    byte[] prefix = (context + "|").getBytes(StandardCharsets.UTF_8);
    byte[] blob = java.util.Arrays.copyOf(prefix, prefix.length + clear.length);
    for (int i = 0; i < clear.length; i++) {
      blob[prefix.length + i] = (byte) ~clear[i];
    }
    return blob;
  }

  private static EncryptResponse encrypt(EncryptRequest request) {
    String context = request.encryptionContext().toString();
    return EncryptResponse.builder().ciphertextBlob(wrapped(context, request.plaintext())).build();
  }

  private static GenerateDataKeyResponse dataKey(GenerateDataKeyRequest request) {
    byte[] key = new byte[32];
    key[5] = 5;
    return GenerateDataKeyResponse.builder()
        .plaintext(key)
        .ciphertextBlob(wrapped(request.encryptionContext().toString(), key))
        .build();
  }

  private static DecryptResponse decrypt(DecryptRequest request) {
    byte[] prefix = (request.encryptionContext() + "|").getBytes(StandardCharsets.UTF_8);
    byte[] blob = request.ciphertextBlob();
    if (!java.util.Arrays.equals(prefix, java.util.Arrays.copyOf(blob, prefix.length))) {
      throw ServiceException.of("InvalidCiphertextException", 400, "");
    }
    byte[] clear = java.util.Arrays.copyOfRange(blob, prefix.length, blob.length);
    for (int i = 0; i < clear.length; i++) {
      clear[i] = (byte) ~clear[i];
    }
    return DecryptResponse.builder().plaintext(clear).build();
  }

  private static PutParameterRequest.Builder text(String name, String value) {
    return PutParameterRequest.builder().name(name).value(value).type("String");
  }

  private long put(PutParameterRequest.Builder request) {
    return client.call(SSMApi.PUT_PARAMETER, request.build()).version();
  }

  private Parameter get(String name) {
    return client
        .call(
            SSMApi.GET_PARAMETER,
            GetParameterRequest.builder().name(name).withDecryption(true).build())
        .parameter();
  }

  private String refused(String code, PutParameterRequest.Builder request) {
    return String.valueOf(client.refused(code, SSMApi.PUT_PARAMETER, request.build()).getMessage());
  }

  @Test
  void keepsVersionsAndLabels() {
    assertEquals(1, put(text("/app/a", "one")));
    assertTrue(refused("ParameterAlreadyExists", text("/app/a", "two")).contains("overwrite"));
    assertEquals(2, put(text("/app/a", "two").overwrite(true)));
    LabelParameterVersionRequest label =
        LabelParameterVersionRequest.builder()
            .name("/app/a")
            .parameterVersion(1L)
            .labels(List.of("good", "aws-no"))
            .build();
    assertEquals(
        List.of("aws-no"), client.call(SSMApi.LABEL_PARAMETER_VERSION, label).invalidLabels());
    assertEquals("one", get("/app/a:good").value());
    assertEquals(":good", get("/app/a:good").selector());
    assertEquals("one", get("/app/a:1").value());
    assertEquals("two", get("arn:aws:ssm:us-east-1:000000000000:parameter/app/a").value());
    client.call(SSMApi.LABEL_PARAMETER_VERSION, label.toBuilder().parameterVersion(2L).build());
    assertEquals("two", get("/app/a:good").value());
    client.refused(
        "ParameterVersionNotFound",
        SSMApi.GET_PARAMETER,
        GetParameterRequest.builder().name("/app/a:9").build());
    client.refused(
        "ParameterNotFound",
        SSMApi.GET_PARAMETER,
        GetParameterRequest.builder().name("/none").build());
    var history =
        client
            .call(
                SSMApi.GET_PARAMETER_HISTORY,
                GetParameterHistoryRequest.builder().name("/app/a").build())
            .parameters();
    assertEquals(List.of("one", "two"), history.stream().map(entry -> entry.value()).toList());
    assertEquals(List.of("good"), history.getLast().labels());
  }

  @Test
  void encryptsSecureStringsOfBothTiers() {
    for (String tier : List.of("Standard", "Advanced")) {
      String name = "/secret/" + tier;
      put(text(name, "hush").type("SecureString").tier(tier));
      assertEquals("hush", get(name).value());
      String kept =
          client
              .call(SSMApi.GET_PARAMETER, GetParameterRequest.builder().name(name).build())
              .parameter()
              .value();
      assertNotEquals("hush", kept);
      VersionRow row =
          tables
              .table(dev.sagebrush.store.TableSpec.of("ssm.versions", VersionRow.class))
              .scan(dev.sagebrush.store.Range.all())
              .getLast()
              .value();
      assertEquals(kept, tier.equals("Standard") ? row.value() : kept);
    }
    assertEquals(
        2,
        client
            .call(
                SSMApi.DESCRIBE_PARAMETERS,
                DescribeParametersRequest.builder()
                    .parameterFilters(
                        List.of(new ParameterStringFilter("KeyId", null, List.of("alias/aws/ssm"))))
                    .build())
            .parameters()
            .size());
  }

  @Test
  void readsHierarchiesInPages() {
    for (String name : List.of("/a/b", "/a/c", "/a/d/e", "/ab", "plain")) {
      put(text(name, name));
    }
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      GetParametersByPathResult page =
          client.call(
              SSMApi.GET_PARAMETERS_BY_PATH,
              GetParametersByPathRequest.builder()
                  .path("/a")
                  .recursive(true)
                  .maxResults(2)
                  .nextToken(token)
                  .build());
      page.parameters().forEach(parameter -> names.add(parameter.name()));
      token = page.nextToken();
    } while (token != null);
    assertEquals(List.of("/a/b", "/a/c", "/a/d/e"), names);
    GetParametersByPathRequest level = GetParametersByPathRequest.builder().path("/a/").build();
    assertEquals(2, client.call(SSMApi.GET_PARAMETERS_BY_PATH, level).parameters().size());
    client.refused(
        "ValidationException", SSMApi.GET_PARAMETERS_BY_PATH, level.toBuilder().path("a").build());
    var several =
        client.call(
            SSMApi.GET_PARAMETERS,
            GetParametersRequest.builder().names(List.of("plain", "none")).build());
    assertEquals(List.of("none"), several.invalidParameters());
    assertEquals(
        List.of("/ab"),
        client
            .call(
                SSMApi.DELETE_PARAMETERS,
                DeleteParametersRequest.builder().names(List.of("/ab", "none")).build())
            .deletedParameters());
  }

  @Test
  void refusesWhatBreaksARule() {
    refused("AccessDeniedException", text("/aws/x", "v"));
    refused("ValidationException", text("ssm-x", "v"));
    refused("ValidationException", text("a/b", "v"));
    refused("ValidationException", text("/a b", "v"));
    refused("HierarchyLevelLimitExceededException", text("/a".repeat(16), "v"));
    refused("ParameterPatternMismatchException", text("n", "v").allowedPattern("\\d+"));
    refused("InvalidAllowedPatternException", text("n", "v").allowedPattern("("));
    refused("ValidationException", text("n", "v").type(null));
    refused("ValidationException", text("n", "v".repeat(4097)));
    put(text("n", "v".repeat(4097)).tier("Intelligent-Tiering"));
    assertTrue(
        refused("ValidationException", text("n", "v").tier("Standard").overwrite(true))
            .contains("downgrade"));
    refused("HierarchyTypeMismatchException", text("n", "v").type("StringList").overwrite(true));
    refused("NotImplemented", text("i", "v").dataType("aws:ec2:image"));
  }

  @Test
  void expiresByTheClock() {
    String policy =
        "[{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\""
            + Client.START.plus(Duration.ofDays(3))
            + "\"}}]";
    refused("ValidationException", text("/e", "v").policies(policy));
    put(text("/e", "v").tier("Advanced").policies(policy));
    assertEquals("v", get("/e").value());
    clock.advance(Duration.ofDays(3));
    client.refused(
        "ParameterNotFound",
        SSMApi.GET_PARAMETER,
        GetParameterRequest.builder().name("/e").build());
    assertEquals(1, put(text("/e", "again")));
    refused("InvalidPolicyTypeException", text("/f", "v").policies("[{\"Type\":\"X\"}]"));
    refused("InvalidPolicyAttributeException", text("/f", "v").policies("[{"));
  }

  @Test
  void findsByTag() {
    put(text("/t", "v"));
    client.call(
        SSMApi.ADD_TAGS_TO_RESOURCE,
        AddTagsToResourceRequest.builder()
            .resourceType("Parameter")
            .resourceId("/t")
            .tags(List.of(Tag.builder().key("k").value("v").build()))
            .build());
    DescribeParametersRequest request =
        DescribeParametersRequest.builder()
            .parameterFilters(List.of(new ParameterStringFilter("tag:k", null, List.of("v"))))
            .build();
    assertEquals(1, client.call(SSMApi.DESCRIBE_PARAMETERS, request).parameters().size());
    client.refused(
        "InvalidFilterOption",
        SSMApi.DESCRIBE_PARAMETERS,
        request.toBuilder()
            .parameterFilters(List.of(new ParameterStringFilter("Name", "Like", List.of("v"))))
            .build());
  }
}
