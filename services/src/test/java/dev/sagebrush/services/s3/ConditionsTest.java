package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.Delete;
import dev.sagebrush.model.s3.DeleteObjectOutput;
import dev.sagebrush.model.s3.DeleteObjectRequest;
import dev.sagebrush.model.s3.DeleteObjectsOutput;
import dev.sagebrush.model.s3.DeleteObjectsRequest;
import dev.sagebrush.model.s3.DeletedObject;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.GetObjectRequest;
import dev.sagebrush.model.s3.HeadObjectRequest;
import dev.sagebrush.model.s3.ObjectIdentifier;
import dev.sagebrush.model.s3.PutObjectOutput;
import dev.sagebrush.model.s3.PutObjectRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.S3Error;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {

  private static final String TEXT = "0123456789";
  private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);
  private static final Instant THEN = Harness.START_SECOND;

  private static Harness s3;
  private static String eTag;

  @BeforeAll
  static void fill(@TempDir Path folder) {
    s3 = Harness.withBucket(folder);
    eTag = s3.put("digits", TEXT).eTag();
    s3.put("empty", "");
  }

  @AfterAll
  static void close() {
    s3.close();
  }

  private static GetObjectRequest.Builder get() {
    return Harness.getting("digits");
  }

  private static GetObjectOutput got(GetObjectRequest.Builder request) {
    return s3.call(S3Api.GET_OBJECT, GetObjectOutput.class, request.build());
  }

  private static ServiceException notGot(GetObjectRequest.Builder request) {
    return s3.refused(S3Api.GET_OBJECT, request.build());
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=2-4, 2, 3",
    "bytes=7-, 7, 3",
    "bytes=-4, 6, 4",
    "bytes=-99, 0, 10",
    "bytes=5-99999999999999999999, 5, 5",
    "BYTES=1-2, 1, 2",
    "bytes= 1-2, 1, 2"
  })
  void ranges(String range, int first, int length) {
    GetObjectOutput output = got(get().range(range));
    assertEquals("bytes " + first + "-" + (first + length - 1) + "/10", output.contentRange());
    assertEquals(length, output.contentLength());
    assertArrayEquals(Arrays.copyOfRange(BYTES, first, first + length), Harness.bytes(output));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"bytes=4-2", "bytes=", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=0-1,3-4", "1-2"})
  void whatIsNoRangeAsksForAll(String range) {
    GetObjectOutput output = got(get().range(range));
    assertNull(output.contentRange());
    assertArrayEquals(BYTES, Harness.bytes(output));
  }

  @ParameterizedTest
  @CsvSource({
    "digits, bytes=10-",
    "digits, bytes=99-100",
    "digits, bytes=-0",
    "empty, bytes=0-",
    "empty, bytes=-5"
  })
  void unsatisfiableRanges(String key, String range) {
    ServiceException refused = notGot(Harness.getting(key).range(range));
    assertEquals("InvalidRange", refused.code());
    assertEquals(416, refused.status());
    assertEquals(range, refused.extras().get("RangeRequested"));
  }

  @Test
  void readsAreConditional() {
    Instant before = THEN.minusSeconds(1);
    Instant after = THEN.plusSeconds(1);
    assertEquals(412, notGot(get().ifMatch("\"other\"")).status());
    assertEquals(412, notGot(get().ifUnmodifiedSince(before)).status());
    assertEquals(304, notGot(get().ifNoneMatch(eTag)).status());
    assertEquals(304, notGot(get().ifNoneMatch("*")).status());
    assertEquals(304, notGot(get().ifNoneMatch("\"a\", W/" + eTag)).status());
    assertEquals(304, notGot(get().ifModifiedSince(THEN)).status());
    assertEquals(304, notGot(get().ifModifiedSince(after)).status());
    // The tag overrules the date, for better and for worse.
    got(get().ifMatch(eTag).ifUnmodifiedSince(before));
    got(get().ifNoneMatch("\"other\"").ifModifiedSince(after));
    assertEquals(412, notGot(get().ifMatch("\"x\"").ifUnmodifiedSince(after)).status());
    assertEquals(304, notGot(get().ifNoneMatch(eTag).ifModifiedSince(before)).status());
    assertEquals(412, notGot(get().ifMatch("\"x\"").ifNoneMatch(eTag)).status());
    got(get().ifModifiedSince(before).ifUnmodifiedSince(THEN));
    assertEquals(
        304,
        s3.refused(
                S3Api.HEAD_OBJECT,
                HeadObjectRequest.builder()
                    .bucket(Harness.BUCKET)
                    .key("digits")
                    .ifNoneMatch(eTag)
                    .build())
            .status());
  }

  @Test
  void answersCanBeOverridden() {
    GetObjectOutput output =
        got(
            get()
                .responseCacheControl("no-cache")
                .responseContentDisposition("inline")
                .responseContentEncoding("br")
                .responseContentLanguage("fr")
                .responseContentType("text/css")
                .responseExpires(Instant.parse("2030-05-06T07:08:09Z")));
    assertEquals("no-cache", output.cacheControl());
    assertEquals("inline", output.contentDisposition());
    assertEquals("br", output.contentEncoding());
    assertEquals("fr", output.contentLanguage());
    assertEquals("text/css", output.contentType());
    assertEquals("Mon, 06 May 2030 07:08:09 GMT", output.expires());
  }

  @Test
  void theWholeHasItsChecksumAndAStretchHasNone() {
    assertNull(got(get()).checksumCRC64NVME());
    assertEquals(
        ChecksumAlgorithm.CRC64NVME.of(BYTES),
        got(get().checksumMode("ENABLED")).checksumCRC64NVME());
    assertNull(got(get().checksumMode("ENABLED").range("bytes=0-3")).checksumCRC64NVME());
  }

  @Test
  void onlyOneOfManyWritesWhatMayNotBeThere() {
    List<String> outcomes =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> outcome(Harness.putting("raced", "by " + i).ifNoneMatch("*")))
            .toList();
    assertEquals(1, outcomes.stream().filter("put"::equals).count());
    assertEquals(15, outcomes.stream().filter("PreconditionFailed"::equals).count());
  }

  private static String outcome(PutObjectRequest.Builder request) {
    try {
      s3.call(S3Api.PUT_OBJECT, PutObjectOutput.class, request.build());
      return "put";
    } catch (ServiceException e) {
      return e.code();
    }
  }

  @Test
  void writesAreConditional() {
    String first = s3.put("guarded", "1").eTag();
    assertEquals("PreconditionFailed", outcome(Harness.putting("guarded", "2").ifMatch("\"no\"")));
    assertEquals("put", outcome(Harness.putting("guarded", "2").ifMatch(first)));
    assertEquals("PreconditionFailed", outcome(Harness.putting("guarded", "3").ifMatch(first)));
    assertEquals("NoSuchKey", outcome(Harness.putting("nothing", "1").ifMatch(first)));
    assertEquals("NotImplemented", outcome(Harness.putting("guarded", "3").ifNoneMatch("\"tag\"")));
    assertEquals("2", s3.text("guarded"));
    DeleteObjectRequest.Builder delete =
        DeleteObjectRequest.builder().bucket(Harness.BUCKET).key("guarded");
    assertEquals(
        "PreconditionFailed",
        s3.refused(S3Api.DELETE_OBJECT, delete.ifMatch(first).build()).code());
    assertEquals(
        "PreconditionFailed",
        s3.refused(S3Api.DELETE_OBJECT, delete.ifMatch(null).ifMatchSize(7L).build()).code());
    s3.call(
        S3Api.DELETE_OBJECT,
        DeleteObjectOutput.class,
        delete.ifMatchSize(1L).ifMatchLastModifiedTime(THEN).build());
    assertEquals("NoSuchKey", notGot(Harness.getting("guarded")).code());
  }

  @Test
  void contentMustBeWhatItIsSaidToBe() {
    String md5 = ChecksumAlgorithm.MD5.of(BYTES);
    String other = ChecksumAlgorithm.MD5.of(new byte[1]);
    assertEquals("put", outcome(Harness.putting("summed", TEXT).contentMD5(md5)));
    assertEquals("BadDigest", outcome(Harness.putting("summed", TEXT).contentMD5(other)));
    assertEquals("InvalidDigest", outcome(Harness.putting("summed", TEXT).contentMD5("x")));
    assertEquals(
        "put",
        outcome(Harness.putting("summed", TEXT).checksumSHA1(ChecksumAlgorithm.SHA1.of(BYTES))));
    assertEquals(
        ChecksumAlgorithm.SHA1.of(BYTES),
        got(Harness.getting("summed").checksumMode("ENABLED")).checksumSHA1());
    assertEquals(
        "BadDigest",
        outcome(
            Harness.putting("summed", TEXT)
                .checksumCRC32C(ChecksumAlgorithm.CRC32C.of(new byte[1]))));
    assertEquals("InvalidRequest", outcome(Harness.putting("summed", TEXT).checksumCRC32("AAAA")));
    assertEquals(
        "InvalidRequest",
        outcome(
            Harness.putting("summed", TEXT)
                .checksumCRC32(ChecksumAlgorithm.CRC32.of(BYTES))
                .checksumSHA1(ChecksumAlgorithm.SHA1.of(BYTES))));
    assertEquals(
        "InvalidRequest",
        outcome(
            Harness.putting("summed", TEXT)
                .checksumAlgorithm("SHA256")
                .checksumCRC32(ChecksumAlgorithm.CRC32.of(BYTES))));
    assertEquals(
        "NotImplemented",
        outcome(
            Harness.putting("summed", TEXT)
                .checksumXXHASH3(Base64.getEncoder().encodeToString(new byte[8]))));
    assertEquals("put", outcome(Harness.putting("summed", TEXT).checksumAlgorithm("CRC32")));
    assertEquals(
        ChecksumAlgorithm.CRC32.of(BYTES),
        got(Harness.getting("summed").checksumMode("ENABLED")).checksumCRC32());
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    assertEquals(
        "AccessControlListNotSupported", outcome(Harness.putting("r", "").acl("public-read")));
    assertEquals(
        "AccessControlListNotSupported", outcome(Harness.putting("r", "").grantRead("id=1")));
    ServiceException kms =
        s3.refused(S3Api.PUT_OBJECT, Harness.putting("r", "").ssekmsKeyId("alias/mine").build());
    assertEquals("NotImplemented", kms.code());
    assertEquals(
        "x-amz-server-side-encryption-aws-kms-key-id is not implemented by Sagebrush.",
        kms.getMessage());
    assertEquals(
        "NotImplemented", outcome(Harness.putting("r", "").serverSideEncryption("aws:kms")));
    assertEquals(
        "NotImplemented", outcome(Harness.putting("r", "").sseCustomerAlgorithm("AES256")));
    assertEquals(
        "put",
        outcome(
            Harness.putting("r", "")
                .acl("bucket-owner-full-control")
                .serverSideEncryption("AES256")));
    assertEquals("InvalidStorageClass", outcome(Harness.putting("r", "").storageClass("SNOW")));
    assertEquals("InvalidArgument", notGot(get().versionId("abc")).code());
    got(get().versionId("null"));
    assertEquals(
        "MetadataTooLarge",
        outcome(Harness.putting("r", "").metadata(java.util.Map.of("k", "v".repeat(2048)))));
  }

  @Test
  void archivedContentIsNotGivenBack() {
    assertEquals("put", outcome(Harness.putting("cold", "x").storageClass("GLACIER")));
    ServiceException refused = notGot(Harness.getting("cold"));
    assertEquals("InvalidObjectState", refused.code());
    assertEquals(403, refused.status());
  }

  @Test
  void manyAreDeletedAtOnce() {
    s3.put("many/1", "1");
    s3.put("many/2", "2");
    s3.put("many/3", "3");
    List<ObjectIdentifier> identifiers =
        List.of(
            ObjectIdentifier.builder().key("many/1").build(),
            ObjectIdentifier.builder().key("many/2").eTag("\"other\"").build(),
            ObjectIdentifier.builder().key("many/none").build(),
            ObjectIdentifier.builder().key("many/3").versionId("v1").build());
    DeleteObjectsOutput output = delete(identifiers, false);
    assertEquals(
        List.of("many/1", "many/none"), output.deleted().stream().map(DeletedObject::key).toList());
    assertEquals(
        List.of("PreconditionFailed", "InvalidArgument"),
        output.errors().stream().map(S3Error::code).toList());
    assertEquals("2", s3.text("many/2"));
    assertEquals(List.of(), delete(List.of(identifiers.getFirst()), true).deleted());
    List<ObjectIdentifier> tooMany =
        IntStream.range(0, 1001)
            .mapToObj(i -> ObjectIdentifier.builder().key("k" + i).build())
            .toList();
    for (List<ObjectIdentifier> wrong : List.of(List.<ObjectIdentifier>of(), tooMany)) {
      assertEquals("MalformedXML", s3.refused(S3Api.DELETE_OBJECTS, deleting(wrong, false)).code());
    }
  }

  private static DeleteObjectsRequest deleting(List<ObjectIdentifier> objects, boolean quiet) {
    return DeleteObjectsRequest.builder()
        .bucket(Harness.BUCKET)
        .delete(Delete.builder().objects(objects).quiet(quiet).build())
        .build();
  }

  private static DeleteObjectsOutput delete(List<ObjectIdentifier> objects, boolean quiet) {
    return s3.call(S3Api.DELETE_OBJECTS, DeleteObjectsOutput.class, deleting(objects, quiet));
  }

  /** Whatever the header says, the answer is a stretch of the object, all of it, or a refusal. */
  @Test
  void rangesOfEveryShape() {
    Random random = new Random(11);
    String alphabet = "bytes=-0159, ";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder header = new StringBuilder(random.nextBoolean() ? "bytes=" : "");
      int length = random.nextInt(30);
      for (int j = 0; j < length; j++) {
        header.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        ByteRange range = ByteRange.of(header.toString(), 10);
        if (range != null) {
          assertEquals(0, Math.max(0, range.first() + range.length() - 10), header::toString);
          assertEquals(1, Math.min(1, range.length()), header::toString);
        }
      } catch (ServiceException e) {
        assertEquals("InvalidRange", e.code());
      }
    }
  }
}
