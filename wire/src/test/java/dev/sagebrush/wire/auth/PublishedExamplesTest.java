package dev.sagebrush.wire.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.Signature;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples of AWS's documentation; each test names its page. */
class PublishedExamplesTest {

  private static final Instant S3_DAY = Instant.parse("2013-05-24T00:00:00Z");
  private static final String SCOPE =
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ";

  /** AmazonS3/latest/API/sig-v4-header-based-auth.html, "Examples: signature calculations". */
  @Test
  void s3Headers() throws IOException {
    String host = "examplebucket.s3.amazonaws.com";
    check(
        Requests.of(
            "GET",
            "/test.txt",
            "Host",
            host,
            "Range",
            "bytes=0-9",
            "x-amz-content-sha256",
            Crypto.EMPTY_SHA256,
            "x-amz-date",
            "20130524T000000Z",
            "Authorization",
            SCOPE
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
    check(
        Requests.of(
            "PUT",
            "/test$file.text",
            "Welcome to Amazon S3.".getBytes(StandardCharsets.US_ASCII),
            "Host",
            host,
            "Date",
            "Fri, 24 May 2013 00:00:00 GMT",
            "x-amz-storage-class",
            "REDUCED_REDUNDANCY",
            "x-amz-content-sha256",
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            "x-amz-date",
            "20130524T000000Z",
            "Authorization",
            SCOPE
                + "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
    checkQuery("lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    checkQuery(
        "max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  private static void checkQuery(String query, String signature) throws IOException {
    check(
        Requests.of(
            "GET",
            "/?" + query,
            "Host",
            "examplebucket.s3.amazonaws.com",
            "x-amz-content-sha256",
            Crypto.EMPTY_SHA256,
            "x-amz-date",
            "20130524T000000Z",
            "Authorization",
            SCOPE + "SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=" + signature));
  }

  /** AmazonS3/latest/API/sigv4-query-string-auth.html, "An example". */
  @Test
  void s3Query() throws IOException {
    check(
        Requests.of(
            "GET",
            "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            "Host",
            "examplebucket.s3.amazonaws.com"));
  }

  private static Authenticated check(HttpRequest request) throws IOException {
    Authenticated authenticated = Requests.at(S3_DAY).authenticate(request);
    assertEquals(Signature.Version.V4, Requests.signature(authenticated).version());
    assertEquals(S3_DAY, Requests.signature(authenticated).time());
    assertEquals("us-east-1", authenticated.region());
    Requests.body(authenticated);
    return authenticated;
  }

  /** AmazonS3/latest/API/sigv4-streaming.html, "Example: PUT Object". */
  @Test
  void chunks() throws IOException {
    byte[] content = new byte[66560];
    Arrays.fill(content, (byte) 'a');
    byte[] body =
        chunked(
            content,
            "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
            "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            "\r\n");
    assertEquals(66824, body.length);
    HttpRequest request =
        Requests.of(
            "PUT",
            "/examplebucket/chunkObject.txt",
            body,
            "Host",
            "s3.amazonaws.com",
            "x-amz-date",
            "20130524T000000Z",
            "x-amz-storage-class",
            "REDUCED_REDUNDANCY",
            "x-amz-content-sha256",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "Content-Encoding",
            "aws-chunked",
            "x-amz-decoded-content-length",
            "66560",
            "Content-Length",
            "66824",
            "Authorization",
            SCOPE
                + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;"
                + "x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,"
                + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    Authenticated authenticated = Requests.at(S3_DAY).authenticate(request);
    assertArrayEquals(content, Requests.body(authenticated));
    assertTrue(!authenticated.request().headers().has("content-encoding"));
  }

  /** AmazonS3/latest/API/sigv4-streaming-trailers.html, "Example: PUT Object". */
  @Test
  void chunksAndTrailer() throws IOException {
    byte[] content = new byte[66560];
    Arrays.fill(content, (byte) 'a');
    byte[] body =
        chunked(
            content,
            "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
            "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
            "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:"
                + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n");
    HttpRequest request =
        Requests.of(
            "PUT",
            "/examplebucket/chunkObject.txt",
            body,
            "Host",
            "s3.amazonaws.com",
            "x-amz-date",
            "20130524T000000Z",
            "x-amz-storage-class",
            "REDUCED_REDUNDANCY",
            "x-amz-content-sha256",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            "Content-Encoding",
            "aws-chunked",
            "x-amz-decoded-content-length",
            "66560",
            "x-amz-trailer",
            "x-amz-checksum-crc32c",
            "Authorization",
            SCOPE
                + "SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;"
                + "x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer,"
                + "Signature=106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
    Authenticated authenticated = Requests.at(S3_DAY).authenticate(request);
    assertArrayEquals(content, Requests.body(authenticated));
  }

  /** A chunk of 64 KiB, one of 1 KiB, the empty one, and what follows. */
  private static byte[] chunked(
      byte[] content, String first, String second, String last, String tail) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("10000;chunk-signature=" + first + "\r\n"));
    out.write(content, 0, 65536);
    out.writeBytes(ascii("\r\n400;chunk-signature=" + second + "\r\n"));
    out.write(content, 65536, 1024);
    out.writeBytes(ascii("\r\n0;chunk-signature=" + last + "\r\n" + tail));
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** IAM/latest/UserGuide/create-signed-request.html, the ListUsers example (of the day in it). */
  @Test
  void listUsers() {
    Scope scope = new Scope("AKIDEXAMPLE", "20150830", "us-east-1", "iam");
    Instant day = Instant.parse("2015-08-30T12:36:00Z");
    HttpRequest request =
        Requests.of(
            "GET",
            "/?Action=ListUsers&Version=2010-05-08",
            "Content-Type",
            "application/x-www-form-urlencoded; charset=utf-8",
            "Host",
            "iam.amazonaws.com",
            "X-Amz-Date",
            "20150830T123600Z");
    SigV4 signed =
        new SigV4(
            false,
            scope,
            List.of("content-type", "host", "x-amz-date"),
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            "20150830T123600Z",
            day,
            null,
            -1);
    String canonical =
        CanonicalRequest.of(
            request,
            Query.of(request.rawQuery()),
            false,
            signed.signedHeaders(),
            Crypto.EMPTY_SHA256,
            false);
    assertEquals(
        "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59",
        Crypto.sha256Hex(CanonicalRequest.bytes(canonical)));
    byte[] key = new SigningKeys().key("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", scope);
    assertEquals(
        "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
        HexFormat.of().formatHex(key));
    assertEquals(
        signed.signature(),
        HexFormat.of().formatHex(Crypto.hmacSha256(key, signed.stringToSign(canonical))));
  }

  /** The normalisation cases of the Signature Version 4 test suite. */
  @ParameterizedTest
  @CsvSource({
    "/,/",
    "//,/",
    "/./,/",
    "/example/..,/",
    "/example1/example2/../..,/",
    "/./example,/example",
    "//example//,/example/",
    "/../a,/a",
    "/a/.../b,/a/.../b",
    "/.a,/.a",
  })
  void paths(String path, String normalized) {
    assertEquals(normalized, CanonicalRequest.normalized(path));
  }

  /** AmazonS3/latest/userguide/RESTAuthentication.html, "Request signing examples". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/photos/puppy.jpg|Tue, 27 Mar 2007 19:36:42 +0000||bWq2s1WEIj+Ydj0vQ697zp+IXMU=",
        "PUT|/photos/puppy.jpg|Tue, 27 Mar 2007 21:15:45 +0000|image/jpeg|MyyxeRY7whkBe+bq8fHCL/2kKUg=",
        "GET|/?prefix=photos&max-keys=50&marker=puppy|Tue, 27 Mar 2007 19:42:41 +0000||htDYFYduRNen8P9ZfE/s9SuKy0U=",
        "GET|/?acl|Tue, 27 Mar 2007 19:44:46 +0000||c2WLPFtWHVgbEmeEG93a4cG37dM=",
      })
  void version2(String method, String target, String date, String type, String signature)
      throws IOException {
    String[] headers = {
      "Host",
      "johnsmith.s3.amazonaws.com",
      "Date",
      date,
      "Authorization",
      "AWS AKIAIOSFODNN7EXAMPLE:" + signature,
      "Content-Type",
      type == null ? "" : type
    };
    Authenticated authenticated =
        Requests.at(SigningTime.http(date)).authenticate(Requests.of(method, target, headers));
    Signature by = Requests.signature(authenticated);
    assertEquals(
        new Signature(
            Signature.Version.V2,
            Signature.Place.HEADER,
            "AKIAIOSFODNN7EXAMPLE",
            SigningTime.http(date),
            null,
            "s3",
            null),
        by);
  }
}
