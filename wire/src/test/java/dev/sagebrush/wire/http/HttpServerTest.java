package dev.sagebrush.wire.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a well-behaved client sees, over HTTP/1.1 and over HTTP/2 reached by upgrade. */
class HttpServerTest {

  private static final byte[] LARGE = new byte[3_000_017];

  static {
    new Random(7).nextBytes(LARGE);
  }

  /** Answers with what was asked: line, headers that matter, and body. */
  static HttpResponse echo(dev.sagebrush.wire.http.HttpRequest request) throws Exception {
    byte[] body = request.body().readAllBytes();
    String text =
        request.method()
            + ' '
            + request.rawPath()
            + '?'
            + request.rawQuery()
            + ' '
            + request.headers().get("x-note", "-")
            + ' '
            + new String(body, StandardCharsets.UTF_8);
    return HttpResponse.of(
        200, new Headers().add("x-request", request.id()), text.getBytes(StandardCharsets.UTF_8));
  }

  /** A client that has reached its version: the first request, without body, upgrades to HTTP/2. */
  private static HttpClient client(HttpClient.Version version, TestServer server) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(version).build();
    var answer =
        client.send(
            HttpRequest.newBuilder(server.uri("/first")).build(), BodyHandlers.discarding());
    assertEquals(version, answer.version());
    return client;
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void answersManyRequests(HttpClient.Version version) throws Exception {
    try (TestServer server = new TestServer(HttpServerTest::echo);
        HttpClient client = client(version, server)) {
      for (int i = 0; i < 20; i++) {
        var answer =
            client.send(
                HttpRequest.newBuilder(server.uri("/a//b/../%2F%20?x=" + i))
                    .header("X-Note", "n" + i)
                    .POST(HttpRequest.BodyPublishers.ofString("body" + i))
                    .build(),
                BodyHandlers.ofString());
        assertEquals("POST /a//b/../%2F%20?x=" + i + " n" + i + " body" + i, answer.body());
        assertEquals(200, answer.statusCode());
        assertEquals(version, answer.version());
        assertEquals("Mon, 05 Jan 2026 06:07:08 GMT", answer.headers().firstValue("date").get());
        assertTrue(answer.headers().firstValue("x-request").get().matches("[0-9a-f-]{36}"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void streamsEveryKindOfContent(HttpClient.Version version, @TempDir Path folder)
      throws Exception {
    Path file = Files.write(folder.resolve("large"), LARGE);
    AtomicInteger released = new AtomicInteger();
    HttpHandler handler =
        request ->
            new HttpResponse(
                200,
                new Headers(),
                switch (request.rawPath()) {
                  case "/first" -> new Content.Bytes(new byte[0]);
                  case "/bytes" -> new Content.Bytes(LARGE);
                  case "/file" -> {
                    FileChannel channel = FileChannel.open(file);
                    yield new Content.FileStretch(
                        channel, new FileBody(channel, 5, LARGE.length - 9, released));
                  }
                  case "/stream" ->
                      new Content.Stream(new ByteArrayInputStream(LARGE), LARGE.length);
                  case "/written" ->
                      new Content.Written(output -> {
                        output.write(LARGE, 0, 100);
                        output.flush();
                        output.write(LARGE, 100, LARGE.length - 100);
                      });
                  default -> new Content.Written(output -> output.write('x'));
                });
    try (TestServer server = new TestServer(handler);
        HttpClient client = client(version, server)) {
      for (String path : new String[] {"/bytes", "/stream", "/written"}) {
        var answer =
            client.send(
                HttpRequest.newBuilder(server.uri(path)).build(), BodyHandlers.ofByteArray());
        assertArrayEquals(LARGE, answer.body(), path);
        assertEquals(
            path.equals("/written") ? "" : String.valueOf(LARGE.length),
            answer.headers().firstValue("content-length").orElse(""));
      }
      var stretch =
          client.send(
              HttpRequest.newBuilder(server.uri("/file")).build(), BodyHandlers.ofByteArray());
      assertArrayEquals(Arrays.copyOfRange(LARGE, 5, LARGE.length - 4), stretch.body());
      var small =
          client.send(
              HttpRequest.newBuilder(server.uri("/small")).build(), BodyHandlers.ofString());
      assertEquals("x", small.body());
      assertEquals("1", small.headers().firstValue("content-length").get());
      var head =
          client.send(
              HttpRequest.newBuilder(server.uri("/file")).HEAD().build(), BodyHandlers.ofString());
      assertEquals(LARGE.length - 9, head.headers().firstValueAsLong("content-length").getAsLong());
      assertEquals(2, released.get());
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void receivesALargeBody(HttpClient.Version version) throws Exception {
    HttpHandler handler =
        request -> {
          byte[] body = request.body().readAllBytes();
          return HttpResponse.of(
              Arrays.equals(body, LARGE) ? 200 : 500, new Headers(), new byte[0]);
        };
    try (TestServer server = new TestServer(handler);
        HttpClient client = client(version, server)) {
      for (int i = 0; i < 3; i++) {
        var answer =
            client.send(
                HttpRequest.newBuilder(server.uri("/"))
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(LARGE))
                    .build(),
                BodyHandlers.discarding());
        assertEquals(200, answer.statusCode());
      }
      // The client may have its answer a moment before the server has counted the request.
      while (server.metric("sagebrush_http_request_bytes_total") < 3L * LARGE.length) {
        Thread.onSpinWait();
      }
      assertEquals(3L * LARGE.length, server.metric("sagebrush_http_request_bytes_total"));
    }
  }

  @Test
  void failsWithAPlain500WhenTheHandlerFails() throws Exception {
    HttpHandler handler =
        request -> {
          throw new IllegalStateException("broken on purpose");
        };
    try (TestServer server = new TestServer(handler);
        RawClient client = server.raw()) {
      for (int i = 0; i < 2; i++) {
        RawClient.Answer answer = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").answer();
        assertEquals(500, answer.status());
        assertFalse(answer.text().contains("purpose"));
      }
    }
  }
}
