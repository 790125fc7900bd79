package dev.sagebrush.conformance.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.conformance.process.SdkClients;
import dev.sagebrush.conformance.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The server is killed (SIGKILL) while it stores, and started again on what is left. */
@Timeout(120)
final class StorageCrashTest {

  private static final String BUCKET = "crash";
  private static final int PART = 6 << 20;
  private static final int ACKNOWLEDGED = 300;

  @TempDir private Path folder;

  @Test
  void keepsAllThatWasAcknowledgedInAStormOfPuts() throws IOException, InterruptedException {
    PutStorm storm = new PutStorm(BUCKET, 8);
    for (int round = 0; round < 2; round++) {
      try (ServerProcess server = ServerProcess.start(folder);
          SdkClients clients = new SdkClients(server.url())) {
        if (round == 0) {
          clients.s3().createBucket(request -> request.bucket(BUCKET));
        } else {
          storm.assertKept(clients.s3());
        }
        CountDownLatch acknowledged = new CountDownLatch(ACKNOWLEDGED);
        List<Attempt> writers = storm.rage(server.url(), acknowledged);
        acknowledged.await();
        server.kill();
        writers.forEach(Attempt::assertCutOff);
      }
    }
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      storm.assertKept(clients.s3());
    }
  }

  @Test
  void showsNoHalfObject() throws IOException, InterruptedException {
    byte[] before = content(1, 100_000);
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      S3Client s3 = clients.s3();
      s3.createBucket(request -> request.bucket(BUCKET));
      s3.putObject(r -> r.bucket(BUCKET).key("old"), RequestBody.fromBytes(before));
      HalfSent fresh = new HalfSent(content(2, PART));
      HalfSent over = new HalfSent(content(3, PART));
      Attempt first =
          Attempt.start(() -> s3.putObject(r -> r.bucket(BUCKET).key("new"), fresh.body()));
      Attempt second =
          Attempt.start(() -> s3.putObject(r -> r.bucket(BUCKET).key("old"), over.body()));
      fresh.awaitHalfWay();
      over.awaitHalfWay();
      server.kill();
      fresh.goOn();
      over.goOn();
      first.assertCutOff();
      second.assertCutOff();
    }
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      S3Client s3 = clients.s3();
      List<String> keys =
          s3.listObjectsV2(r -> r.bucket(BUCKET)).contents().stream().map(S3Object::key).toList();
      assertEquals(List.of("old"), keys);
      assertThrows(NoSuchKeyException.class, () -> s3.headObject(r -> r.bucket(BUCKET).key("new")));
      assertArrayEquals(before, read(s3, "old"));
    }
  }

  @Test
  void continuesAnUploadInParts() throws IOException, InterruptedException {
    byte[][] parts = {content(1, PART), content(2, PART), content(3, PART)};
    String upload;
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      S3Client s3 = clients.s3();
      s3.createBucket(request -> request.bucket(BUCKET));
      upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("parts")).uploadId();
      put(s3, upload, 1, RequestBody.fromBytes(parts[0]));
      put(s3, upload, 2, RequestBody.fromBytes(parts[1]));
      HalfSent third = new HalfSent(parts[2]);
      Attempt sender = Attempt.start(() -> put(s3, upload, 3, third.body()));
      third.awaitHalfWay();
      server.kill();
      third.goOn();
      sender.assertCutOff();
    }
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      S3Client s3 = clients.s3();
      assertThrows(
          NoSuchKeyException.class, () -> s3.headObject(r -> r.bucket(BUCKET).key("parts")));
      List<Part> kept = s3.listParts(r -> r.bucket(BUCKET).key("parts").uploadId(upload)).parts();
      assertEquals(List.of(1, 2), kept.stream().map(Part::partNumber).toList());
      String tag = put(s3, upload, 3, RequestBody.fromBytes(parts[2]));
      List<CompletedPart> all =
          List.of(
              completed(1, kept.get(0).eTag()),
              completed(2, kept.get(1).eTag()),
              completed(3, tag));
      s3.completeMultipartUpload(
          r -> r.bucket(BUCKET).key("parts").uploadId(upload).multipartUpload(m -> m.parts(all)));
      byte[] whole = new byte[3 * PART];
      for (int part = 0; part < 3; part++) {
        System.arraycopy(parts[part], 0, whole, part * PART, PART);
      }
      assertArrayEquals(whole, read(s3, "parts"));
    }
  }

  private static String put(S3Client s3, String upload, int number, RequestBody body) {
    return s3.uploadPart(
            r -> r.bucket(BUCKET).key("parts").uploadId(upload).partNumber(number), body)
        .eTag();
  }

  private static CompletedPart completed(int number, String tag) {
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private static byte[] read(S3Client s3, String key) {
    return s3.getObject(r -> r.bucket(BUCKET).key(key), ResponseTransformer.toBytes())
        .asByteArray();
  }

  private static byte[] content(long seed, int length) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }
}
