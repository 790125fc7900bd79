package dev.sagebrush.wire.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One stream of an HTTP/2 connection: one request. Reads its channel only while the body has room,
 * which is what grants the client more of the stream's window.
 */
final class Http2Stream extends ChannelInboundHandlerAdapter implements RequestBody.Source {

  private final ServerContext server;
  private final Connection connection;
  private final Channel channel;
  private final boolean secure;
  private @Nullable Exchange current;
  private boolean started;
  private boolean refused;
  private boolean continues;

  Http2Stream(ServerContext server, Connection connection, Channel channel, boolean secure) {
    this.server = server;
    this.connection = connection;
    this.channel = channel;
    this.secure = secure;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connection.streamOpened();
    channel.read();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.streamClosed();
    lost();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    switch (message) {
      case Http2HeadersFrame head when current == null && !refused -> begin(head);
      case Http2HeadersFrame trailers -> endIf(trailers.isEndStream());
      case Http2DataFrame data -> {
        if (current == null) {
          data.release();
        } else {
          current.body().offer(data.content());
        }
        endIf(data.isEndStream());
      }
      case Http2ResetFrame reset -> lost();
      default -> ReferenceCountUtil.release(message);
    }
  }

  private void begin(Http2HeadersFrame frame) {
    RequestBody body =
        new RequestBody(this, server.limits().bufferBytes(), server.limits().bodyStall().toNanos());
    Http2Peer peer = new Http2Peer(server, channel, body);
    try {
      current = new Exchange(server, peer, request(frame.headers(), body), body);
      CharSequence expect = frame.headers().get("expect");
      continues = expect != null && AsciiString.contentEqualsIgnoreCase(expect, "100-continue");
      endIf(frame.isEndStream());
    } catch (Heads.BadHeadException bad) {
      refused = true;
      server.metrics().malformed.increment();
      HttpResponse answer = Exchange.plain(bad.status(), String.valueOf(bad.getMessage()));
      byte[] bytes = ((Content.Bytes) answer.content()).bytes();
      peer.writeWhole(peer.head(bad.status(), answer.headers(), bytes.length, false), bytes);
      peer.finish();
    }
  }

  private HttpRequest request(Http2Headers fields, RequestBody body) throws Heads.BadHeadException {
    if (fields.size() > server.limits().headerCount()) {
      throw new Heads.BadHeadException(431, "the request has too many headers");
    }
    CharSequence method = fields.method();
    CharSequence path = fields.path();
    if (method == null || path == null) {
      throw new Heads.BadHeadException(400, "the request has no method or no path");
    }
    if (path.length() > server.limits().requestLineBytes()) {
      throw new Heads.BadHeadException(414, "the request target is too long");
    }
    Heads.checkMethod(method.toString());
    Heads.Target target = Heads.target(path.toString());
    Headers headers = new Headers();
    CharSequence authority = fields.authority();
    if (authority != null) {
      headers.add("host", authority.toString());
    }
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      String name = field.getKey().toString();
      if (!name.startsWith(":") && !(authority != null && name.equals("host"))) {
        headers.add(name, field.getValue().toString());
      }
    }
    if (!headers.has("host")) {
      throw new Heads.BadHeadException(400, "a request names one host");
    }
    return new HttpRequest(
        method.toString(),
        target.rawPath(),
        target.rawQuery(),
        headers,
        body,
        secure,
        connection.remote(),
        server.ids().next());
  }

  private void endIf(boolean end) {
    if (end && current != null) {
      current.body().end();
      start(current);
    }
  }

  private void start(Exchange exchange) {
    if (!started) {
      started = true;
      exchange.start();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (current != null) {
      start(current);
    }
    readOn();
  }

  private void readOn() {
    if (current == null || !current.body().pauseWhenFull()) {
      channel.read();
    }
  }

  @Override
  public void resume() {
    channel.eventLoop().execute(this::readOn);
  }

  @Override
  public void wanted() {
    channel
        .eventLoop()
        .execute(() -> {
          if (continues && channel.isActive()) {
            continues = false;
            Outbound.writeAndFlush(
                channel, new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("100")));
          }
        });
  }

  private void lost() {
    if (current != null) {
      current.body().fail(new IOException("the client closed the stream"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    lost();
    Outbound.close(channel);
  }
}
