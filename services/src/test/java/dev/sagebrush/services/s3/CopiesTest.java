package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.s3.CopyObjectOutput;
import dev.sagebrush.model.s3.CopyObjectRequest;
import dev.sagebrush.model.s3.CreateMultipartUploadRequest;
import dev.sagebrush.model.s3.DeleteObjectOutput;
import dev.sagebrush.model.s3.DeleteObjectRequest;
import dev.sagebrush.model.s3.DeleteObjectTaggingOutput;
import dev.sagebrush.model.s3.DeleteObjectTaggingRequest;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.GetObjectTaggingOutput;
import dev.sagebrush.model.s3.GetObjectTaggingRequest;
import dev.sagebrush.model.s3.PutObjectOutput;
import dev.sagebrush.model.s3.PutObjectTaggingOutput;
import dev.sagebrush.model.s3.PutObjectTaggingRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.Tag;
import dev.sagebrush.model.s3.Tagging;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {

  private Harness s3;

  @BeforeEach
  void open(@TempDir Path folder) {
    s3 = Harness.withBucket(folder);
  }

  @AfterEach
  void close() {
    s3.close();
  }

  private static CopyObjectRequest.Builder copying(String from, String to) {
    return CopyObjectRequest.builder()
        .bucket(Harness.BUCKET)
        .key(to)
        .copySource("/" + Harness.BUCKET + "/" + from);
  }

  private CopyObjectOutput copy(CopyObjectRequest.Builder request) {
    return s3.call(S3Api.COPY_OBJECT, CopyObjectOutput.class, request.build());
  }

  private String refusal(CopyObjectRequest.Builder request) {
    return s3.refused(S3Api.COPY_OBJECT, request.build()).code();
  }

  private GetObjectOutput get(String key) {
    return s3.call(
        S3Api.GET_OBJECT,
        GetObjectOutput.class,
        Harness.getting(key).checksumMode("ENABLED").build());
  }

  private void delete(String key) {
    s3.call(
        S3Api.DELETE_OBJECT,
        DeleteObjectOutput.class,
        DeleteObjectRequest.builder().bucket(Harness.BUCKET).key(key).build());
  }

  private String putDescribed() {
    return s3.call(
            S3Api.PUT_OBJECT,
            PutObjectOutput.class,
            Harness.putting("from", "content")
                .contentType("text/plain")
                .metadata(Map.of("a", "1"))
                .tagging("t=1")
                .storageClass("STANDARD_IA")
                .build())
        .eTag();
  }

  @Test
  void aCopySharesContentAndOutlivesItsSource() {
    String eTag = putDescribed();
    CopyObjectOutput copied = copy(copying("from", "to"));
    assertEquals(eTag, copied.copyObjectResult().eTag());
    assertEquals(1, s3.blobRows().size());
    GetObjectOutput got = get("to");
    assertEquals("text/plain", got.contentType());
    assertEquals(Map.of("a", "1"), got.metadata());
    assertEquals(1, got.tagCount());
    assertNull(got.storageClass());
    assertArrayEquals(
        "content".getBytes(java.nio.charset.StandardCharsets.UTF_8), Harness.bytes(got));
    delete("from");
    assertEquals("content", s3.text("to"));
    delete("to");
    assertEquals(List.of(), s3.blobRows());
  }

  @Test
  void directivesReplace() {
    putDescribed();
    copy(
        copying("from", "to")
            .metadataDirective("REPLACE")
            .contentType("text/css")
            .metadata(Map.of("b", "2"))
            .taggingDirective("REPLACE")
            .tagging("x=1&y=2"));
    GetObjectOutput got = get("to");
    assertEquals("text/css", got.contentType());
    assertEquals(Map.of("b", "2"), got.metadata());
    assertEquals(2, got.tagCount());
    assertEquals("InvalidArgument", refusal(copying("from", "to").metadataDirective("MERGE")));
    assertEquals("InvalidArgument", refusal(copying("from", "to").taggingDirective("MERGE")));
  }

  @Test
  void aCopyOntoItselfMustChangeSomething() {
    putDescribed();
    assertEquals("InvalidRequest", refusal(copying("from", "from")));
    copy(copying("from", "from").metadataDirective("REPLACE").metadata(Map.of("new", "x")));
    assertEquals(Map.of("new", "x"), get("from").metadata());
    copy(copying("from", "from").storageClass("ONEZONE_IA"));
    assertEquals("ONEZONE_IA", get("from").storageClass());
    assertEquals("content", s3.text("from"));
    assertEquals(1, s3.blobRows().size());
  }

  @Test
  void sourcesAreConditional() {
    String eTag = putDescribed();
    CopyObjectRequest.Builder request = copying("from", "to");
    assertEquals("PreconditionFailed", refusal(request.copySourceIfMatch("\"no\"")));
    assertEquals(
        "PreconditionFailed", refusal(request.copySourceIfMatch(null).copySourceIfNoneMatch(eTag)));
    assertEquals(
        "PreconditionFailed",
        refusal(
            request.copySourceIfNoneMatch(null).copySourceIfModifiedSince(Harness.START_SECOND)));
    assertEquals(
        "PreconditionFailed",
        refusal(
            request
                .copySourceIfModifiedSince(null)
                .copySourceIfUnmodifiedSince(Harness.START_SECOND.minusSeconds(1))));
    copy(request.copySourceIfMatch(eTag));
    assertEquals("PreconditionFailed", refusal(copying("from", "to").ifNoneMatch("*")));
    assertEquals("NoSuchKey", refusal(copying("nothing", "to")));
    assertEquals("InvalidArgument", refusal(copying("from", "to").copySource("nokey")));
    assertEquals("NoSuchBucket", refusal(copying("from", "to").copySource("no-such-bucket/key")));
    assertEquals("InvalidArgument", refusal(copying("from?versionId=1", "to")));
  }

  @Test
  void aCopyOfPartsIsWhole() {
    byte[] first = Parts.content(Parts.LEAST, 1);
    byte[] last = Parts.content(10, 2);
    Parts upload =
        Parts.begin(
            s3, CreateMultipartUploadRequest.builder().key("parts").checksumAlgorithm("SHA256"));
    upload.complete(upload.put(1, first), upload.put(2, last));
    byte[] all = java.util.Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    CopyObjectOutput copied = copy(copying("parts", "whole"));
    assertEquals(ChecksumAlgorithm.SHA256.of(all), copied.copyObjectResult().checksumSHA256());
    byte[] md5 = java.util.Base64.getDecoder().decode(ChecksumAlgorithm.MD5.of(all));
    assertEquals(
        '"' + java.util.HexFormat.of().formatHex(md5) + '"', copied.copyObjectResult().eTag());
    delete("parts");
    assertArrayEquals(all, s3.bytes(Harness.getting("whole")));
    copy(copying("whole", "crc").checksumAlgorithm("CRC32"));
    assertEquals(ChecksumAlgorithm.CRC32.of(all), get("crc").checksumCRC32());
    delete("whole");
    delete("crc");
    assertEquals(List.of(), s3.blobRows());
  }

  @Test
  void copiesAndOverwritesAtOnceLeaveOneWholeObject() {
    s3.put("a", "first");
    IntStream.range(0, 64)
        .parallel()
        .forEach(i -> {
          switch (i % 4) {
            case 0 -> s3.put("a", "content " + i);
            case 1 -> copy(copying("a", "b"));
            case 2 -> s3.text("a");
            default -> s3.put("b", "content " + i);
          }
        });
    s3.text("a");
    s3.text("b");
    delete("a");
    delete("b");
    assertEquals(List.of(), s3.blobRows());
  }

  @Test
  void objectsHaveTags() {
    s3.put("tagged", "x");
    GetObjectTaggingRequest get =
        GetObjectTaggingRequest.builder().bucket(Harness.BUCKET).key("tagged").build();
    assertEquals(
        List.of(), s3.call(S3Api.GET_OBJECT_TAGGING, GetObjectTaggingOutput.class, get).tagSet());
    List<Tag> tags = List.of(tag("z", "1"), tag("a", ""));
    s3.call(S3Api.PUT_OBJECT_TAGGING, PutObjectTaggingOutput.class, tagging(tags));
    assertEquals(
        tags, s3.call(S3Api.GET_OBJECT_TAGGING, GetObjectTaggingOutput.class, get).tagSet());
    for (List<Tag> wrong :
        List.of(
            List.of(tag("a", "1"), tag("a", "2")),
            List.of(tag("aws:x", "1")),
            List.of(tag("", "1")),
            List.of(tag("k", "v".repeat(257))),
            List.of(tag("k{}", "1")))) {
      assertEquals("InvalidTag", s3.refused(S3Api.PUT_OBJECT_TAGGING, tagging(wrong)).code());
    }
    List<Tag> eleven = IntStream.range(0, 11).mapToObj(i -> tag("k" + i, "")).toList();
    assertEquals("BadRequest", s3.refused(S3Api.PUT_OBJECT_TAGGING, tagging(eleven)).code());
    s3.call(
        S3Api.DELETE_OBJECT_TAGGING,
        DeleteObjectTaggingOutput.class,
        DeleteObjectTaggingRequest.builder().bucket(Harness.BUCKET).key("tagged").build());
    assertNull(get("tagged").tagCount());
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static PutObjectTaggingRequest tagging(List<Tag> tags) {
    return PutObjectTaggingRequest.builder()
        .bucket(Harness.BUCKET)
        .key("tagged")
        .tagging(Tagging.builder().tagSet(tags).build())
        .build();
  }
}
