package dev.sagebrush.conformance.socket;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.conformance.process.SdkClients;
import dev.sagebrush.conformance.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with a bucket; it must be in good health after whatever it was sent. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SocketTest {

  static final String BUCKET = "awkward";

  private ServerProcess server;
  private Wire wire;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    server = ServerProcess.start(folder);
    wire = new Wire(server.port());
    try (SdkClients clients = new SdkClients(server.url())) {
      clients.s3().createBucket(request -> request.bucket(BUCKET));
    }
  }

  @AfterAll
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void isHealthy() throws IOException {
    assertTrue(wire.healthy());
  }

  final ServerProcess server() {
    return server;
  }

  final Wire wire() {
    return wire;
  }

  final Answer send(SignedRequest request) throws IOException {
    return wire.send(request.bytes(server.port()));
  }
}
