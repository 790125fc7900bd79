package dev.sagebrush.wire.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies in aws-chunked, with checksums, in gzip: right, wrong and hostile. */
class BodyTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  private static final String NOISE =
      "AWS4-HMAC-SHA256 |Credential=|AKIDEXAMPLE|/|20260102|aws4_request|,|;|SignedHeaders=|host|"
          + "Signature=|=|AWS |:|%|%F0|&|+| |\u00ff|X-Amz-Signature|X-Amz-Credential|20260102T030405Z|"
          + "X-Amz-Algorithm|X-Amz-Date|X-Amz-SignedHeaders|X-Amz-Expires|Expires|AWSAccessKeyId|0|"
          + "\r\n|5|../";

  private final Authenticator authenticator = Requests.atNow();

  private byte[] read(HttpRequest request) throws IOException {
    return Requests.body(authenticator.authenticate(request));
  }

  private ServiceException refused(HttpRequest request) {
    return assertThrows(ServiceException.class, () -> read(request));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"0,8192", "1,8192", "8192,8192", "100000,8192", "100000,65536", "20000,9000"})
  void signedChunks(int length, int size) throws IOException {
    byte[] content = random(length);
    assertArrayEquals(content, read(Signer.of("s3").chunked(content, size)));
  }

  /** Every changed, missing or added byte of a signed body fails before its end is reported. */
  @Test
  void signedChunksHoldNothingElse() throws IOException {
    byte[] content = random(9000);
    byte[] body = Signer.of("s3").chunked(content, 8192).body().readAllBytes();
    Random random = new Random(3);
    for (int round = 0; round < 600; round++) {
      byte[] changed = body.clone();
      changed[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      assertRefusedOrSame(content, changed);
    }
    for (int cut = 0; cut < body.length; cut += 37) {
      byte[] short1 = Arrays.copyOf(body, cut);
      assertThrows(ServiceException.class, () -> signedAgain(content, short1));
    }
    assertThrows(
        ServiceException.class, () -> signedAgain(content, Arrays.copyOf(body, body.length + 1)));
  }

  private void assertRefusedOrSame(byte[] content, byte[] body) throws IOException {
    try {
      assertArrayEquals(content, signedAgain(content, body));
    } catch (ServiceException e) {
      assertTrue(e.status() >= 400);
    }
  }

  private byte[] signedAgain(byte[] content, byte[] body) throws IOException {
    HttpRequest request = Signer.of("s3").chunked(content, 8192);
    return read(request.body(new ByteArrayInputStream(body)));
  }

  /** A reader that stops after the announced length does not get the last bytes of a wrong body. */
  @Test
  void countingReadersAreSafeToo() throws IOException {
    byte[] content = random(9000);
    byte[] body = Signer.of("s3").chunked(content, 8192).body().readAllBytes();
    body[body.length - 10] ^= 1;
    HttpRequest request = Signer.of("s3").chunked(content, 8192);
    InputStream stream =
        authenticator.authenticate(request.body(new ByteArrayInputStream(body))).request().body();
    assertThrows(ServiceException.class, () -> stream.readNBytes(content.length));
    assertThrows(ServiceException.class, stream::read);
  }

  private static HttpRequest trailer(String body, int decoded, String name) {
    return Signer.of("s3")
        .sign(
            "PUT",
            "/b/k",
            body.getBytes(StandardCharsets.ISO_8859_1),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "x-amz-trailer",
            name,
            "x-amz-decoded-content-length",
            Integer.toString(decoded));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"XXHASH3", "XXHASH128"})
  void trailers(ChecksumAlgorithm algorithm) throws IOException {
    String name = algorithm.headerName();
    String body = "5\r\nhello\r\n0\r\n" + name + ":" + algorithm.of(HELLO) + "\r\n\r\n";
    assertArrayEquals(HELLO, read(trailer(body, 5, name)));
    ServiceException e = refused(trailer(body.replace("hello", "hullo"), 5, name));
    assertEquals("BadDigest", e.code());
    assertEquals(
        "The " + algorithm + " you specified did not match the calculated checksum.",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'5;x\r\nhello\r\n0\r\n\r\n',5,MalformedTrailerError",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n',5,IncompleteBody",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32\r\n\r\n',5,MalformedTrailerError",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-sha1:NhCmhg==\r\n\r\n',5,MalformedTrailerError",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCm\r\n\r\n',5,InvalidRequest",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\nx',5,InvalidRequest",
    "'5\r\nhell\r\n0\r\n\r\n',5,InvalidRequest",
    "'6\r\nhello!\r\n0\r\n\r\n',5,IncompleteBody",
    "'4\r\nhell\r\n0\r\n\r\n',5,IncompleteBody",
    "'5\nhello\r\n0\r\n\r\n',5,InvalidRequest",
    "'g\r\nhello\r\n0\r\n\r\n',5,InvalidRequest",
    "'-5\r\nhello\r\n0\r\n\r\n',5,InvalidRequest",
    "'ffffffffffffffff\r\nhello\r\n0\r\n\r\n',5,InvalidRequest",
    "'2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n',5,InvalidChunkSizeError",
    "'',5,IncompleteBody",
    "'5\r\nhel',5,IncompleteBody",
  })
  void malformedChunks(String body, int decoded, String code) {
    assertEquals(code, refused(trailer(body, decoded, "x-amz-checksum-crc32")).code());
  }

  @Test
  void longLinesEnd() {
    String line = "5;" + "x".repeat(5000) + "\r\nhello\r\n0\r\n\r\n";
    assertEquals("InvalidRequest", refused(trailer(line, 5, "x-amz-checksum-crc32")).code());
    assertEquals("InvalidRequest", refused(trailer("", 0, "x-amz-meta-x")).code());
    assertEquals("NotImplemented", refused(trailer("", 0, "x-amz-checksum-xxhash3")).code());
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-checksum-crc32,NhCmhg==,",
    "x-amz-checksum-crc32,NhCmhA==,BadDigest",
    "x-amz-checksum-crc32,NhCm,InvalidRequest",
    "x-amz-checksum-crc32,?,InvalidRequest",
    "content-md5,XUFAKrxLKna5cZ2REBfFkg==,",
    "content-md5,XUFAKrxLKna5cZ2REBfFkA==,BadDigest",
    "content-md5,XUFAKrxLKna5,InvalidDigest",
  })
  void checksumHeaders(String name, String value, String code) throws IOException {
    HttpRequest request =
        Signer.of("s3").sign("PUT", "/b/k", HELLO, "UNSIGNED-PAYLOAD", name, value);
    if (code == null) {
      assertArrayEquals(HELLO, read(request));
    } else {
      assertEquals(code, refused(request).code());
    }
  }

  @Test
  void completingAnUploadNamesTheChecksumOfTheObject() throws IOException {
    String target = "/b/k?uploadId=u";
    HttpRequest request =
        Signer.of("s3")
            .sign("POST", target, HELLO, "UNSIGNED-PAYLOAD", "x-amz-checksum-crc32", "AAAAAA==");
    assertArrayEquals(HELLO, read(request));
  }

  @Test
  void gzip() throws IOException {
    byte[] zipped = gzip(HELLO);
    assertArrayEquals(HELLO, read(zippedRequest(zipped)));
    assertEquals("RequestEntityTooLarge", refused(zippedRequest(gzip(new byte[2 << 20]))).code());
    assertEquals("SerializationException", refused(zippedRequest(HELLO)).code());
    byte[] cut = Arrays.copyOf(zipped, zipped.length - 3);
    assertEquals("SerializationException", refused(zippedRequest(cut)).code());
  }

  private static HttpRequest zippedRequest(byte[] body) {
    return Signer.of("monitoring")
        .sign("POST", "/", body, Crypto.sha256Hex(body), "content-encoding", "gzip");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  /** Whatever a stranger sends, the answer is an AWS error. */
  @Test
  void noise() throws IOException {
    Random random = new Random(17);
    String[] words = NOISE.split("\\|");
    for (int round = 0; round < 30_000; round++) {
      HttpRequest request =
          Requests.of(
              words(random, words, 3),
              "/" + words(random, words, 9) + "?" + words(random, words, 25),
              words(random, words, 9).getBytes(StandardCharsets.ISO_8859_1),
              random.nextBoolean() ? "authorization" : "x",
              random.nextBoolean() ? "AWS " + words(random, words, 9) : words(random, words, 25),
              random.nextBoolean() ? "x-amz-date" : "date",
              words(random, words, 2),
              random.nextBoolean() ? "x-amz-content-sha256" : "x",
              random.nextBoolean() ? "STREAMING-UNSIGNED-PAYLOAD-TRAILER" : "0",
              "x-amz-decoded-content-length",
              words(random, words, 2));
      try {
        Authenticated authenticated = authenticator.authenticate(request);
        if (authenticated.signature() != null) {
          fail("accepted " + request);
        }
        Requests.body(authenticated);
      } catch (ServiceException e) {
        assertTrue(e.status() >= 400 && !e.code().isEmpty());
      }
    }
  }

  private static String words(Random random, String[] words, int most) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      out.append(words[random.nextInt(words.length)]);
    }
    return out.toString();
  }
}
