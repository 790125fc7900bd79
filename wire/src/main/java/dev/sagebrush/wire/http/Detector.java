package dev.sagebrush.wire.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import java.util.List;

/**
 * Tells by the first bytes what a connection speaks: a TLS record (22, RFC 8446 section 5.1), the
 * HTTP/2 preface (RFC 9113 section 3.4), or else HTTP/1.1.
 */
final class Detector extends ByteToMessageDecoder {

  private static final int TLS_HANDSHAKE = 22;
  private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf().asReadOnly();

  private final ServerContext server;
  private final Connection connection;
  private final Tls tls;
  private boolean waitingForTls;

  Detector(ServerContext server, Connection connection, Tls tls) {
    this.server = server;
    this.connection = connection;
    this.tls = tls;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (waitingForTls || !in.isReadable()) {
      return;
    }
    if (in.getUnsignedByte(in.readerIndex()) == TLS_HANDSHAKE) {
      waitingForTls = true;
      tls.whenReady(context.channel().eventLoop(), (ready, cause) -> secure(context, ready, cause));
      return;
    }
    int compared = Math.min(in.readableBytes(), PREFACE.readableBytes());
    for (int i = 0; i < compared; i++) {
      if (in.getByte(in.readerIndex() + i) != PREFACE.getByte(i)) {
        connection.enter(Connection.Phase.HEAD);
        Pipelines.http1(context.channel(), server, connection, false);
        context.pipeline().remove(this);
        return;
      }
    }
    if (compared == PREFACE.readableBytes()) {
      Pipelines.http2(context.channel(), server, connection, false);
      context.pipeline().remove(this);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (waitingForTls) {
      context.fireChannelReadComplete(); // and no further read: nothing bounds what would pile up
    } else {
      super.channelReadComplete(context);
    }
  }

  private void secure(ChannelHandlerContext context, SslContext ready, Throwable cause) {
    if (context.isRemoved()) {
      return;
    }
    if (ready == null) {
      connection.failed(cause);
      return;
    }
    Channel channel = context.channel();
    channel
        .pipeline()
        .addLast(ready.newHandler(channel.alloc()), new Negotiated(server, connection));
    context.pipeline().remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.failed(cause);
  }

  /** Chooses the protocol TLS has agreed on. */
  private static final class Negotiated extends ApplicationProtocolNegotiationHandler {
    private final ServerContext server;
    private final Connection connection;

    Negotiated(ServerContext server, Connection connection) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.server = server;
      this.connection = connection;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        Pipelines.http2(context.channel(), server, connection, true);
      } else {
        connection.enter(Connection.Phase.IDLE);
        Pipelines.http1(context.channel(), server, connection, true);
      }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
      connection.handshakeFailed(cause);
    }
  }
}
