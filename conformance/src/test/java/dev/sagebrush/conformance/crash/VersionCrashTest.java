package dev.sagebrush.conformance.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.conformance.process.SdkClients;
import dev.sagebrush.conformance.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The server is killed while it keeps versions, and while a lifecycle runs. */
@Timeout(120)
final class VersionCrashTest {

  private static final String BUCKET = "versions";
  private static final int WRITERS = 4;
  private static final int KEYS = 3;
  private static final int ACKNOWLEDGED = 200;
  private static final int EXPIRING = 1200;

  @TempDir private Path folder;

  /** What every acknowledged version holds, by its id. */
  private final Map<String, String> versions = new ConcurrentSkipListMap<>();

  /** Acknowledged deletions: the ids of their markers. */
  private final Map<String, String> markers = new ConcurrentSkipListMap<>();

  @Test
  void everyAcknowledgedVersionIsKept() throws IOException, InterruptedException {
    for (int round = 0; round < 2; round++) {
      try (ServerProcess server = ServerProcess.start(folder);
          SdkClients clients = new SdkClients(server.url())) {
        if (round == 0) {
          clients.s3().createBucket(r -> r.bucket(BUCKET));
          clients
              .s3()
              .putBucketVersioning(r ->
                  r.bucket(BUCKET)
                      .versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        }
        CountDownLatch acknowledged = new CountDownLatch(ACKNOWLEDGED);
        List<Attempt> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          String name = round + "-" + writer;
          writers.add(Attempt.start(() -> rage(server.url(), name, acknowledged)));
        }
        acknowledged.await();
        server.kill();
        writers.forEach(Attempt::assertCutOff);
      }
    }
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      assertKept(clients.s3());
    }
  }

  private void rage(URI server, String name, CountDownLatch acknowledged) {
    try (SdkClients clients = new SdkClients(server);
        S3Client s3 = clients.s3()) {
      for (int write = 0; ; write++) {
        String key = "key-" + write % KEYS;
        String content = name + " wrote " + write;
        if (write % 7 == 6) {
          markers.put(s3.deleteObject(r -> r.bucket(BUCKET).key(key)).versionId(), key);
        } else {
          String version =
              s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(content))
                  .versionId();
          versions.put(version, content);
        }
        acknowledged.countDown();
      }
    }
  }

  private void assertKept(S3Client s3) {
    Map<String, String> found = new TreeMap<>();
    Map<String, Integer> latest = new TreeMap<>();
    List<String> foundMarkers = new ArrayList<>();
    s3.listObjectVersionsPaginator(r -> r.bucket(BUCKET).maxKeys(50))
        .forEach(page -> {
          page.versions()
              .forEach(version -> {
                found.put(version.versionId(), version.key());
                latest.merge(version.key(), version.isLatest() ? 1 : 0, Integer::sum);
              });
          page.deleteMarkers()
              .forEach(marker -> {
                foundMarkers.add(marker.versionId());
                latest.merge(marker.key(), marker.isLatest() ? 1 : 0, Integer::sum);
              });
        });
    latest.forEach((key, count) -> assertEquals(1, count, "latest versions of " + key));
    assertTrue(found.keySet().containsAll(versions.keySet()), "an acknowledged version is gone");
    assertTrue(foundMarkers.containsAll(markers.keySet()), "an acknowledged deletion is gone");
    int unacknowledged = found.size() - versions.size() + foundMarkers.size() - markers.size();
    assertTrue(unacknowledged <= 2 * WRITERS, unacknowledged + " versions nobody was told of");
    versions.forEach((version, content) ->
        assertEquals(
            content,
            s3.getObject(
                    r -> r.bucket(BUCKET).key(found.get(version)).versionId(version),
                    ResponseTransformer.toBytes())
                .asUtf8String()));
  }

  @Test
  void aLifecycleThatIsKilledGoesOn() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      S3Client s3 = clients.s3();
      s3.createBucket(r -> r.bucket(BUCKET));
      s3.putBucketLifecycleConfiguration(r ->
          r.bucket(BUCKET)
              .lifecycleConfiguration(c ->
                  c.rules(
                      LifecycleRule.builder()
                          .id("old")
                          .status(ExpirationStatus.ENABLED)
                          .filter(f -> f.prefix("old/"))
                          .expiration(e -> e.days(1))
                          .build())));
      IntStream.range(0, EXPIRING)
          .parallel()
          .forEach(i ->
              s3.putObject(
                  r -> r.bucket(BUCKET).key("old/" + i), RequestBody.fromString("old " + i)));
      s3.putObject(r -> r.bucket(BUCKET).key("kept"), RequestBody.fromString("kept"));
    }
    Files.writeString(folder.resolve("data").resolve("clock"), "sagebrush clock 1\nahead PT72H\n");
    for (int round = 0; round < 2; round++) {
      ServerProcess server = ServerProcess.start(folder);
      server.kill();
      server.close();
    }
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      S3Client s3 = clients.s3();
      List<String> keys;
      do {
        keys =
            s3.listObjectsV2(r -> r.bucket(BUCKET)).contents().stream().map(S3Object::key).toList();
      } while (keys.size() > 1);
      assertEquals(List.of("kept"), keys);
      assertEquals(
          "kept",
          s3.getObject(r -> r.bucket(BUCKET).key("kept"), ResponseTransformer.toBytes())
              .asUtf8String());
    }
  }
}
