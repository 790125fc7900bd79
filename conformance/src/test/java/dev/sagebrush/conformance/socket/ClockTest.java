package dev.sagebrush.conformance.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.conformance.process.SdkClients;
import dev.sagebrush.conformance.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;

/** The clock of a server, moved on by root while an unmodified client goes by its own. */
@Timeout(60)
class ClockTest {

  @TempDir private Path folder;

  private static Answer clock(ServerProcess server, String method, String name, String value)
      throws IOException {
    SignedRequest request = new SignedRequest(method, "sagebrush").path("/_sagebrush/clock");
    if (!name.isEmpty()) {
      request.query(name, value);
    }
    return new Wire(server.port()).send(request.bytes(server.port()));
  }

  private static String created(SdkClients clients, String bucket) {
    try (S3Client s3 = clients.s3()) {
      s3.createBucket(request -> request.bucket(bucket));
      return s3.listBuckets().buckets().stream()
          .filter(one -> one.name().equals(bucket))
          .findFirst()
          .orElseThrow()
          .creationDate()
          .toString();
    }
  }

  @Test
  void itIsMovedOnAndKeptThroughARestart() throws IOException {
    Instant soon = Instant.now().plus(31, ChronoUnit.DAYS);
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      assertTrue(clock(server, "GET", "", "").body().contains("\"ahead\":\"0s\""));
      Answer moved = clock(server, "POST", "advance", "31d");
      assertTrue(moved.body().contains("\"ahead\":\"31d\""), moved.body());
      Instant created = Instant.parse(created(clients, "later"));
      assertTrue(created.isAfter(soon.minusSeconds(1)), "" + created);
      assertEquals(400, clock(server, "POST", "set", "2020-01-01T00:00:00Z").status());
      assertEquals(400, clock(server, "POST", "advance", "far").status());
      assertEquals(200, clock(server, "POST", "pin", "").status());
    }
    try (ServerProcess server = ServerProcess.start(folder)) {
      assertTrue(clock(server, "GET", "", "").body().contains("\"mode\":\"pinned\""));
      assertTrue(clock(server, "POST", "reset", "").body().contains("\"ahead\":\"0s\""));
    }
  }

  @Test
  void onlyRootMovesIt() throws IOException {
    try (ServerProcess server = ServerProcess.start(folder);
        SdkClients clients = new SdkClients(server.url())) {
      Wire wire = new Wire(server.port());
      String line = "POST /_sagebrush/clock?advance=1d HTTP/1.1\r\n";
      String head = "Host: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      assertEquals(403, wire.send(line + head).status());
      clients.iam().createUser(request -> request.userName("hand"));
      AccessKey key =
          clients.iam().createAccessKey(request -> request.userName("hand")).accessKey();
      SignedRequest byUser =
          new SignedRequest("POST", "sagebrush")
              .path("/_sagebrush/clock")
              .query("advance", "1d")
              .credentials(key.accessKeyId(), key.secretAccessKey());
      assertEquals(403, wire.send(byUser.bytes(server.port())).status());
      assertTrue(clock(server, "GET", "", "").body().contains("\"ahead\":\"0s\""));
    }
  }
}
