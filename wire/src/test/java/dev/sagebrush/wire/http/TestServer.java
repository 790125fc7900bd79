package dev.sagebrush.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.kernel.Clock;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** A server on a free port whose buffers are all accounted for when it closes. */
final class TestServer implements AutoCloseable {

  static final Clock CLOCK =
      new Clock() {
        @Override
        public Instant now() {
          return Instant.parse("2026-01-05T06:07:08Z");
        }

        @Override
        public void sleep(Duration duration) {
          throw new UnsupportedOperationException("nothing in the server sleeps");
        }
      };

  final ServerMetrics metrics = new ServerMetrics();
  final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true, false);
  final HttpServer server;

  TestServer(HttpHandler handler) throws IOException {
    this(HttpServerOptions.defaults(), handler);
  }

  TestServer(HttpLimits limits, HttpHandler handler) throws IOException {
    this(HttpServerOptions.defaults().limits(limits), handler);
  }

  TestServer(HttpServerOptions options, HttpHandler handler) throws IOException {
    server = HttpServer.start(options, handler, metrics, CLOCK, buffers);
  }

  int port() {
    return server.port();
  }

  URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
  }

  RawClient raw() throws IOException {
    return new RawClient(port());
  }

  /** The value of a sample of the exposition. */
  long metric(String sample) {
    return metrics
        .exposition()
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToLong(line -> Long.parseLong(line.substring(sample.length() + 1)))
        .sum();
  }

  /** Stops, and fails when a buffer was not given back. */
  @Override
  public void close() {
    server.close();
    assertEquals(0, buffers.metric().usedDirectMemory(), "direct memory leaked");
    assertEquals(0, buffers.metric().usedHeapMemory(), "heap buffers leaked");
  }
}
