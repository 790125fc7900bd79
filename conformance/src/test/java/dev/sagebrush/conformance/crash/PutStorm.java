package dev.sagebrush.conformance.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.conformance.process.SdkClients;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Writers that put objects as fast as they are let, each on its own keys, over and over, until the
 * server is gone. Each remembers what was acknowledged and what was under way. What an object holds
 * follows from its writer and the number of the write, so that it can be told later.
 */
final class PutStorm {

  private static final int KEYS = 40;
  private static final int LARGEST = 200_000;

  private final String bucket;
  private final List<Writer> writers = new ArrayList<>();

  PutStorm(String bucket, int connections) {
    this.bucket = bucket;
    for (int writer = 0; writer < connections; writer++) {
      writers.add(new Writer(writer));
    }
  }

  /** Rages until the server is gone; the latch counts what is acknowledged. */
  List<Attempt> rage(URI server, CountDownLatch acknowledged) {
    return writers.stream()
        .map(writer -> Attempt.start(() -> writer.rage(server, acknowledged)))
        .toList();
  }

  /** Asserts that every acknowledged object is there, whole, and no other. */
  void assertKept(S3Client s3) {
    TreeMap<String, Long> sizes = new TreeMap<>();
    s3.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
        .forEach((S3Object found) -> sizes.put(found.key(), found.size()));
    int acknowledged = 0;
    for (Writer writer : writers) {
      acknowledged += writer.acknowledged.size();
      writer.assertKept(s3, sizes);
    }
    assertTrue(acknowledged > 0, "nothing was acknowledged");
    assertEquals(Map.of(), sizes, "objects that nobody put");
  }

  private static byte[] content(int writer, int write) {
    Random random = new Random(writer * 1_000_003L + write);
    byte[] content = new byte[random.nextInt(4) == 0 ? random.nextInt(LARGEST) : 4096];
    random.nextBytes(content);
    return content;
  }

  private final class Writer {
    final int number;
    final Map<String, Integer> acknowledged = new TreeMap<>();
    String underWay = "";
    int write;

    Writer(int number) {
      this.number = number;
    }

    void rage(URI server, CountDownLatch latch) {
      try (SdkClients clients = new SdkClients(server);
          S3Client s3 = clients.s3()) {
        while (true) {
          write++;
          underWay = "writer-" + number + "/" + write % KEYS;
          s3.putObject(
              request -> request.bucket(bucket).key(underWay),
              RequestBody.fromBytes(content(number, write)));
          acknowledged.put(underWay, write);
          latch.countDown();
        }
      }
    }

    void assertKept(S3Client s3, Map<String, Long> sizes) {
      acknowledged.forEach((key, write) -> {
        assertTrue(sizes.containsKey(key), key + " was acknowledged and is not listed");
        if (!key.equals(underWay)) {
          assertArrayEquals(content(number, write), read(s3, key), key);
          assertEquals(content(number, write).length, sizes.remove(key), key);
        }
      });
      if (sizes.remove(underWay) != null) {
        settle(read(s3, underWay));
      }
    }

    /** What was under way is whole, or what was there before; either is now the truth. */
    private void settle(byte[] found) {
      if (Arrays.equals(found, content(number, write))) {
        acknowledged.put(underWay, write);
        return;
      }
      Integer before = acknowledged.get(underWay);
      assertTrue(before != null, underWay + " is half of what was put");
      assertArrayEquals(content(number, before), found, underWay);
    }

    private byte[] read(S3Client s3, String key) {
      return s3.getObject(request -> request.bucket(bucket).key(key), ResponseTransformer.toBytes())
          .asByteArray();
    }
  }
}
