package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.Body;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.DeleteObjectOutput;
import dev.sagebrush.model.s3.DeleteObjectRequest;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.HeadObjectOutput;
import dev.sagebrush.model.s3.HeadObjectRequest;
import dev.sagebrush.model.s3.PutObjectOutput;
import dev.sagebrush.model.s3.S3Api;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectsTest {

  private static Harness s3;

  @BeforeAll
  static void open(@TempDir Path folder) {
    s3 = Harness.withBucket(folder);
  }

  @AfterAll
  static void close() {
    s3.close();
  }

  private HeadObjectOutput head(String key) {
    return s3.call(
        S3Api.HEAD_OBJECT,
        HeadObjectOutput.class,
        HeadObjectRequest.builder()
            .bucket(Harness.BUCKET)
            .key(key)
            .checksumMode("ENABLED")
            .build());
  }

  private void delete(String key) {
    s3.call(
        S3Api.DELETE_OBJECT,
        DeleteObjectOutput.class,
        DeleteObjectRequest.builder().bucket(Harness.BUCKET).key(key).build());
  }

  @Test
  void whatIsPutIsGot() {
    PutObjectOutput put = s3.put("greeting", "hello");
    assertEquals("\"5d41402abc4b2a76b9719d911017c592\"", put.eTag());
    assertEquals(
        ChecksumAlgorithm.CRC64NVME.of("hello".getBytes(StandardCharsets.UTF_8)),
        put.checksumCRC64NVME());
    assertEquals("FULL_OBJECT", put.checksumType());
    assertEquals("hello", s3.text("greeting"));
    HeadObjectOutput head = head("greeting");
    assertEquals(5, head.contentLength());
    assertEquals(put.eTag(), head.eTag());
    assertEquals(Harness.START_SECOND, head.lastModified());
    assertEquals("binary/octet-stream", head.contentType());
    assertEquals("bytes", head.acceptRanges());
    assertEquals(put.checksumCRC64NVME(), head.checksumCRC64NVME());
    assertNull(head.storageClass());
    assertNull(head.serverSideEncryption());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 128 * 1024 - 1, 128 * 1024, 128 * 1024 + 1, 3_000_001})
  void everySizeComesBackWhole(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    PutObjectOutput put = s3.put("sized", content);
    assertEquals(ChecksumAlgorithm.CRC64NVME.of(content), put.checksumCRC64NVME());
    assertArrayEquals(content, s3.bytes(Harness.getting("sized")));
    assertEquals(size, head("sized").contentLength());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a//b",
        "x/../y",
        "%2F",
        "a%2Fb",
        "ключ",
        "𝄞 clef",
        "space at end ",
        " ",
        "+",
        "/",
        "//",
        ".",
        "..",
        "./",
        "a\u0000b",
        "tab\tnew\nline",
        "?query#fragment",
        "\"'<>&"
      })
  void awkwardKeysArePlainKeys(String key) {
    s3.put(key, "under " + key);
    s3.put(key + "x", "another");
    assertEquals("under " + key, s3.text(key));
    delete(key);
    assertEquals("NoSuchKey", s3.refused(S3Api.GET_OBJECT, Harness.getting(key).build()).code());
    assertEquals("another", s3.text(key + "x"));
  }

  @Test
  void keysEndAt1024Bytes() {
    String longest = "é".repeat(512);
    s3.put(longest, "fits");
    assertEquals("fits", s3.text(longest));
    ServiceException refused =
        s3.refused(S3Api.PUT_OBJECT, Harness.putting(longest + "x", "no").build());
    assertEquals("KeyTooLongError", refused.code());
    assertEquals(Map.of("Size", "1025", "MaxSizeAllowed", "1024"), refused.extras());
  }

  @Test
  void everythingSaidAboutAnObjectIsSaidAgain() {
    s3.call(
        S3Api.PUT_OBJECT,
        PutObjectOutput.class,
        Harness.putting("described", "x")
            .cacheControl("max-age=60")
            .contentDisposition("attachment; filename=\"a.txt\"")
            .contentEncoding("gzip")
            .contentLanguage("de")
            .contentType("text/plain")
            .expires("Thu, 01 Dec 2050 16:00:00 GMT")
            .websiteRedirectLocation("/elsewhere")
            .storageClass("STANDARD_IA")
            .metadata(Map.of("Colour", "blue", "shape", "round"))
            .tagging("a=1&b%20c=%C3%A9&empty=")
            .build());
    HeadObjectOutput head = head("described");
    assertEquals("max-age=60", head.cacheControl());
    assertEquals("attachment; filename=\"a.txt\"", head.contentDisposition());
    assertEquals("gzip", head.contentEncoding());
    assertEquals("de", head.contentLanguage());
    assertEquals("text/plain", head.contentType());
    assertEquals("Thu, 01 Dec 2050 16:00:00 GMT", head.expires());
    assertEquals("/elsewhere", head.websiteRedirectLocation());
    assertEquals("STANDARD_IA", head.storageClass());
    assertEquals(Map.of("colour", "blue", "shape", "round"), head.metadata());
    assertEquals(3, head.tagCount());
  }

  @Test
  void aReaderKeepsWhatItOpened() throws IOException {
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    s3.put("read", content);
    GetObjectOutput open =
        s3.call(S3Api.GET_OBJECT, GetObjectOutput.class, Harness.getting("read").build());
    s3.put("read", "other");
    assertArrayEquals(content, Harness.bytes(open));
  }

  @Test
  void contentComesAsAFileStretch() throws IOException {
    s3.put("file", new byte[100_000]);
    GetObjectOutput open =
        s3.call(
            S3Api.GET_OBJECT,
            GetObjectOutput.class,
            Harness.getting("file").range("bytes=10-19").build());
    try (Body body = open.body()) {
      assertNotNull(body.file());
      assertEquals(10, body.length());
    }
  }

  @Test
  void aBodyThatBreaksOffLeavesNothing() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[200_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("connection reset");
              }
            });
    assertThrows(
        UncheckedIOException.class,
        () ->
            s3.call(
                S3Api.PUT_OBJECT,
                PutObjectOutput.class,
                Harness.putting("half", "").body(Body.of(broken, 300_000)).build()));
    assertEquals("NoSuchKey", s3.refused(S3Api.GET_OBJECT, Harness.getting("half").build()).code());
  }

  @Test
  void aShortBodyIsIncomplete() {
    Body shorter = Body.of(new ByteArrayInputStream(new byte[10]), 20);
    assertEquals(
        "IncompleteBody",
        s3.refused(S3Api.PUT_OBJECT, Harness.putting("short", "").body(shorter).build()).code());
  }

  @Test
  void bodiesOfUnknownLengthAreTaken() {
    Body unknown = Body.of(new ByteArrayInputStream(new byte[200_000]), -1);
    s3.call(
        S3Api.PUT_OBJECT,
        PutObjectOutput.class,
        Harness.putting("unknown", "").body(unknown).build());
    assertEquals(200_000, head("unknown").contentLength());
  }
}
