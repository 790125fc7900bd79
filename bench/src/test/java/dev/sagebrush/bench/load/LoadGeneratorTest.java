package dev.sagebrush.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

  private final byte[] body = "a,b\n".getBytes(StandardCharsets.US_ASCII);
  private PlainServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new PlainServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private byte[] post(String path) {
    return Requests.post(
        server.endpoint(), "test", path, Map.of("x-more", "1"), body, Instant.EPOCH);
  }

  @Test
  void countsWhatIsAnswered() throws Exception {
    List<byte[]> requests = List.of(post("/whole"));
    Load load =
        LoadGenerator.run(server.endpoint(), List.of(requests, requests), Duration.ofMillis(300));
    assertTrue(load.latencies().length > 0);
    assertTrue(load.latencies().length <= server.answers());
    assertEquals(load.latencies().length / 0.3, load.rate(), 1e-9);
    assertTrue(load.millis(0.5) > 0 && load.millis(0.5) <= load.millis(0.99));
    assertEquals(2, server.connections(), "each connection is kept");
  }

  @Test
  void readsEveryForm() throws Exception {
    try (Exchange exchange = new Exchange(server.endpoint())) {
      assertArrayEquals(body, exchange.call(post("/chunked")));
      assertArrayEquals(body, exchange.call(post("/whole")));
      assertEquals(0, exchange.call(post("/closing")).length);
      assertArrayEquals(body, exchange.call(post("/old")));
      assertArrayEquals(body, exchange.call(post("/whole")));
      assertEquals(3, server.connections(), "a closed connection is opened anew");
    }
  }

  @Test
  void aFailureEndsTheLoad() {
    List<List<byte[]>> requests = List.of(List.of(post("/failing")));
    IOException failed =
        assertThrows(
            IOException.class,
            () -> LoadGenerator.run(server.endpoint(), requests, Duration.ofMillis(100)));
    assertEquals("status 404: no such thing", failed.getCause().getMessage());
  }
}
