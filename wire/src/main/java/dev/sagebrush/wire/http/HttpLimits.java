package dev.sagebrush.wire.http;

import java.time.Duration;

/**
 * What a stranger may cost the server. Every bound is enforced before anything of that size is
 * held.
 *
 * @param requestLineBytes method, target and version together; longer is answered 414
 * @param headerBytes all field lines together (names, values, separators); longer is answered 431.
 *     S3 allows 8 KiB of header fields; other services send session tokens of several KiB
 * @param headerCount field lines; more is answered 431
 * @param connections open at once; a further one is closed as soon as it is accepted
 * @param streamsPerConnection HTTP/2 streams open at once on a connection (announced in SETTINGS)
 * @param requests being answered at once over all connections; a further one is answered 503
 * @param headTime from the first byte of a request head (or, on a new connection, from the accept)
 *     to its end: the bound on slow clients
 * @param idleTime a connection may wait for its next request
 * @param bodyStall a handler waits for the next byte of a body before reading fails
 * @param writeStall a response makes no progress before the connection is cut
 * @param drainTime spent reading what a handler left unread, or on a client that goes on sending
 *     after its connection was refused
 * @param drainBytes of unread body that are read away to keep a connection; more closes it
 * @param bufferBytes held per request in each direction while one side is slower than the other
 * @param resetsPerWindow HTTP/2 stream resets by the client in thirty seconds before the connection
 *     is closed (CVE-2023-44487, "rapid reset")
 * @param controlsPerWindow HTTP/2 PING and SETTINGS frames in ten seconds before the connection is
 *     closed (CVE-2019-9512, CVE-2019-9515)
 */
public record HttpLimits(
    int requestLineBytes,
    int headerBytes,
    int headerCount,
    int connections,
    int streamsPerConnection,
    int requests,
    Duration headTime,
    Duration idleTime,
    Duration bodyStall,
    Duration writeStall,
    Duration drainTime,
    int drainBytes,
    int bufferBytes,
    int resetsPerWindow,
    int controlsPerWindow) {

  /** Bounds for a server on a developer's machine. */
  public static HttpLimits defaults() {
    return new HttpLimits(
        16 << 10,
        64 << 10,
        256,
        4096,
        128,
        4096,
        Duration.ofSeconds(15),
        Duration.ofSeconds(120),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(3),
        256 << 10,
        256 << 10,
        500,
        1000);
  }

  /** Every bound must be positive. */
  public HttpLimits {
    int[] counts = {
      requestLineBytes,
      headerBytes,
      headerCount,
      connections,
      streamsPerConnection,
      requests,
      drainBytes,
      bufferBytes,
      resetsPerWindow,
      controlsPerWindow
    };
    for (int count : counts) {
      if (count <= 0) {
        throw new IllegalArgumentException("a limit must be positive, not " + count);
      }
    }
    for (Duration time : new Duration[] {headTime, idleTime, bodyStall, writeStall, drainTime}) {
      if (time.toMillis() <= 0) {
        throw new IllegalArgumentException("a time limit must be positive, not " + time);
      }
    }
  }

  /** These limits with another size of all header fields together. */
  public HttpLimits headerBytes(int other) {
    return new HttpLimits(
        requestLineBytes,
        other,
        headerCount,
        connections,
        streamsPerConnection,
        requests,
        headTime,
        idleTime,
        bodyStall,
        writeStall,
        drainTime,
        drainBytes,
        bufferBytes,
        resetsPerWindow,
        controlsPerWindow);
  }

  /** These limits with other waiting times: for a request head, a body, a response, and idle. */
  public HttpLimits times(Duration head, Duration idle, Duration body, Duration write) {
    return new HttpLimits(
        requestLineBytes,
        headerBytes,
        headerCount,
        connections,
        streamsPerConnection,
        requests,
        head,
        idle,
        body,
        write,
        drainTime,
        drainBytes,
        bufferBytes,
        resetsPerWindow,
        controlsPerWindow);
  }

  /** These limits with other bounds on connections, streams of each, and requests at once. */
  public HttpLimits concurrency(int connectionCount, int streamCount, int requestCount) {
    return new HttpLimits(
        requestLineBytes,
        headerBytes,
        headerCount,
        connectionCount,
        streamCount,
        requestCount,
        headTime,
        idleTime,
        bodyStall,
        writeStall,
        drainTime,
        drainBytes,
        bufferBytes,
        resetsPerWindow,
        controlsPerWindow);
  }
}
