package dev.sagebrush.wire.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A response on a stream of HTTP/2. */
final class Http2Peer extends Peer {

  /** Fields HTTP/2 has no place for (RFC 9113, section 8.2.2), and those the server sets. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "date");

  private final ServerContext server;
  private final RequestBody body;
  private @Nullable ChannelFuture last;

  Http2Peer(ServerContext server, Channel stream, RequestBody body) {
    super(stream);
    this.server = server;
    this.body = body;
  }

  @Override
  HttpMetrics.Protocol protocol() {
    return server.metrics().http2;
  }

  @Override
  Object head(int status, Headers headers, long length, boolean silent) {
    Http2Headers fields = new DefaultHttp2Headers(true);
    fields.status(Integer.toString(status));
    for (Headers.Field field : headers.fields()) {
      if (!LEFT_OUT.contains(field.name())) {
        fields.add(field.name(), checked(field.value()));
      }
    }
    if (length >= 0 && status != 204 && status >= 200) {
      fields.setLong("content-length", length);
    }
    fields.set("date", server.date().value());
    return fields;
  }

  private static String checked(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        throw new IllegalArgumentException("a header value cannot hold a line break");
      }
    }
    return value;
  }

  @Override
  Object data(ByteBuf content) {
    return new DefaultHttp2DataFrame(content);
  }

  @Override
  boolean takesRegions() {
    return false;
  }

  @Override
  void writeHead(Object head) {
    Outbound.write(channel(), new DefaultHttp2HeadersFrame((Http2Headers) head));
  }

  @Override
  void writeWhole(Object head, byte[] content) {
    if (content.length == 0) {
      last = channel().writeAndFlush(new DefaultHttp2HeadersFrame((Http2Headers) head, true));
    } else {
      writeHead(head);
      last =
          channel().writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(content), true));
    }
  }

  @Override
  void writeEnd() {
    last = channel().writeAndFlush(new DefaultHttp2DataFrame(true));
  }

  @Override
  void finish() {
    ChannelFuture written = last;
    if (written == null) {
      return;
    }
    if (!written.isDone()) {
      Future<?> stall =
          channel()
              .eventLoop()
              .schedule(this::cut, server.limits().writeStall().toNanos(), TimeUnit.NANOSECONDS);
      written.addListener(done -> stall.cancel(false));
    }
    if (!body.ended()) {
      // RFC 9113, section 8.1: a complete response, and no need for the rest of the request.
      written.addListener(done -> reset(Http2Error.NO_ERROR));
    }
  }

  @Override
  void cut() {
    reset(Http2Error.INTERNAL_ERROR);
  }

  private void reset(Http2Error error) {
    if (channel().isActive()) {
      Outbound.writeAndFlush(channel(), new DefaultHttp2ResetFrame(error));
    }
  }
}
