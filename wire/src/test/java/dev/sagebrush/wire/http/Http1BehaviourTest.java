package dev.sagebrush.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What HTTP/1.1 promises about connections, seen on the socket. */
class Http1BehaviourTest {

  private static final String GET = "GET /%s HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (TestServer server = new TestServer(HttpServerTest::echo);
        RawClient client = server.raw()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 500; i++) {
        requests.append("POST /").append(i).append(" HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n");
        requests.append("\r\nabc");
      }
      client.send(requests.toString());
      for (int i = 0; i < 500; i++) {
        assertEquals("POST /" + i + "? - abc", client.answer().text());
      }
    }
  }

  @Test
  void connectionsStayOrEndAsAsked() throws Exception {
    try (TestServer server = new TestServer(HttpServerTest::echo)) {
      try (RawClient client = server.raw()) {
        RawClient.Answer answer =
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").answer();
        assertTrue(answer.says("connection: close"));
        assertTrue(client.closed());
      }
      try (RawClient client = server.raw()) {
        assertTrue(client.send("GET / HTTP/1.0\r\n\r\n").answer().says("connection: close"));
        assertTrue(client.closed());
      }
      try (RawClient client = server.raw()) {
        String keep = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
        assertTrue(client.send(keep).answer().says("connection: keep-alive"));
        assertEquals(200, client.send(keep).answer().status());
      }
      try (RawClient client = server.raw()) {
        client.send(GET.formatted("half-closed"));
        client.socket.shutdownOutput();
        assertEquals("GET /half-closed? - ", client.answer().text());
        assertTrue(client.closed());
      }
    }
  }

  @Test
  void headHasTheLengthAndNoContent() throws Exception {
    try (TestServer server = new TestServer(HttpServerTest::echo);
        RawClient client = server.raw()) {
      client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + GET.formatted("y"));
      assertTrue(client.answer(false).says("content-length: 11"));
      assertEquals("GET /y? - ", client.answer().text());
    }
  }

  @Test
  void anEmptyBodyIsContinuedAtOnce() throws Exception {
    String put = "PUT /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n";
    HttpHandler refusal = request -> HttpResponse.of(403, new Headers(), new byte[0]);
    try (TestServer server = new TestServer(refusal);
        RawClient client = server.raw()) {
      for (int i = 0; i < 2; i++) {
        client.send(put);
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.head());
        assertEquals(403, client.answer().status());
      }
    }
  }

  @Test
  void continueIsSentWhenTheBodyIsWanted() throws Exception {
    String put = "PUT /%s HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
    HttpHandler handler =
        request ->
            request.rawPath().equals("/no")
                ? HttpResponse.of(403, new Headers(), new byte[0])
                : HttpServerTest.echo(request);
    try (TestServer server = new TestServer(handler)) {
      try (RawClient client = server.raw()) {
        client.send(put.formatted("yes"));
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.head());
        assertEquals("PUT /yes? - abc", client.send("abc").answer().text());
        assertEquals("GET /next? - ", client.send(GET.formatted("next")).answer().text());
      }
      try (RawClient client = server.raw()) {
        RawClient.Answer answer = client.send(put.formatted("no")).answer();
        assertEquals(403, answer.status());
        assertTrue(answer.says("connection: close"));
        assertTrue(client.closed());
      }
    }
  }

  @Test
  void whatIsLeftUnreadIsDrainedOrCutOff() throws Exception {
    HttpHandler handler = request -> HttpResponse.of(200, new Headers(), new byte[0]);
    try (TestServer server = new TestServer(handler)) {
      try (RawClient client = server.raw()) {
        String put = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n";
        for (int i = 0; i < 3; i++) {
          assertFalse(client.send(put).answer().says("connection: close"));
          client.send(new byte[100_000]);
        }
      }
      try (RawClient client = server.raw()) {
        client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
        assertTrue(client.answer().says("connection: close"));
        assertTrue(client.closed());
      }
    }
  }

  @Test
  void flushedContentArrivesBeforeTheRestIsWritten() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    HttpHandler handler =
        request ->
            new HttpResponse(
                200,
                new Headers(),
                new Content.Written(output -> {
                  output.write("first".getBytes(StandardCharsets.UTF_8));
                  output.flush();
                  assertTrue(seen.await(10, TimeUnit.SECONDS));
                  output.write("last".getBytes(StandardCharsets.UTF_8));
                }));
    try (TestServer server = new TestServer(handler)) {
      try (RawClient client = server.raw()) {
        assertTrue(client.send(GET.formatted("")).head().contains("chunked"));
        assertEquals("5", client.line());
        assertEquals("first", client.line());
        seen.countDown();
        assertEquals("4", client.line());
        assertEquals("last", client.line());
        assertEquals("0", client.line());
        assertEquals("", client.line());
        assertEquals("firstlast", client.send(GET.formatted("")).answer().text());
      }
      try (RawClient client = server.raw()) {
        RawClient.Answer answer = client.send("GET / HTTP/1.0\r\n\r\n").answer();
        assertEquals("firstlast", answer.text());
        assertFalse(answer.says("transfer-encoding"));
      }
    }
  }

  @Test
  void contentThatFailsHalfWayIsNeverTakenForWhole() throws Exception {
    AtomicLong closed = new AtomicLong();
    HttpHandler handler =
        request ->
            new HttpResponse(
                200,
                new Headers(),
                switch (request.rawPath()) {
                  case "/written" ->
                      new Content.Written(output -> {
                        output.write('x');
                        output.flush();
                        throw new IOException("the disk failed");
                      });
                  case "/early" ->
                      new Content.Written(output -> {
                        output.write('x');
                        throw new IOException("the disk failed");
                      });
                  default ->
                      new Content.Stream(
                          new ByteArrayInputStream(new byte[70_000]) {
                            @Override
                            public void close() {
                              closed.incrementAndGet();
                            }
                          },
                          100_000);
                });
    try (TestServer server = new TestServer(handler)) {
      for (String path : new String[] {"written", "short"}) {
        try (RawClient client = server.raw()) {
          client.send(GET.formatted(path));
          assertThrows(IOException.class, client::answer);
        }
      }
      try (RawClient client = server.raw()) {
        assertEquals(500, client.send(GET.formatted("early")).answer().status());
      }
      assertEquals(1, closed.get());
    }
  }

  @Test
  void aClientThatStopsReadingIsCut() throws Exception {
    HttpLimits limits =
        HttpLimits.defaults()
            .times(
                Duration.ofSeconds(9),
                Duration.ofSeconds(9),
                Duration.ofSeconds(9),
                Duration.ofMillis(300));
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    HttpHandler handler =
        request ->
            new HttpResponse(
                200,
                new Headers(),
                new Content.Written(output -> {
                  try {
                    for (int i = 0; i < 100_000; i++) {
                      output.write(new byte[10_000]);
                    }
                  } catch (IOException cut) {
                    seen.complete(cut);
                    throw cut;
                  }
                }));
    try (TestServer server = new TestServer(limits, handler);
        RawClient client = server.raw()) {
      client.send(GET.formatted(""));
      assertTrue(seen.get(10, TimeUnit.SECONDS) instanceof IOException);
    }
  }

  @Test
  void limitsOnConnectionsAndRequestsHold() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    HttpHandler handler =
        request -> {
          if (request.rawPath().equals("/wait")) {
            running.countDown();
            assertTrue(release.await(10, TimeUnit.SECONDS));
          }
          return HttpServerTest.echo(request);
        };
    HttpLimits limits = HttpLimits.defaults().concurrency(2, 10, 1);
    try (TestServer server = new TestServer(limits, handler);
        RawClient first = server.raw();
        RawClient second = server.raw()) {
      first.send(GET.formatted("wait"));
      assertTrue(running.await(10, TimeUnit.SECONDS));
      assertEquals(503, second.send(GET.formatted("more")).answer().status());
      try (RawClient third = server.raw()) {
        assertTrue(third.closed());
      }
      release.countDown();
      assertEquals("GET /wait? - ", first.answer().text());
      assertEquals(2, server.metric("sagebrush_http_refused_total"));
    }
  }

  @Test
  void aStopLetsRequestsFinish() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    HttpHandler handler =
        request -> {
          running.countDown();
          assertTrue(release.await(10, TimeUnit.SECONDS));
          return HttpServerTest.echo(request);
        };
    try (TestServer server = new TestServer(handler);
        RawClient busy = server.raw();
        RawClient idle = server.raw()) {
      busy.send(GET.formatted("last"));
      assertTrue(running.await(10, TimeUnit.SECONDS));
      Thread stopping = Thread.ofVirtual().start(server.server::close);
      assertTrue(idle.closed());
      release.countDown();
      RawClient.Answer answer = busy.answer();
      assertEquals("GET /last? - ", answer.text());
      assertTrue(answer.says("connection: close"));
      assertTrue(stopping.join(Duration.ofSeconds(10)));
      assertThrows(IOException.class, server::raw);
    }
  }
}
