package dev.sagebrush.conformance.eventstreams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithBidirectionalStreamInput;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithBidirectionalStreamResponseHandler;

/**
 * The AWS SDK for Java talks to the server in signed event streams, and says the next thing only
 * when it has heard the answer to the last: over HTTP/1.1, HTTP/2 by prior knowledge, and HTTP/2
 * agreed upon in TLS.
 */
class BothWaysTest {

  private enum Way {
    HTTP_1_1(Protocol.HTTP1_1, false),
    HTTP_2(Protocol.HTTP2, false),
    HTTP_2_OVER_TLS(Protocol.HTTP2, true);

    private final Protocol protocol;
    private final boolean secure;

    Way(Protocol protocol, boolean secure) {
      this.protocol = protocol;
      this.secure = secure;
    }
  }

  /** Shared, since a client that has its own waits for seconds when it is closed. */
  private static SdkEventLoopGroup loops;

  private EchoServer server;

  @BeforeAll
  static void start() {
    loops = SdkEventLoopGroup.builder().numberOfThreads(2).build();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    var end = loops.eventLoopGroup().shutdownGracefully(0, 5, TimeUnit.SECONDS);
    assertTrue(end.await(10, TimeUnit.SECONDS), "the client's threads go on");
  }

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    server = new EchoServer(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private BedrockRuntimeAsyncClient client(Way way, String secret) throws Exception {
    NettyNioAsyncHttpClient.Builder http = NettyNioAsyncHttpClient.builder().protocol(way.protocol);
    if (way.secure) {
      TrustManager[] trusted = trusting(server.certificate.authority());
      http.protocolNegotiation(ProtocolNegotiation.ALPN).tlsTrustManagersProvider(() -> trusted);
    }
    return BedrockRuntimeAsyncClient.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", secret)))
        .endpointOverride(
            URI.create((way.secure ? "https" : "http") + "://localhost:" + server.port()))
        .overrideConfiguration(all -> all.retryStrategy(retries -> retries.maxAttempts(1)))
        .httpClientBuilder(http)
        .build();
  }

  private static TrustManager[] trusting(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  /** Says each text once the one before is answered; what was heard, at the end. */
  private static List<String> talk(BedrockRuntimeAsyncClient client, List<String> texts)
      throws Exception {
    Turns turns = new Turns(texts.stream().map(BothWaysTest::chunk).toList());
    List<String> heard = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> end =
        client.invokeModelWithBidirectionalStream(
            request -> request.modelId("echo"),
            turns,
            InvokeModelWithBidirectionalStreamResponseHandler.builder()
                .subscriber(
                    InvokeModelWithBidirectionalStreamResponseHandler.Visitor.builder()
                        .onChunk(part -> {
                          heard.add(part.bytes().asUtf8String());
                          turns.next();
                        })
                        .build())
                .build());
    end.get(30, TimeUnit.SECONDS);
    return heard;
  }

  private static InvokeModelWithBidirectionalStreamInput chunk(String text) {
    return InvokeModelWithBidirectionalStreamInput.chunkBuilder()
        .bytes(SdkBytes.fromUtf8String(text))
        .build();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void eventsGoBothWaysInTurns(Way way) throws Exception {
    try (BedrockRuntimeAsyncClient client = client(way, "test")) {
      assertEquals(List.of("ONE", "TWO", "THREE"), talk(client, List.of("one", "two", "three")));
      assertEquals(List.of("AGAIN"), talk(client, List.of("again")));
    }
  }

  @Test
  void anErrorEndsTheStream() throws Exception {
    try (BedrockRuntimeAsyncClient client = client(Way.HTTP_2, "test")) {
      ExecutionException failed =
          assertThrows(ExecutionException.class, () -> talk(client, List.of("one", "stop", "two")));
      BedrockRuntimeException cause =
          assertInstanceOf(BedrockRuntimeException.class, failed.getCause());
      assertEquals("told to stop", cause.awsErrorDetails().errorMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aWrongKeyIsRefused(Way way) throws Exception {
    try (BedrockRuntimeAsyncClient client = client(way, "wrong")) {
      ExecutionException failed =
          assertThrows(ExecutionException.class, () -> talk(client, List.of("one")));
      BedrockRuntimeException cause =
          assertInstanceOf(BedrockRuntimeException.class, failed.getCause());
      assertEquals("InvalidSignatureException", cause.awsErrorDetails().errorCode());
      assertEquals(403, cause.statusCode());
    }
  }
}
