package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.AbortMultipartUploadOutput;
import dev.sagebrush.model.s3.AbortMultipartUploadRequest;
import dev.sagebrush.model.s3.CompleteMultipartUploadOutput;
import dev.sagebrush.model.s3.CompletedPart;
import dev.sagebrush.model.s3.CreateMultipartUploadRequest;
import dev.sagebrush.model.s3.GetObjectAttributesOutput;
import dev.sagebrush.model.s3.GetObjectAttributesRequest;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.ListMultipartUploadsOutput;
import dev.sagebrush.model.s3.ListMultipartUploadsRequest;
import dev.sagebrush.model.s3.ListPartsOutput;
import dev.sagebrush.model.s3.ListPartsRequest;
import dev.sagebrush.model.s3.MultipartUpload;
import dev.sagebrush.model.s3.Part;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.UploadPartCopyOutput;
import dev.sagebrush.model.s3.UploadPartCopyRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultipartTest {

  private static final byte[] FIRST = Parts.content(Parts.LEAST, 1);
  private static final byte[] SECOND = Parts.content(Parts.LEAST + 3, 2);
  private static final byte[] LAST = Parts.content(1000, 3);

  private static Harness s3;

  @BeforeAll
  static void open(@TempDir Path folder) {
    s3 = Harness.withBucket(folder);
  }

  @AfterAll
  static void close() {
    s3.close();
  }

  private static byte[] joined(byte[]... parts) {
    int size = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] all = new byte[size];
    int offset = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, offset, part.length);
      offset += part.length;
    }
    return all;
  }

  private static byte[] digest(ChecksumAlgorithm algorithm, byte[] bytes) {
    return Base64.getDecoder().decode(algorithm.of(bytes));
  }

  @Test
  void partsBecomeOneObject() {
    Parts upload = Parts.begin(s3, "whole");
    CompletedPart last = upload.put(9, LAST);
    CompletedPart second = upload.put(2, SECOND);
    upload.put(1, new byte[7]);
    CompletedPart first = upload.put(1, FIRST);
    upload.put(5, new byte[50]);
    assertEquals(
        "NoSuchKey", s3.refused(S3Api.GET_OBJECT, Harness.getting("whole").build()).code());
    CompleteMultipartUploadOutput done = upload.complete(first, second, last);
    byte[] all = joined(FIRST, SECOND, LAST);
    byte[] md5s =
        joined(
            digest(ChecksumAlgorithm.MD5, FIRST),
            digest(ChecksumAlgorithm.MD5, SECOND),
            digest(ChecksumAlgorithm.MD5, LAST));
    assertEquals(
        '"' + java.util.HexFormat.of().formatHex(digest(ChecksumAlgorithm.MD5, md5s)) + "-3\"",
        done.eTag());
    assertEquals(ChecksumAlgorithm.CRC64NVME.of(all), done.checksumCRC64NVME());
    assertEquals("FULL_OBJECT", done.checksumType());
    assertEquals("http://localhost:4566/" + Harness.BUCKET + "/whole", done.location());
    assertArrayEquals(all, s3.bytes(Harness.getting("whole")));
    assertEquals(done, upload.complete(first, second, last));
    assertEquals(
        "NoSuchUpload",
        s3.refused(S3Api.COMPLETE_MULTIPART_UPLOAD, upload.completion(first).build()).code());
    assertEquals(
        "NoSuchUpload", s3.refused(S3Api.UPLOAD_PART, upload.part(1, LAST).build()).code());
  }

  @Test
  void rangesAndPartsAreReadAcrossTheJoints() {
    Parts upload = Parts.begin(s3, "ranges");
    upload.complete(upload.put(1, FIRST), upload.put(2, SECOND), upload.put(3, LAST));
    byte[] all = joined(FIRST, SECOND, LAST);
    int joint = FIRST.length;
    int[][] stretches = {
      {0, 0},
      {joint - 1, joint},
      {joint, joint + 9},
      {10, all.length - 5},
      {all.length - 1, all.length - 1}
    };
    for (int[] stretch : stretches) {
      assertArrayEquals(
          Arrays.copyOfRange(all, stretch[0], stretch[1] + 1),
          s3.bytes(Harness.getting("ranges").range("bytes=" + stretch[0] + "-" + stretch[1])));
    }
    GetObjectOutput part =
        s3.call(
            S3Api.GET_OBJECT,
            GetObjectOutput.class,
            Harness.getting("ranges").partNumber(2).build());
    assertEquals(3, part.partsCount());
    assertEquals(
        "bytes %d-%d/%d".formatted(joint, joint + SECOND.length - 1, all.length),
        part.contentRange());
    assertArrayEquals(SECOND, Harness.bytes(part));
    ServiceException beyond =
        s3.refused(S3Api.GET_OBJECT, Harness.getting("ranges").partNumber(4).build());
    assertEquals("InvalidPartNumber", beyond.code());
    assertEquals(416, beyond.status());
  }

  @Test
  void compositeChecksumsNeedEachPartAndSayTheirNumber() {
    Parts upload =
        Parts.begin(
            s3,
            CreateMultipartUploadRequest.builder().key("composite").checksumAlgorithm("SHA256"));
    CompletedPart first = upload.put(1, FIRST);
    CompletedPart last = upload.put(2, LAST);
    CompletedPart bare = CompletedPart.builder().partNumber(2).eTag(last.eTag()).build();
    assertEquals(
        "InvalidRequest",
        s3.refused(S3Api.COMPLETE_MULTIPART_UPLOAD, upload.completion(first, bare).build()).code());
    CompletedPart wrong = last.toBuilder().checksumSHA256(first.checksumSHA256()).build();
    assertEquals(
        "InvalidPart",
        s3.refused(S3Api.COMPLETE_MULTIPART_UPLOAD, upload.completion(first, wrong).build())
            .code());
    assertEquals(
        "InvalidRequest",
        s3.refused(
                S3Api.UPLOAD_PART,
                upload.part(3, LAST).checksumCRC32(ChecksumAlgorithm.CRC32.of(LAST)).build())
            .code());
    CompleteMultipartUploadOutput done = upload.complete(first, last);
    byte[] digests =
        joined(digest(ChecksumAlgorithm.SHA256, FIRST), digest(ChecksumAlgorithm.SHA256, LAST));
    assertEquals(ChecksumAlgorithm.SHA256.of(digests) + "-2", done.checksumSHA256());
    assertEquals("COMPOSITE", done.checksumType());
    GetObjectAttributesOutput attributes =
        s3.call(
            S3Api.GET_OBJECT_ATTRIBUTES,
            GetObjectAttributesOutput.class,
            GetObjectAttributesRequest.builder()
                .bucket(Harness.BUCKET)
                .key("composite")
                .objectAttributes(
                    List.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"))
                .maxParts(1)
                .build());
    assertEquals(2, attributes.objectParts().totalPartsCount());
    assertTrue(attributes.objectParts().isTruncated());
    assertEquals(
        first.checksumSHA256(), attributes.objectParts().parts().getFirst().checksumSHA256());
    assertEquals(done.checksumSHA256(), attributes.checksum().checksumSHA256());
    assertEquals(done.eTag(), '"' + attributes.eTag() + '"');
    assertEquals(FIRST.length + LAST.length, attributes.objectSize());
  }

  @Test
  void fullObjectChecksumsAreJoinedAndVerified() {
    Parts upload =
        Parts.begin(
            s3,
            CreateMultipartUploadRequest.builder()
                .key("full")
                .checksumAlgorithm("CRC32")
                .checksumType("FULL_OBJECT"));
    CompletedPart first = upload.put(1, FIRST);
    CompletedPart last = upload.put(2, LAST);
    String whole = ChecksumAlgorithm.CRC32.of(joined(FIRST, LAST));
    ServiceException wrong =
        s3.refused(
            S3Api.COMPLETE_MULTIPART_UPLOAD,
            upload.completion(first, last).checksumCRC32(first.checksumCRC32()).build());
    assertEquals("BadDigest", wrong.code());
    CompleteMultipartUploadOutput done =
        s3.call(
            S3Api.COMPLETE_MULTIPART_UPLOAD,
            CompleteMultipartUploadOutput.class,
            upload
                .completion(first, last)
                .checksumCRC32(whole)
                .checksumType("FULL_OBJECT")
                .mpuObjectSize((long) FIRST.length + LAST.length)
                .build());
    assertEquals(whole, done.checksumCRC32());
  }

  @Test
  void impossibleChecksumTypesAreRefused() {
    for (String[] pair :
        new String[][] {
          {"SHA256", "FULL_OBJECT"}, {"CRC64NVME", "COMPOSITE"}, {null, "COMPOSITE"}
        }) {
      assertEquals(
          "InvalidRequest",
          s3.refused(
                  S3Api.CREATE_MULTIPART_UPLOAD,
                  CreateMultipartUploadRequest.builder()
                      .bucket(Harness.BUCKET)
                      .key("never")
                      .checksumAlgorithm(pair[0])
                      .checksumType(pair[1])
                      .build())
              .code());
    }
  }

  @Test
  void aWrongListIsRefusedAndTheUploadGoesOn() {
    Parts upload = Parts.begin(s3, "picky");
    CompletedPart small = upload.put(1, LAST);
    CompletedPart second = upload.put(2, LAST);
    CompletedPart unknown = CompletedPart.builder().partNumber(3).eTag(small.eTag()).build();
    CompletedPart mistaken =
        CompletedPart.builder().partNumber(2).eTag("\"0123456789abcdef0123456789abcdef\"").build();
    assertEquals("InvalidPartOrder", completionError(upload, second, small));
    assertEquals("InvalidPartOrder", completionError(upload, small, small));
    assertEquals("InvalidPart", completionError(upload, small, unknown));
    assertEquals("InvalidPart", completionError(upload, small, mistaken));
    assertEquals("MalformedXML", completionError(upload));
    assertEquals("EntityTooSmall", completionError(upload, small, second));
    upload.complete(second);
    assertArrayEquals(LAST, s3.bytes(Harness.getting("picky")));
    GetObjectOutput got =
        s3.call(
            S3Api.GET_OBJECT,
            GetObjectOutput.class,
            Harness.getting("picky").partNumber(1).build());
    assertTrue(got.eTag().endsWith("-1\""));
    assertEquals(1, got.partsCount());
    assertArrayEquals(LAST, Harness.bytes(got));
  }

  private static String completionError(Parts upload, CompletedPart... parts) {
    return s3.refused(S3Api.COMPLETE_MULTIPART_UPLOAD, upload.completion(parts).build()).code();
  }

  @Test
  void partNumbersRunFrom1To10000() {
    Parts upload = Parts.begin(s3, "numbers");
    for (int number : new int[] {0, -1, 10_001}) {
      assertEquals(
          "InvalidArgument",
          s3.refused(S3Api.UPLOAD_PART, upload.part(number, LAST).build()).code());
    }
    upload.put(10_000, LAST);
  }

  @Test
  void partsAreListedInPages() {
    Parts upload = Parts.begin(s3, "listed");
    for (int number : new int[] {7, 1, 3}) {
      upload.put(number, LAST);
    }
    ListPartsRequest.Builder request =
        ListPartsRequest.builder().bucket(Harness.BUCKET).key("listed").uploadId(upload.id());
    ListPartsOutput page =
        s3.call(S3Api.LIST_PARTS, ListPartsOutput.class, request.maxParts(2).build());
    assertEquals(List.of(1, 3), page.parts().stream().map(Part::partNumber).toList());
    assertTrue(page.isTruncated());
    assertNull(page.checksumAlgorithm());
    ListPartsOutput rest =
        s3.call(
            S3Api.LIST_PARTS,
            ListPartsOutput.class,
            request.partNumberMarker(page.nextPartNumberMarker()).build());
    assertEquals(List.of(7), rest.parts().stream().map(Part::partNumber).toList());
    assertFalse(rest.isTruncated());
    assertEquals(LAST.length, rest.parts().getFirst().size());
  }

  @Test
  void partsAreCopiedFromObjects() {
    s3.put("source +%", FIRST);
    Parts upload = Parts.begin(s3, "of copies");
    UploadPartCopyRequest.Builder request =
        UploadPartCopyRequest.builder()
            .bucket(Harness.BUCKET)
            .key("of copies")
            .uploadId(upload.id())
            .copySource(Harness.BUCKET + "/source%20+%25");
    UploadPartCopyOutput whole =
        s3.call(S3Api.UPLOAD_PART_COPY, UploadPartCopyOutput.class, request.partNumber(1).build());
    UploadPartCopyOutput some =
        s3.call(
            S3Api.UPLOAD_PART_COPY,
            UploadPartCopyOutput.class,
            request.partNumber(2).copySourceRange("bytes=100-199").build());
    for (String range : new String[] {"bytes=0-" + FIRST.length, "bytes=5-", "bytes=-5", "x"}) {
      assertEquals(
          "InvalidArgument",
          s3.refused(S3Api.UPLOAD_PART_COPY, request.copySourceRange(range).build()).code());
    }
    upload.complete(
        CompletedPart.builder().partNumber(1).eTag(whole.copyPartResult().eTag()).build(),
        CompletedPart.builder().partNumber(2).eTag(some.copyPartResult().eTag()).build());
    assertArrayEquals(
        joined(FIRST, Arrays.copyOfRange(FIRST, 100, 200)), s3.bytes(Harness.getting("of copies")));
  }

  @Test
  void uploadsAreListedAndAborted(@TempDir Path folder) {
    try (Harness other = Harness.withBucket(folder)) {
      List<Parts> begun = new ArrayList<>();
      for (String key : new String[] {"b", "a/1", "a/2", "b", "c"}) {
        begun.add(Parts.begin(other, key));
        other.clock.advance(java.time.Duration.ofSeconds(1));
      }
      ListMultipartUploadsRequest.Builder request =
          ListMultipartUploadsRequest.builder().bucket(Harness.BUCKET).delimiter("/").maxUploads(2);
      ListMultipartUploadsOutput page =
          other.call(
              S3Api.LIST_MULTIPART_UPLOADS, ListMultipartUploadsOutput.class, request.build());
      assertEquals("a/", page.commonPrefixes().getFirst().prefix());
      assertEquals(List.of(begun.get(0).id()), ids(page));
      assertTrue(page.isTruncated());
      ListMultipartUploadsOutput rest =
          other.call(
              S3Api.LIST_MULTIPART_UPLOADS,
              ListMultipartUploadsOutput.class,
              request
                  .keyMarker(page.nextKeyMarker())
                  .uploadIdMarker(page.nextUploadIdMarker())
                  .build());
      assertEquals(List.of(begun.get(3).id(), begun.get(4).id()), ids(rest));
      assertFalse(rest.isTruncated());
      ListMultipartUploadsOutput afterKey =
          other.call(
              S3Api.LIST_MULTIPART_UPLOADS,
              ListMultipartUploadsOutput.class,
              request.keyMarker("b").uploadIdMarker(null).build());
      assertEquals(List.of(begun.get(4).id()), ids(afterKey));
      Parts aborted = begun.get(1);
      aborted.put(1, LAST);
      AbortMultipartUploadRequest abort =
          AbortMultipartUploadRequest.builder()
              .bucket(Harness.BUCKET)
              .key(aborted.key())
              .uploadId(aborted.id())
              .build();
      other.call(S3Api.ABORT_MULTIPART_UPLOAD, AbortMultipartUploadOutput.class, abort);
      assertEquals("NoSuchUpload", other.refused(S3Api.ABORT_MULTIPART_UPLOAD, abort).code());
      assertEquals(List.of(), other.blobRows());
    }
  }

  private static List<String> ids(ListMultipartUploadsOutput page) {
    return page.uploads().stream().map(MultipartUpload::uploadId).toList();
  }
}
