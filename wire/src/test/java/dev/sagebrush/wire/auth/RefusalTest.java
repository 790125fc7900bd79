package dev.sagebrush.wire.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Signature;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and in which words. */
class RefusalTest {

  private static final String EMPTY = Crypto.EMPTY_SHA256;
  private static final String[] JSON = {"x-amz-target", "SageMaker.ListModels"};
  private static final String[] QUERY = {"content-type", "application/x-www-form-urlencoded"};
  private static final String[] REST = {};

  private final Authenticator authenticator = Requests.atNow();

  private ServiceException refused(HttpRequest request) {
    return assertThrows(
        ServiceException.class, () -> Requests.body(authenticator.authenticate(request)));
  }

  private static String[] family(String name) {
    return switch (name) {
      case "json" -> JSON;
      case "query" -> QUERY;
      default -> REST;
    };
  }

  private static String service(String family) {
    return family.equals("s3") ? "s3" : "sagemaker";
  }

  @ParameterizedTest
  @CsvSource({
    "s3,InvalidAccessKeyId,403,InvalidToken,400,ExpiredToken,400,SignatureDoesNotMatch,403",
    "query,InvalidClientTokenId,403,InvalidClientTokenId,403,ExpiredToken,403,SignatureDoesNotMatch,403",
    "json,UnrecognizedClientException,400,UnrecognizedClientException,400,ExpiredTokenException,400,"
        + "InvalidSignatureException,400",
    "rest,UnrecognizedClientException,403,UnrecognizedClientException,403,ExpiredTokenException,403,"
        + "InvalidSignatureException,403",
  })
  void keysAndTokens(
      String family,
      String unknown,
      int unknownStatus,
      String token,
      int tokenStatus,
      String expired,
      int expiredStatus,
      String signature,
      int signatureStatus) {
    Signer signer = Signer.of(service(family));
    String[] headers = family(family);
    String[] wrong = with(headers, "x-amz-security-token", "nonsense");
    String[] right = with(headers, "x-amz-security-token", Requests.TOKEN);
    expect(unknown, unknownStatus, signer.key("AKIDNOBODY"), headers);
    expect(unknown, unknownStatus, signer.key("ASIDEXAMPLE"), headers);
    expect(token, tokenStatus, signer.key("ASIDEXAMPLE"), wrong);
    expect(token, tokenStatus, signer, right);
    expect(expired, expiredStatus, signer.key("ASIDEXPIRED"), right);
    expect(signature, signatureStatus, signer.secret("other"), headers);
  }

  private void expect(String code, int status, Signer signer, String[] headers) {
    ServiceException e = refused(signer.sign("POST", "/", new byte[0], EMPTY, headers));
    assertEquals(code + " " + status, e.code() + " " + e.status());
  }

  private static String[] with(String[] headers, String name, String value) {
    String[] more = Arrays.copyOf(headers, headers.length + 2);
    more[headers.length] = name;
    more[headers.length + 1] = value;
    return more;
  }

  @Test
  void clocksMayBeFifteenMinutesApart() throws IOException {
    for (String service : new String[] {"s3", "sagemaker"}) {
      for (Duration off : new Duration[] {Duration.ofMinutes(15), Duration.ofMinutes(-15)}) {
        Signer signer = Signer.of(service).at(Requests.NOW.plus(off));
        HttpRequest request = signer.sign("GET", "/", new byte[0], EMPTY);
        assertEquals(Requests.USER, authenticator.authenticate(request).principal());
      }
    }
    Signer late = Signer.of("s3").at(Requests.NOW.minusSeconds(901));
    ServiceException e = refused(late.sign("GET", "/", new byte[0], EMPTY));
    assertEquals("RequestTimeTooSkewed", e.code());
    assertEquals("20260102T024904Z", e.extras().get("RequestTime"));
    assertEquals("2026-01-02T03:04:05Z", e.extras().get("ServerTime"));
    assertEquals("900000", e.extras().get("MaxAllowedSkewMilliseconds"));
    Signer expired = Signer.of("sts").at(Requests.NOW.minusSeconds(901));
    assertEquals(
        "Signature expired: 20260102T024904Z is now earlier than 20260102T024905Z"
            + " (20260102T030405Z - 15 min.)",
        refused(expired.sign("POST", "/", new byte[0], EMPTY, QUERY)).getMessage());
    Signer early = Signer.of("sts").at(Requests.NOW.plusSeconds(901));
    assertEquals(
        "Signature not yet current: 20260102T031906Z is still later than 20260102T031905Z"
            + " (20260102T030405Z + 15 min.)",
        refused(early.sign("POST", "/", new byte[0], EMPTY, QUERY)).getMessage());
  }

  @Test
  void temporaryKeysBringTheirSession() throws IOException {
    Signer signer = Signer.of("sagemaker").key("ASIDEXAMPLE");
    HttpRequest request =
        signer.sign(
            "POST", "/", new byte[0], EMPTY, with(JSON, "x-amz-security-token", Requests.TOKEN));
    Authenticated authenticated = authenticator.authenticate(request);
    assertEquals(Requests.SESSION, authenticated.session());
    assertEquals("ASIDEXAMPLE", Requests.signature(authenticated).accessKeyId());
  }

  @Test
  void presignedRequestsExpire() throws IOException {
    Signer signer = Signer.of("s3").at(Requests.NOW.minusSeconds(60));
    Authenticated good = authenticator.authenticate(signer.presign("GET", "/b/k", "61"));
    assertEquals(Signature.Place.QUERY, Requests.signature(good).place());
    assertEquals(Requests.NOW.minusSeconds(60), Requests.signature(good).time());
    ServiceException e = refused(signer.presign("GET", "/b/k", "60"));
    assertEquals("AccessDenied: Request has expired", e.code() + ": " + e.getMessage());
    assertEquals("60", e.extras().get("X-Amz-Expires"));
    assertEquals("2026-01-02T03:04:05Z", e.extras().get("Expires"));
    assertEquals("2026-01-02T03:04:05Z", e.extras().get("ServerTime"));
    for (String bad : new String[] {"604801", "-1", "soon", "99999999999999999999"}) {
      assertEquals(
          "AuthorizationQueryParametersError", refused(signer.presign("GET", "/b/k", bad)).code());
    }
    Signer future = signer.at(Requests.NOW.plusSeconds(1000));
    assertEquals("Request is not valid yet", refused(future.presign("GET", "/", "9")).getMessage());
  }

  @Test
  void headersThatMatterMustBeSigned() {
    HttpRequest request = Signer.of("s3").sign("PUT", "/b/k", new byte[0], EMPTY);
    request.headers().add("x-amz-acl", "public-read");
    assertEquals("x-amz-acl", refused(request).extras().get("HeadersNotSigned"));
  }

  @Test
  void s3SaysWhatItSigned() {
    ServiceException e =
        refused(Signer.of("s3").secret("other").sign("GET", "/b/k?x=%7e", new byte[0], EMPTY));
    assertEquals("AKIDEXAMPLE", e.extras().get("AWSAccessKeyId"));
    assertTrue(e.extras().get("CanonicalRequest").startsWith("GET\n/b/k\nx=~\nhost:localhost\n"));
    assertTrue(e.extras().get("StringToSign").startsWith("AWS4-HMAC-SHA256\n20260102T030405Z\n"));
    assertTrue(e.extras().get("StringToSignBytes").startsWith("41 57 53 34 2d"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS4-HMAC-SHA256 |IncompleteSignatureException",
        "AWS4-HMAC-SHA256 nonsense|IncompleteSignatureException",
        "AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=0|InvalidSignatureException",
        "AWS4-HMAC-SHA256 Credential=a/20260102/r/s/other, SignedHeaders=host, Signature=0|"
            + "InvalidSignatureException",
        "AWS4-HMAC-SHA256 Credential=a/20260101/r/s/aws4_request, SignedHeaders=host, Signature=0|"
            + "InvalidSignatureException",
        "AWS4-HMAC-SHA256 Credential=a/20260102//s/aws4_request, SignedHeaders=host, Signature=0|"
            + "InvalidSignatureException",
        "AWS4-HMAC-SHA256 Credential=a/20260102/r/s/aws4_request, SignedHeaders=date, Signature=0|"
            + "InvalidSignatureException",
        "Bearer token|IncompleteSignatureException",
      })
  void malformedHeaders(String authorization, String code) {
    HttpRequest request =
        Requests.of(
            "POST",
            "/",
            "host",
            "localhost",
            "x-amz-target",
            "A.B",
            "x-amz-date",
            "20260102T030405Z",
            "authorization",
            authorization);
    assertEquals(code, refused(request).code());
  }

  @Test
  void s3WordsItsOwnWay() {
    String[] headers = {
      "host", "h", "x-amz-content-sha256", EMPTY, "x-amz-date", "20260102T030405Z", "authorization"
    };
    String[] all = with(headers, "", "");
    all[7] = "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0";
    HttpRequest malformed = Requests.of("GET", "/", Arrays.copyOf(all, 8));
    assertEquals(
        "The authorization header is malformed; the Credential is mal-formed; expecting"
            + " \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
        refused(malformed).getMessage());
    assertEquals(
        "Unsupported Authorization Type",
        refused(Requests.of("GET", "/", "authorization", "Basic eDp5")).getMessage());
    assertEquals(
        "InvalidArgument",
        refused(
                Requests.of(
                    "GET", "/?X-Amz-Signature=0", "authorization", "AWS4-HMAC-SHA256 Credential="))
            .code());
  }

  @Test
  void withoutSignatureTheCallerDecides() throws IOException {
    HttpRequest request = Requests.of("GET", "/b/k", "host", "localhost");
    Authenticated anonymous = authenticator.authenticate(request);
    assertEquals(Principal.anonymous(), anonymous.principal());
    assertNull(anonymous.signature());
    assertNull(anonymous.session());
    assertEquals(
        "MissingAuthenticationToken",
        Authenticator.missingToken(Requests.of("POST", "/", QUERY)).code());
    assertEquals(
        "MissingAuthenticationTokenException",
        Authenticator.missingToken(Requests.of("POST", "/", JSON)).code());
    assertEquals(
        "The authorization header is malformed; the region 'a' is wrong; expecting 'b'",
        Authenticator.wrongRegion("a", "b").getMessage());
  }

  @Test
  void rootOnlyOnLoopback() {
    LocalRootCredentials local = new LocalRootCredentials(id -> null, true);
    assertEquals(Principal.root("000000000000"), local.find("test").principal());
    assertEquals(Principal.root("123456789012"), local.find("123456789012").principal());
    assertEquals("test", local.find("123456789012").secret());
    assertNull(local.find("12345678901"));
    assertNull(local.find("1234567890123"));
    assertNull(local.find("tests"));
    LocalRootCredentials open = new LocalRootCredentials(id -> null, false);
    assertNull(open.find("test"));
    assertNull(open.find("123456789012"));
  }

  @Test
  void aBodyIsWhatWasSigned() throws IOException {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    String hash = Crypto.sha256Hex(body);
    HttpRequest s3 =
        Signer.of("s3").sign("PUT", "/b/k", "[]".getBytes(StandardCharsets.UTF_8), hash);
    ServiceException e = refused(s3);
    assertEquals("XAmzContentSHA256Mismatch", e.code());
    assertEquals(hash, e.extras().get("ClientComputedContentSHA256"));
    HttpRequest json =
        Signer.of("sagemaker").sign("POST", "/", "[]".getBytes(StandardCharsets.UTF_8), hash, JSON);
    assertEquals("InvalidSignatureException", refused(json).code());
    byte[] big = new byte[(1 << 20) + 1];
    HttpRequest large = Signer.of("sagemaker").sign("POST", "/", big, Crypto.sha256Hex(big), JSON);
    assertEquals("RequestEntityTooLarge", refused(large).code());
  }
}
