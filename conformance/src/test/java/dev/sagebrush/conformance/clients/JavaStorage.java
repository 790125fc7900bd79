package dev.sagebrush.conformance.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.conformance.process.SdkClients;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The storage part of the scenario, by the AWS SDK for Java. */
final class JavaStorage {

  private static final int PART = 8 << 20;
  private static final String BIG = "big/payload.bin";

  private final S3Client s3;
  private final Scenario scenario;
  private final String bucket;

  JavaStorage(SdkClients clients, Scenario scenario) {
    this.s3 = clients.s3();
    this.scenario = scenario;
    this.bucket = scenario.name() + "-bucket";
  }

  void run() {
    s3.createBucket(request -> request.bucket(bucket));
    s3.headBucket(request -> request.bucket(bucket));
    assertTrue(s3.listBuckets().buckets().stream().anyMatch(b -> b.name().equals(bucket)));
    uploadInParts();
    download();
    awkwardKeys();
    delete();
  }

  private void uploadInParts() {
    String upload = s3.createMultipartUpload(request -> request.bucket(bucket).key(BIG)).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    byte[] piece = new byte[PART];
    try (RandomAccessFile file = new RandomAccessFile(scenario.payload().toFile(), "r")) {
      int count = Math.toIntExact(file.length() / PART);
      for (int number = 1; number <= count; number++) {
        file.readFully(piece);
        int part = number;
        String tag =
            s3.uploadPart(
                    request -> request.bucket(bucket).key(BIG).uploadId(upload).partNumber(part),
                    RequestBody.fromBytes(piece))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(part).eTag(tag).build());
      }
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
    String tag =
        s3.completeMultipartUpload(request ->
                request
                    .bucket(bucket)
                    .key(BIG)
                    .uploadId(upload)
                    .multipartUpload(all -> all.parts(parts)))
            .eTag();
    assertTrue(tag.endsWith("-8\""), tag);
  }

  private void download() {
    HeadObjectResponse head = s3.headObject(request -> request.bucket(bucket).key(BIG));
    Path copy = scenario.folder().resolve("copy.bin");
    s3.getObject(request -> request.bucket(bucket).key(BIG), ResponseTransformer.toFile(copy));
    byte[] piece =
        s3.getObject(
                request -> request.bucket(bucket).key(BIG).range("bytes=100-199"),
                ResponseTransformer.toBytes())
            .asByteArray();
    try {
      assertEquals(Files.size(scenario.payload()), head.contentLength());
      assertEquals(-1, Files.mismatch(scenario.payload(), copy));
      try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "r")) {
        byte[] expected = new byte[100];
        file.seek(100);
        file.readFully(expected);
        assertArrayEquals(expected, piece);
      }
      Files.delete(copy);
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  private void awkwardKeys() {
    for (String key : List.of("a//b", "x/../y", "100%2F", "grüße/ключ", "end ")) {
      s3.putObject(
          request -> request.bucket(bucket).key(key).metadata(Map.of("kind", "awkward")),
          RequestBody.fromString(key));
      var found =
          s3.getObject(request -> request.bucket(bucket).key(key), ResponseTransformer.toBytes());
      assertEquals(key, found.asUtf8String());
      assertEquals(Map.of("kind", "awkward"), found.response().metadata());
    }
  }

  private void delete() {
    S3Exception full =
        assertThrows(S3Exception.class, () -> s3.deleteBucket(request -> request.bucket(bucket)));
    assertEquals("BucketNotEmpty", full.awsErrorDetails().errorCode());
    assertEquals(6, empty(s3, bucket));
    s3.deleteBucket(request -> request.bucket(bucket));
    assertThrows(
        NoSuchBucketException.class, () -> s3.headBucket(request -> request.bucket(bucket)));
  }

  /** Deletes every object of a bucket and says how many there were. */
  static int empty(S3Client s3, String bucket) {
    List<ObjectIdentifier> keys =
        s3.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
            .map(S3Object::key)
            .map(key -> ObjectIdentifier.builder().key(key).build())
            .toList();
    var answer =
        s3.deleteObjects(request -> request.bucket(bucket).delete(all -> all.objects(keys)));
    assertEquals(List.of(), answer.errors());
    return answer.deleted().size();
  }
}
