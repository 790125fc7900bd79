package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Signature;
import dev.sagebrush.model.iam.AccessKeyLastUsed;
import dev.sagebrush.model.iam.CreateAccessKeyRequest;
import dev.sagebrush.model.iam.DeleteAccessKeyRequest;
import dev.sagebrush.model.iam.GetAccessKeyLastUsedRequest;
import dev.sagebrush.model.iam.GetAccessKeyLastUsedResponse;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.services.testing.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyUsesTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:30Z");
  private static final Instant NOON_MINUTE = Instant.parse("2026-01-02T12:00:00Z");

  private IamFixture iam;
  private Consumer<Call> uses;
  private String key;

  @BeforeEach
  void open(@TempDir Path folder) {
    iam = new IamFixture(folder);
    uses = Iam.keyUses(iam.tables, Client.SEALER);
    iam.user("ann", "/");
    key =
        iam.client
            .call(
                IAMApi.CREATE_ACCESS_KEY, CreateAccessKeyRequest.builder().userName("ann").build())
            .accessKey()
            .accessKeyId();
  }

  @AfterEach
  void close() {
    iam.close();
  }

  private static Call call(String id, String service, Instant time) {
    Signature signature =
        new Signature(
            Signature.Version.V4, Signature.Place.HEADER, id, time, "eu-west-1", service, null);
    return new Call(
        "r",
        Principal.root("000000000000"),
        "000000000000",
        "eu-west-1",
        time,
        Origin.of("127.0.0.1", false, "", "").signed(signature));
  }

  private GetAccessKeyLastUsedResponse response() {
    return iam.client.call(
        IAMApi.GET_ACCESS_KEY_LAST_USED,
        GetAccessKeyLastUsedRequest.builder().accessKeyId(key).build());
  }

  private AccessKeyLastUsed last() {
    return response().accessKeyLastUsed();
  }

  @Test
  void aKeyNeverUsedHasNoDate() {
    assertEquals("ann", response().userName());
    assertNull(last().lastUsedDate());
    assertEquals("N/A N/A", last().serviceName() + " " + last().region());
  }

  @Test
  void theLastUseIsKnownToTheMinute() {
    uses.accept(call(key, "s3", NOON));
    assertEquals(NOON_MINUTE, last().lastUsedDate());
    assertEquals("s3 eu-west-1", last().serviceName() + " " + last().region());
    uses.accept(call(key, "sagemaker", NOON));
    assertEquals("sagemaker", last().serviceName());
    uses.accept(call(key, "s3", NOON.plusSeconds(60)));
    assertEquals(NOON_MINUTE.plus(Duration.ofMinutes(1)), last().lastUsedDate());
    assertEquals("s3", last().serviceName());
  }

  @Test
  void whatAServiceDoesForTheUserIsNotAUse() {
    Call call = call(key, "s3", NOON);
    uses.accept(call.from(call.origin().via("sagemaker.amazonaws.com")));
    uses.accept(call.from(Origin.service("sagemaker.amazonaws.com")));
    uses.accept(call("ASIASESSION", "s3", NOON));
    assertNull(last().lastUsedDate());
  }

  @Test
  void aKeyThatIsGoneIsNotKnown() {
    uses.accept(call(key, "s3", NOON));
    iam.client.call(
        IAMApi.DELETE_ACCESS_KEY,
        DeleteAccessKeyRequest.builder().userName("ann").accessKeyId(key).build());
    uses.accept(call(key, "s3", NOON.plusSeconds(60)));
    iam.client.refused(
        "NoSuchEntity",
        IAMApi.GET_ACCESS_KEY_LAST_USED,
        GetAccessKeyLastUsedRequest.builder().accessKeyId(key).build());
  }
}
