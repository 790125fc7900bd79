package dev.sagebrush.wire.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * The connection's own frames of HTTP/2: counts those that cost the server an answer and the client
 * nothing, and says goodbye when the server stops.
 */
final class Http2Guard extends ChannelInboundHandlerAdapter {

  private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

  private final ServerContext server;
  private final Connection connection;
  private long windowStart = System.nanoTime();
  private int controls;

  Http2Guard(ServerContext server, Connection connection) {
    this.server = server;
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Http2PingFrame || message instanceof Http2SettingsFrame) {
      long now = System.nanoTime();
      if (now - windowStart > WINDOW) {
        windowStart = now;
        controls = 0;
      }
      controls++;
      if (controls == server.limits().controlsPerWindow() + 1) {
        server.metrics().refused.increment();
        context
            .writeAndFlush(
                new DefaultHttp2GoAwayFrame(Http2Error.ENHANCE_YOUR_CALM, Unpooled.EMPTY_BUFFER))
            .addListener(written -> connection.cutNow());
      }
    }
    ReferenceCountUtil.release(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == Connection.Stopping.NOW) {
      Outbound.close(context.channel());
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.failed(cause);
  }
}
