package dev.sagebrush.conformance.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.conformance.process.SdkClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Every string of bytes that a path can carry names an object, and no other. */
final class AwkwardKeysTest extends SocketTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a//b|a//b",
        "x/../y|x/../y",
        "./z/.|./z/.",
        "..|..",
        "/lead|/lead",
        "trail/|trail/",
        "%252F|%2F",
        "a%2Fb|a/b",
        "gr%C3%BC%C3%9Fe/%D0%BA%D0%BB%D1%8E%D1%87|grüße/ключ",
        "%F0%9F%8C%BF|\uD83C\uDF3F",
        "end%20|end ",
        "%20start| start",
        "a%2Bb|a+b",
        "q%3Fx%3D1%23f|q?x=1#f",
        "amp%26semi%3Beq%3D|amp&semi;eq=",
        "quote%22%27%3C%3E|quote\"'<>",
        "back%5Cslash|back\\slash",
      })
  void isTheKeyItSays(String escaped, String key) throws IOException {
    Answer put =
        send(new SignedRequest("PUT", "s3").path("/" + BUCKET + "/" + escaped).body("of " + key));
    assertEquals(200, put.status(), put::toString);
    Answer byPath = send(new SignedRequest("GET", "s3").path("/" + BUCKET + "/" + escaped));
    assertEquals("of " + key, byPath.body());
    Answer byHost =
        send(new SignedRequest("GET", "s3").host(BUCKET + ".localhost").path("/" + escaped));
    assertEquals("of " + key, byHost.body());
    try (SdkClients clients = new SdkClients(server().url())) {
      assertTrue(
          clients.s3().listObjectsV2(r -> r.bucket(BUCKET).prefix(key)).contents().stream()
              .map(S3Object::key)
              .anyMatch(key::equals));
      clients.s3().deleteObject(r -> r.bucket(BUCKET).key(key));
    }
    send(new SignedRequest("GET", "s3").path("/" + BUCKET + "/" + escaped))
        .assertXmlError(404, "NoSuchKey");
  }

  @Test
  void takesAKeyOf1024BytesAndNoLongerOne() throws IOException {
    String longest = "k".repeat(1024);
    String path = "/" + BUCKET + "/" + longest;
    assertEquals(200, send(new SignedRequest("PUT", "s3").path(path).body("x")).status());
    send(new SignedRequest("PUT", "s3").path(path + "k").body("x"))
        .assertXmlError(400, "KeyTooLongError");
  }

  @Test
  void makesABucketByItsHostName() throws IOException {
    String host = "by-host.localhost";
    assertEquals(200, send(new SignedRequest("PUT", "s3").host(host)).status());
    byte[] content = "inside".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        200, send(new SignedRequest("PUT", "s3").host(host).path("/key").body(content)).status());
    assertEquals("inside", send(new SignedRequest("GET", "s3").path("/by-host/key")).body());
  }
}
