package dev.sagebrush.wire.http;

import org.jspecify.annotations.Nullable;

/**
 * How the server listens.
 *
 * @param host address or name to bind
 * @param port to bind; 0 takes a free one
 * @param certificates where TLS gets its certificate, asked at the first TLS connection; null
 *     answers no TLS
 * @param limits what a client may cost
 * @param eventLoops threads that move bytes; handlers run elsewhere, so two carry a small machine
 */
public record HttpServerOptions(
    String host,
    int port,
    @Nullable CertificateSource certificates,
    HttpLimits limits,
    int eventLoops) {

  /** Loopback, a free port, clear text only, default limits. */
  public static HttpServerOptions defaults() {
    return new HttpServerOptions("127.0.0.1", 0, null, HttpLimits.defaults(), 2);
  }

  /** These options on another address. */
  public HttpServerOptions listen(String otherHost, int otherPort) {
    return new HttpServerOptions(otherHost, otherPort, certificates, limits, eventLoops);
  }

  /** These options with TLS on the same port. */
  public HttpServerOptions tls(CertificateSource source) {
    return new HttpServerOptions(host, port, source, limits, eventLoops);
  }

  /** These options with other limits. */
  public HttpServerOptions limits(HttpLimits other) {
    return new HttpServerOptions(host, port, certificates, other, eventLoops);
  }
}
