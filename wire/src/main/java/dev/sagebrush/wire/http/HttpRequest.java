package dev.sagebrush.wire.http;

import java.io.InputStream;

/**
 * One request as it came over the wire, nothing decoded.
 *
 * @param method upper case
 * @param rawPath from the first slash, still percent-encoded, dots and double slashes kept
 * @param rawQuery after the question mark, still encoded; empty when there is none
 * @param headers of HTTP/1.1, or of HTTP/2 with {@code :authority} given as {@code host}
 * @param body streams the content as it arrives and holds back the sender while nobody reads; empty
 *     when there is none
 * @param secure whether it came over TLS
 * @param remote the peer's address without port
 * @param id the request id, unique, in the form AWS uses
 */
public record HttpRequest(
    String method,
    String rawPath,
    String rawQuery,
    Headers headers,
    InputStream body,
    boolean secure,
    String remote,
    String id) {

  /** This request with its body seen through a filter, for example an aws-chunked decoder. */
  public HttpRequest body(InputStream other) {
    return new HttpRequest(method, rawPath, rawQuery, headers, other, secure, remote, id);
  }

  /** This request at another path, for example with the bucket of its host name in front. */
  public HttpRequest path(String other) {
    return new HttpRequest(method, other, rawQuery, headers, body, secure, remote, id);
  }
}
