package dev.sagebrush.wire.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Map;

/**
 * The head of an HTTP/1.1 or 1.0 request, checked.
 *
 * @param keepAlive whether the client would keep the connection
 * @param expectsContinue whether it waits for {@code 100 Continue} before it sends the body
 * @param contentLength of the body; -1 when chunked
 */
record Http1Head(
    HttpRequest request,
    boolean http10,
    boolean keepAlive,
    boolean expectsContinue,
    long contentLength) {

  static Http1Head of(
      HttpMessage message,
      RequestBody body,
      boolean secure,
      String remote,
      String id,
      HttpLimits limits)
      throws Heads.BadHeadException {
    if (message.decoderResult().isFailure()
        || !(message instanceof io.netty.handler.codec.http.HttpRequest head)) {
      throw malformed(message.decoderResult().cause());
    }
    boolean http10 = head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    if (!http10 && !head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      throw new Heads.BadHeadException(505, "this version of HTTP is not served");
    }
    String method = head.method().name();
    Heads.checkMethod(method);
    Heads.Target target = Heads.target(head.uri());
    Headers headers = headers(head.headers(), target, http10, limits);
    HttpRequest request =
        new HttpRequest(
            method, target.rawPath(), target.rawQuery(), headers, body, secure, remote, id);
    return new Http1Head(
        request,
        http10,
        HttpUtil.isKeepAlive(head),
        !http10 && HttpUtil.is100ContinueExpected(head),
        HttpUtil.isTransferEncodingChunked(head) ? -1 : HttpUtil.getContentLength(head, 0L));
  }

  private static Headers headers(
      HttpHeaders fields, Heads.Target target, boolean http10, HttpLimits limits)
      throws Heads.BadHeadException {
    if (fields.size() > limits.headerCount()) {
      throw new Heads.BadHeadException(431, "the request has too many headers");
    }
    List<String> hosts = fields.getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1 || (hosts.isEmpty() && !http10)) {
      throw new Heads.BadHeadException(400, "a request names one host");
    }
    Headers headers = new Headers();
    for (Map.Entry<String, String> field : fields) {
      headers.add(field.getKey(), field.getValue());
    }
    if (target.authority() != null) {
      headers.set("host", target.authority());
    }
    return headers;
  }

  private static Heads.BadHeadException malformed(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException tooLong ->
          new Heads.BadHeadException(414, "the request line is too long");
      case TooLongHttpHeaderException tooLong ->
          new Heads.BadHeadException(431, "the request headers are too large");
      case null, default -> new Heads.BadHeadException(400, "this is no HTTP request");
    };
  }
}
