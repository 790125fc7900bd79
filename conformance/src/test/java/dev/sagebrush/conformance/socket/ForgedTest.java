package dev.sagebrush.conformance.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that are not by whom or of when they claim, beside those that are. */
final class ForgedTest extends SocketTest {

  private static final String OBJECT = "/" + BUCKET + "/object";

  @BeforeAll
  void putObject() throws IOException {
    assertEquals(200, send(new SignedRequest("PUT", "s3").path(OBJECT).body("content")).status());
  }

  private static SignedRequest get() {
    return new SignedRequest("GET", "s3").path(OBJECT);
  }

  @Test
  void servesWhatIsSigned() throws IOException {
    assertEquals("content", send(get()).body());
    assertEquals("content", send(get().presigned(Duration.ofMinutes(5))).body());
  }

  @Test
  void refusesAnotherSecret() throws IOException {
    send(get().credentials("test", "guess")).assertXmlError(403, "SignatureDoesNotMatch");
    send(get().credentials("test", "guess").presigned(Duration.ofMinutes(5)))
        .assertXmlError(403, "SignatureDoesNotMatch");
  }

  @Test
  void refusesAnUnknownKey() throws IOException {
    send(get().credentials("AKIAIOSFODNN7EXAMPLE", "guess"))
        .assertXmlError(403, "InvalidAccessKeyId");
  }

  @Test
  void refusesOneWhoDoesNotSign() throws IOException {
    wire()
        .send("GET " + OBJECT + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .assertXmlError(403, "AccessDenied");
  }

  @Test
  void refusesAnotherTime() throws IOException {
    send(get().late(Duration.ofMinutes(-16))).assertXmlError(403, "RequestTimeTooSkewed");
    send(get().late(Duration.ofMinutes(16))).assertXmlError(403, "RequestTimeTooSkewed");
    assertEquals(200, send(get().late(Duration.ofMinutes(-10))).status());
  }

  @Test
  void refusesAUrlThatHasExpired() throws IOException {
    Answer late = send(get().late(Duration.ofMinutes(-10)).presigned(Duration.ofMinutes(5)));
    late.assertXmlError(403, "AccessDenied");
    assertTrue(late.body().contains("Request has expired"), late::toString);
  }

  @Test
  void readsUrlsSignedTheOldWay() throws IOException, GeneralSecurityException {
    assertEquals("content", wire().send(version2(4_102_444_800L, "test")).body());
    wire().send(version2(1_000_000_000L, "test")).assertXmlError(403, "AccessDenied");
    wire().send(version2(4_102_444_800L, "guess")).assertXmlError(403, "SignatureDoesNotMatch");
  }

  private static String version2(long expires, String secret) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    String text = "GET\n\n\n" + expires + "\n" + OBJECT;
    String signature =
        Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    String escaped = URLEncoder.encode(signature, StandardCharsets.UTF_8);
    String query = "?AWSAccessKeyId=test&Expires=" + expires + "&Signature=" + escaped;
    return "GET " + OBJECT + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  @Test
  void refusesABodyThatWasChangedOnItsWay() throws IOException {
    byte[] bytes =
        new SignedRequest("PUT", "s3")
            .path("/" + BUCKET + "/changed")
            .body("genuine")
            .header("x-amz-meta-a", "b")
            .bytes(server().port());
    bytes[bytes.length - 1] = 'X';
    Answer answer = wire().send(bytes);
    answer.assertXmlError(400, "XAmzContentSHA256Mismatch");
    send(new SignedRequest("GET", "s3").path("/" + BUCKET + "/changed"))
        .assertXmlError(404, "NoSuchKey");
  }

  @Test
  void refusesByTheWordsOfEachProtocol() throws IOException {
    send(sageMaker("ListModels", "{}").credentials("test", "guess"))
        .assertJsonError(400, "InvalidSignatureException");
    send(sageMaker("ListModels", "{}").credentials("AKIAIOSFODNN7EXAMPLE", "guess"))
        .assertJsonError(400, "UnrecognizedClientException");
    Answer query =
        send(
            new SignedRequest("POST", "sts")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body("Action=GetCallerIdentity&Version=2011-06-15")
                .credentials("test", "guess"));
    query.assertXmlError(403, "SignatureDoesNotMatch");
    assertTrue(query.body().contains("<Type>Sender</Type>"), query::toString);
  }

  private static SignedRequest sageMaker(String operation, String body) {
    return new SignedRequest("POST", "sagemaker")
        .header("X-Amz-Target", "SageMaker." + operation)
        .header("Content-Type", "application/x-amz-json-1.1")
        .body(body);
  }
}
