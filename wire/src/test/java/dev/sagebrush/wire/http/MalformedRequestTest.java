package dev.sagebrush.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.ServiceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers send. */
class MalformedRequestTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | POST / HTTP/1.1;Host: a;Content-Length: 3;Content-Length: 4;;abcd",
        "400 | POST / HTTP/1.1;Host: a;Content-Length: 3;Content-Length: 3;;abc",
        "400 | POST / HTTP/1.1;Host: a;Content-Length: 3, 3;;abc",
        "400 | POST / HTTP/1.1;Host: a;Content-Length: -1;;",
        "400 | POST / HTTP/1.1;Host: a;Content-Length: +1;;a",
        "400 | POST / HTTP/1.1;Host: a;Content-Length: 3;Transfer-Encoding: chunked;;0;;",
        "400 | POST / HTTP/1.1;Host: a;Transfer-Encoding: gzip;;0;;",
        "400 | POST / HTTP/1.1;Host: a;Transfer-Encoding: chunked, identity;;0;;",
        "400 | POST / HTTP/1.0;Host: a;Transfer-Encoding: chunked;;0;;",
        "400 | POST / HTTP/1.1;Host: a;Transfer-Encoding: chunked;;xyz;;",
        "400 | POST / HTTP/1.1;Host: a;Transfer-Encoding: chunked;;-5;hello;0;;",
        "400 | POST / HTTP/1.1;Host: a;Transfer-Encoding: chunked;;3;helloooo;0;;",
        "400 | GET / HTTP/1.1;;",
        "400 | GET / HTTP/1.1;Host: a;Host: b;;",
        "400 | GET / HTTP/1.1;Host: a;Bad Name: b;;",
        "400 | GET nowhere HTTP/1.1;Host: a;;",
        "400 | GET;;",
        "400 | get / HTTP/1.1;Host: a;;",
        "405 | CONNECT a:1 HTTP/1.1;Host: a;;",
        "505 | GET / HTTP/1.2;Host: a;;",
        "400 | hello;;",
      })
  void isAnsweredAndCutOff(int status, String lines) throws Exception {
    try (TestServer server = new TestServer(HttpServerTest::echo);
        RawClient client = server.raw()) {
      RawClient.Answer answer = client.send(lines.replace(";", "\r\n")).answer();
      assertEquals(status, answer.status(), answer.head());
      assertTrue(answer.says("connection: close"), answer.head());
      assertTrue(client.closed());
    }
  }

  @Test
  void largeHeadsAreRefused() throws Exception {
    String many = "X-A: b\r\n".repeat(300);
    try (TestServer server = new TestServer(HttpServerTest::echo)) {
      assertEquals(414, status(server, "GET /" + "a".repeat(17_000) + " HTTP/1.1\r\nHost: a"));
      assertEquals(431, status(server, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(66_000)));
      assertEquals(431, status(server, "GET / HTTP/1.1\r\nHost: a\r\n" + many + "X: y"));
      assertEquals(200, status(server, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(60_000)));
    }
  }

  private static int status(TestServer server, String head) throws IOException {
    try (RawClient client = server.raw()) {
      return client.send(head + "\r\n\r\n").answer().status();
    }
  }

  @Test
  void slowHeadsAndIdleConnectionsEnd() throws Exception {
    HttpLimits limits = HttpLimits.defaults().times(SHORT, SHORT, SHORT, SHORT);
    try (TestServer server = new TestServer(limits, HttpServerTest::echo);
        RawClient silent = server.raw();
        RawClient slow = server.raw();
        RawClient idle = server.raw()) {
      slow.send("GET / HTTP/1.1\r\nHos");
      assertEquals(200, idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").answer().status());
      assertTrue(idle.closed());
      assertTrue(slow.closed());
      assertTrue(silent.closed());
    }
  }

  @Test
  void aStalledBodyIsToldAndAHalfBodyIsNot() throws Exception {
    HttpLimits limits = HttpLimits.defaults().times(Duration.ofSeconds(5), SHORT, SHORT, SHORT);
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    HttpHandler handler =
        request -> {
          try {
            return HttpServerTest.echo(request);
          } catch (IOException | ServiceException failed) {
            seen.complete(failed);
            throw failed;
          }
        };
    try (TestServer server = new TestServer(limits, handler);
        RawClient stalled = server.raw()) {
      RawClient.Answer answer =
          stalled.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc").answer();
      assertEquals(400, answer.status());
      assertTrue(answer.text().startsWith("RequestTimeout"), answer.text());
    }
    CompletableFuture<Throwable> gone = new CompletableFuture<>();
    HttpHandler reader =
        request -> {
          try {
            return HttpServerTest.echo(request);
          } catch (IOException failed) {
            gone.complete(failed);
            throw failed;
          }
        };
    try (TestServer server = new TestServer(reader)) {
      try (RawClient half = server.raw()) {
        half.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
      }
      assertTrue(gone.get(10, TimeUnit.SECONDS) instanceof IOException);
    }
    assertTrue(seen.get(10, TimeUnit.SECONDS) instanceof ServiceException);
  }

  @Test
  void randomBytesNeitherHangNorLeak() throws Exception {
    Random random = new Random(11);
    String[] words = {
      "GET ",
      "POST ",
      "/",
      " HTTP/1.1\r\n",
      "Host: a\r\n",
      "\r\n",
      "Content-Length: ",
      "5",
      "Transfer-Encoding: chunked\r\n",
      "0\r\n\r\n",
      "Expect: 100-continue\r\n",
      "\n",
      "\0",
      "abc",
      "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "\u0016\u0003\u0001",
      ": ",
      "http://x/",
      "\0\0\u0004\u0004\0\0\0\0\0"
    };
    try (TestServer server = new TestServer(HttpServerTest::echo)) {
      for (int round = 0; round < 300; round++) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(12) + 1;
        for (int i = 0; i < count; i++) {
          text.append(words[random.nextInt(words.length)]);
        }
        try (RawClient client = server.raw()) {
          client.send(text.toString());
          client.socket.shutdownOutput();
          drain(client);
        }
      }
      assertEquals(200, status(server, "GET / HTTP/1.1\r\nHost: a"));
      assertFalse(server.metric("sagebrush_http_malformed_total") == 0);
    }
  }

  private static void drain(RawClient client) {
    try {
      client.in().readAllBytes();
    } catch (IOException reset) {
      assertTrue(String.valueOf(reset.getMessage()).contains("reset"), reset.getMessage());
    }
  }
}
