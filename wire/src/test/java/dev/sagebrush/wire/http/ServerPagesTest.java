package dev.sagebrush.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What wraps the API: health, metrics, cross-origin answers, the access log. */
class ServerPagesTest {

  @Test
  void healthAndMetricsAreServedBesideTheApi() throws Exception {
    ServerMetrics metrics = new ServerMetrics();
    AtomicBoolean ready = new AtomicBoolean();
    metrics.counter("sagebrush_made_up_total", "Made up.", "kind", "a\"b").add(3);
    metrics.histogram("sagebrush_time_seconds", "Time.").record(700_000);
    HttpHandler pages =
        new ServerPages("1.2", metrics, ready::get, TestServer.CLOCK, HttpServerTest::echo);
    try (TestServer server = new TestServer(pages);
        RawClient client = server.raw()) {
      RawClient.Answer health = client.send(get("/_sagebrush/health")).answer();
      assertEquals(503, health.status());
      ready.set(true);
      health = client.send(get("/_sagebrush/health")).answer();
      assertEquals("{\"status\":\"ready\",\"version\":\"1.2\",\"uptime\":0}\n", health.text());
      String text = client.send(get("/_sagebrush/metrics")).answer().text();
      assertTrue(text.contains("sagebrush_made_up_total{kind=\"a\\\"b\"} 3\n"), text);
      assertTrue(text.contains("sagebrush_time_seconds_bucket{le=\"5.0E-4\"} 0\n"), text);
      assertTrue(text.contains("sagebrush_time_seconds_bucket{le=\"0.001\"} 1\n"), text);
      assertTrue(text.contains("sagebrush_time_seconds_sum 7.0E-4\n"), text);
      assertEquals("GET /other? - ", client.send(get("/other")).answer().text());
      assertEquals(
          405,
          client.send("DELETE /_sagebrush/health HTTP/1.1\r\nHost: a\r\n\r\n").answer().status());
      assertEquals(
          1, server.metric("sagebrush_http_requests_total{protocol=\"http/1.1\",status=\"5xx\"}"));
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  @Test
  void allowedOriginsMayCallAndRead() throws Exception {
    HttpHandler bucket =
        request -> {
          HttpResponse response = HttpServerTest.echo(request);
          if (request.rawPath().equals("/own")) {
            response.headers().add("access-control-allow-origin", "https://own.example");
          }
          return response;
        };
    Cors.Rules rules =
        request ->
            request.rawPath().equals("/own")
                ? new HttpResponse(
                    200,
                    new Headers().add("access-control-allow-origin", "https://own.example"),
                    new Content.None(-1))
                : null;
    Cors cors = new Cors(Cors.LOCAL_ORIGINS, rules, bucket);
    HttpResponse preflight = cors.handle(request("OPTIONS", "/x", "http://localhost:5173"));
    assertEquals(204, preflight.status());
    assertEquals("http://localhost:5173", preflight.headers().get("access-control-allow-origin"));
    assertEquals("x-amz-date", preflight.headers().get("access-control-allow-headers"));
    assertEquals(
        403, cors.handle(request("OPTIONS", "/x", "http://localhost.evil.example")).status());
    assertEquals(403, cors.handle(request("OPTIONS", "/x", "http://localhost:80.evil")).status());
    assertEquals(200, cors.handle(request("OPTIONS", "/own", "https://evil.example")).status());
    assertEquals(
        "http://127.0.0.1:80",
        cors.handle(request("GET", "/x", "http://127.0.0.1:80"))
            .headers()
            .get("access-control-allow-origin"));
    assertFalse(
        cors.handle(request("GET", "/x", "https://evil.example"))
            .headers()
            .has("access-control-allow-origin"));
    assertEquals(
        List.of("https://own.example"),
        cors.handle(request("GET", "/own", "http://localhost"))
            .headers()
            .all("access-control-allow-origin"));
  }

  private static HttpRequest request(String method, String path, String origin) {
    Headers headers =
        new Headers()
            .add("origin", origin)
            .add("access-control-request-headers", "x-amz-date")
            .add("access-control-request-method", "PUT");
    return new HttpRequest(
        method, path, "", headers, java.io.InputStream.nullInputStream(), false, "::1", "id");
  }

  @Test
  void theAccessLogKeepsSecretsOut() {
    assertEquals(
        "X-Amz-Signature=*&list-type=2&prefix=*&acl&Action=a?b",
        AccessLog.redacted("X-Amz-Signature=abc&list-type=2&prefix=p&acl&Action=a\nb"));
  }
}
