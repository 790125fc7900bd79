package dev.sagebrush.wire.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/** A response over HTTP/1.1, or to an HTTP/1.0 client. */
final class Http1Peer extends Peer {

  private final Http1Connection connection;
  private final boolean http10;
  private final boolean regions;

  /** Whether the end of the content is the end of the connection. */
  private boolean unbounded;

  Http1Peer(Http1Connection connection, boolean http10, boolean regions) {
    super(connection.channel());
    this.connection = connection;
    this.http10 = http10;
    this.regions = regions;
  }

  @Override
  HttpMetrics.Protocol protocol() {
    return connection.server().metrics().http1;
  }

  @Override
  Object head(int status, Headers headers, long length, boolean silent) {
    HttpResponse head =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    HttpHeaders fields = head.headers();
    for (Headers.Field field : headers.fields()) {
      fields.add(field.name(), field.value());
    }
    fields.remove(HttpHeaderNames.CONNECTION);
    fields.remove(HttpHeaderNames.TRANSFER_ENCODING);
    fields.remove(HttpHeaderNames.CONTENT_LENGTH);
    if (length >= 0 && status != 204 && status >= 200) {
      fields.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
    } else if (length == UNKNOWN && !http10) {
      fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    } else if (length == UNKNOWN) {
      unbounded = true;
    }
    fields.set(HttpHeaderNames.DATE, connection.server().date().value());
    return head;
  }

  @Override
  Object data(ByteBuf content) {
    return new DefaultHttpContent(content);
  }

  @Override
  boolean takesRegions() {
    return regions;
  }

  @Override
  void writeHead(Object head) {
    Outbound.write(channel(), decided(head));
  }

  @Override
  void writeWhole(Object head, byte[] content) {
    HttpResponse response = decided(head);
    Outbound.writeAndFlush(
        channel(),
        new DefaultFullHttpResponse(
            response.protocolVersion(),
            response.status(),
            content.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content),
            response.headers(),
            EmptyHttpHeaders.INSTANCE));
  }

  /** Says whether the connection stays, which only the event loop can know. */
  private HttpResponse decided(Object head) {
    HttpResponse response = (HttpResponse) head;
    if (!connection.keep() || unbounded) {
      connection.closeAfterThis();
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (http10) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    return response;
  }

  @Override
  void writeEnd() {
    Outbound.writeAndFlush(channel(), LastHttpContent.EMPTY_LAST_CONTENT);
  }

  @Override
  void finish() {
    connection.finished();
  }

  @Override
  void cut() {
    connection.cut();
  }
}
