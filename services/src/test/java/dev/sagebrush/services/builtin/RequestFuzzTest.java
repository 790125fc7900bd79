package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.ModelServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged requests are answered, whatever they are. */
final class RequestFuzzTest {

  private static final int DAMAGED = 5_000;
  private static final String JSON =
      "{\"instances\": [{\"features\": [5.1, 3.5, 1.4, 0.2]}, {\"data\": {\"features\": {\"keys\":"
          + " [3, 0], \"shape\": [4], \"values\": [0.2, 5.1]}}}]}";

  @TempDir private Path root;

  @Test
  void everyRequestHasAnAnswer() throws Exception {
    List<String> rows = Tables.lines("iris", 0, 30);
    Map<String, byte[]> requests =
        Map.of(
            "text/csv", Tables.csv(Tables.features(rows)),
            "text/csv;label_size=1", Tables.csv(rows),
            "text/libsvm", Tables.libsvm(rows),
            "application/json", JSON.getBytes(StandardCharsets.UTF_8),
            "application/jsonlines", "{\"features\": [1,2,3,4]}\n".getBytes(StandardCharsets.UTF_8),
            "application/x-recordio-protobuf", Tables.recordIo(rows));
    SplittableRandom random = new SplittableRandom(2026);
    for (ModelServer server : List.of(boost(), clusters())) {
      Set<Integer> statuses = new TreeSet<>();
      requests.forEach((type, body) -> {
        for (int i = 0; i < DAMAGED; i++) {
          statuses.add(Talk.ask(server, type, "text/csv", damaged(body, random)).status());
        }
      });
      assertTrue(Set.of(200, 204, 400, 415).containsAll(statuses), statuses::toString);
      assertTrue(statuses.containsAll(Set.of(200, 400)), statuses::toString);
      server.close();
    }
  }

  private static byte[] damaged(byte[] good, SplittableRandom random) {
    byte[] body =
        Arrays.copyOf(good, random.nextInt(8) == 0 ? random.nextInt(good.length) : good.length);
    for (int change = random.nextInt(4); change > 0 && body.length > 0; change--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return body;
  }

  private ModelServer boost() throws Exception {
    Job job =
        new Job(root.resolve("boost"), "sagemaker-xgboost:1.7-1")
            .hyperparameters(
                Map.of("num_round", "2", "objective", "multi:softprob", "num_class", "3"))
            .channel("train", "text/csv", Tables.csv(Tables.lines("iris", 0, 1)));
    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));
    return job.serve(Map.of());
  }

  private ModelServer clusters() throws Exception {
    Job job =
        new Job(root.resolve("clusters"), "kmeans:1")
            .hyperparameters(Map.of("k", "3", "feature_dim", "4"))
            .channel("train", "text/csv", Tables.csv(Tables.lines("iris", 0, 1)));
    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));
    return job.serve(Map.of());
  }
}
