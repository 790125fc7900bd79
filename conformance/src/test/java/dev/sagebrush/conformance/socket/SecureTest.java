package dev.sagebrush.conformance.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** TLS by the server's own authority, and HTTP/2 on the same port. */
final class SecureTest extends SocketTest {

  private SSLContext trustingTheServersAuthority() throws GeneralSecurityException, IOException {
    isNotTrustedByThoseWhoDoNotKnowIt(); // its certificate is made when it is first asked for
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(server().data().resolve("tls/ca.pem"))) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private HttpRequest health(String scheme) {
    return HttpRequest.newBuilder(
            URI.create(scheme + "://localhost:" + server().port() + "/_sagebrush/health"))
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  @Test
  void speaksHttp2OverTls() throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(trustingTheServersAuthority()).build()) {
      HttpResponse<String> first =
          client.send(health("https"), HttpResponse.BodyHandlers.ofString());
      assertEquals(200, first.statusCode());
      assertEquals(HttpClient.Version.HTTP_2, first.version());
      var many =
          IntStream.range(0, 100)
              .mapToObj(
                  n -> client.sendAsync(health("https"), HttpResponse.BodyHandlers.ofString()))
              .toList();
      for (var answer : many) {
        assertEquals(200, answer.get(20, TimeUnit.SECONDS).statusCode());
      }
    }
  }

  @Test
  void speaksHttp1OverTls() throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trustingTheServersAuthority())
            .build()) {
      HttpResponse<String> answer =
          client.send(health("https"), HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode());
      assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
    }
  }

  @Test
  void isNotTrustedByThoseWhoDoNotKnowIt() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThrows(
          SSLHandshakeException.class,
          () -> client.send(health("https"), HttpResponse.BodyHandlers.ofString()));
    }
  }
}
