package dev.sagebrush.wire.http;

import dev.sagebrush.kernel.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * What the server says about itself, beside the API: {@code /_sagebrush/health} and {@code
 * /_sagebrush/metrics}. No bucket name can begin with an underscore, so no S3 path is taken away.
 */
public final class ServerPages implements HttpHandler {

  private static final String PREFIX = "/_sagebrush/";

  private final String version;
  private final ServerMetrics metrics;
  private final BooleanSupplier ready;
  private final Clock clock;
  private final Instant started;
  private final HttpHandler next;

  /**
   * Wraps a handler.
   *
   * @param ready whether requests can be served: {@code status} is then {@code ready} (200), else
   *     {@code starting} (503)
   */
  public ServerPages(
      String version, ServerMetrics metrics, BooleanSupplier ready, Clock clock, HttpHandler next) {
    this.version = version;
    this.metrics = metrics;
    this.ready = ready;
    this.clock = clock;
    this.started = clock.now();
    this.next = next;
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws Exception {
    if (!request.rawPath().startsWith(PREFIX)) {
      return next.handle(request);
    }
    boolean health = request.rawPath().equals("/_sagebrush/health");
    boolean numbers = request.rawPath().equals("/_sagebrush/metrics");
    if (!health && !numbers) {
      return next.handle(request);
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      HttpResponse refusal = Exchange.plain(405, "Only GET and HEAD are served here.");
      refusal.headers().add("allow", "GET, HEAD");
      return refusal;
    }
    return health ? health() : page(200, "text/plain; version=0.0.4", metrics.exposition());
  }

  private HttpResponse health() {
    boolean up = ready.getAsBoolean();
    long uptime = Duration.between(started, clock.now()).toSeconds();
    String json =
        "{\"status\":\""
            + (up ? "ready" : "starting")
            + "\",\"version\":\""
            + version
            + "\",\"uptime\":"
            + uptime
            + "}\n";
    return page(up ? 200 : 503, "application/json", json);
  }

  private static HttpResponse page(int status, String type, String text) {
    return HttpResponse.of(
        status,
        new Headers().add("content-type", type).add("cache-control", "no-store"),
        text.getBytes(StandardCharsets.UTF_8));
  }
}
