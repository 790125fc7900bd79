package dev.sagebrush.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS on the same port, with the certificate the server makes for itself. */
class TlsTest {

  private static SSLContext trusting(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void speaksBothVersionsToAClientThatTrustsTheAuthority(
      HttpClient.Version version, @TempDir Path folder) throws Exception {
    OwnCertificate own =
        new OwnCertificate(folder, OwnCertificate.localNames("us-east-1"), TestServer.CLOCK);
    own.files();
    byte[] large = new byte[2_000_003];
    HttpHandler handler =
        request ->
            request.method().equals("PUT")
                ? HttpResponse.of(200, new Headers(), request.body().readAllBytes())
                : HttpServerTest.echo(request);
    try (TestServer server = new TestServer(HttpServerOptions.defaults().tls(own), handler);
        HttpClient client =
            HttpClient.newBuilder().version(version).sslContext(trusting(own.authority())).build();
        RawClient clear = server.raw()) {
      for (String host : new String[] {"localhost", "127.0.0.1"}) {
        URI uri = URI.create("https://" + host + ":" + server.port() + "/secret");
        var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertEquals("GET /secret? - ", answer.body());
        assertEquals(version, answer.version());
        var echoed =
            client.send(
                HttpRequest.newBuilder(uri)
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(large))
                    .build(),
                BodyHandlers.ofByteArray());
        assertEquals(large.length, echoed.body().length);
      }
      assertEquals(200, clear.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").answer().status());
    }
  }

  @Test
  void theCertificateIsKeptUntilItsNamesChange(@TempDir Path folder) throws Exception {
    List<String> names = List.of("localhost", "127.0.0.1", "::1");
    OwnCertificate own = new OwnCertificate(folder, names, TestServer.CLOCK);
    CertificateFiles files = own.files();
    String authority = Files.readString(own.authority());
    String first = Files.readString(files.chain());
    own.files();
    assertEquals(first, Files.readString(files.chain()));
    new OwnCertificate(folder, List.of("localhost", "other.example"), TestServer.CLOCK).files();
    assertNotEquals(first, Files.readString(files.chain()));
    assertEquals(authority, Files.readString(own.authority()));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())));
  }

  @Test
  void tlsThatIsOffEndsTheConnection() throws Exception {
    try (TestServer server = new TestServer(HttpServerTest::echo);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/")).build();
      assertThrows(IOException.class, () -> client.send(request, BodyHandlers.discarding()));
      assertTrue(server.metric("sagebrush_http_connections_total") > 0);
    }
  }
}
