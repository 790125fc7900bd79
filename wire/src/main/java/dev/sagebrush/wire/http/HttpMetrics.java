package dev.sagebrush.wire.http;

import java.util.concurrent.atomic.AtomicInteger;

/** What the HTTP server counts about itself. */
final class HttpMetrics {

  /** Requests answered over one protocol. */
  record Protocol(String name, ServerMetrics.Counter[] statuses, ServerMetrics.Histogram latency) {}

  final Protocol http1;
  final Protocol http2;
  final ServerMetrics.Counter accepted;
  final ServerMetrics.Counter refused;
  final ServerMetrics.Counter malformed;
  final ServerMetrics.Counter aborted;
  final ServerMetrics.Counter bytesIn;
  final ServerMetrics.Counter bytesOut;

  /** Exact, because it is also the bound on requests at once. */
  final AtomicInteger inFlight = new AtomicInteger();

  HttpMetrics(ServerMetrics metrics, AtomicInteger open) {
    http1 = protocol(metrics, "http/1.1");
    http2 = protocol(metrics, "h2");
    accepted = metrics.counter("sagebrush_http_connections_total", "Connections accepted.");
    refused =
        metrics.counter(
            "sagebrush_http_refused_total", "Connections and requests refused at a limit.");
    malformed = metrics.counter("sagebrush_http_malformed_total", "Requests that were no HTTP.");
    aborted =
        metrics.counter(
            "sagebrush_http_aborted_total", "Answers cut off by either side after their head.");
    bytesIn = metrics.counter("sagebrush_http_request_bytes_total", "Content bytes of requests.");
    bytesOut =
        metrics.counter("sagebrush_http_response_bytes_total", "Content bytes of responses.");
    metrics.gauge("sagebrush_http_connections", "Connections open.", open::get);
    metrics.gauge("sagebrush_http_requests_in_flight", "Requests being answered.", inFlight::get);
  }

  private static Protocol protocol(ServerMetrics metrics, String name) {
    ServerMetrics.Counter[] statuses = new ServerMetrics.Counter[6];
    for (int hundreds = 1; hundreds < statuses.length; hundreds++) {
      statuses[hundreds] =
          metrics.counter(
              "sagebrush_http_requests_total",
              "Requests answered.",
              "protocol",
              name,
              "status",
              hundreds + "xx");
    }
    return new Protocol(
        name,
        statuses,
        metrics.histogram(
            "sagebrush_http_request_duration_seconds",
            "From the request head to the end of the response.",
            "protocol",
            name));
  }

  /** Counts one answer. */
  void answered(Protocol protocol, int status, long in, long out, long nanos) {
    protocol.statuses()[Math.clamp(status / 100, 1, 5)].increment();
    protocol.latency().record(nanos);
    bytesIn.add(in);
    bytesOut.add(out);
  }
}
