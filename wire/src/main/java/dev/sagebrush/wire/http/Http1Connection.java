package dev.sagebrush.wire.http;

import dev.sagebrush.model.ServiceException;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection: one request at a time, in order; pipelined ones wait decoded, at most one
 * read's worth. Reads the socket only when something may be held: while idle, while the body of the
 * current request has room, and once ahead to notice a client that goes away.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter implements RequestBody.Source {

  private final ServerContext server;
  private final Connection connection;
  private final Channel channel;
  private final boolean secure;
  private final ArrayDeque<Object> waiting = new ArrayDeque<>();
  private @Nullable Exchange current;
  private boolean started;
  private boolean wantsContinue;
  private boolean keepAlive;
  private boolean closing;
  private boolean inputEnded;
  private boolean broken;
  private boolean headWritten;
  private boolean answered;
  private boolean lingering;
  private boolean reading;
  private long expected;
  private long drained;

  Http1Connection(ServerContext server, Connection connection, Channel channel, boolean secure) {
    this.server = server;
    this.connection = connection;
    this.channel = channel;
    this.secure = secure;
  }

  Channel channel() {
    return channel;
  }

  ServerContext server() {
    return server;
  }

  // ---- receiving

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (lingering) {
      ReferenceCountUtil.release(message);
    } else if (!waiting.isEmpty() || (current != null && current.body().ended())) {
      waiting.add(message);
    } else {
      take(message);
    }
  }

  private void take(Object message) {
    switch (message) {
      case HttpMessage head -> begin(head);
      case HttpContent content -> continueBody(content);
      default -> ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpMessage message) {
    connection.enter(Connection.Phase.BUSY);
    RequestBody body =
        new RequestBody(this, server.limits().bufferBytes(), server.limits().bodyStall().toNanos());
    try {
      Http1Head head =
          Http1Head.of(
              message, body, secure, connection.remote(), server.ids().next(), server.limits());
      wantsContinue = head.expectsContinue();
      keepAlive = head.keepAlive();
      expected = head.contentLength();
      headWritten = false;
      answered = false;
      started = false;
      drained = 0;
      current =
          new Exchange(server, new Http1Peer(this, head.http10(), !secure), head.request(), body);
      if (expected == 0) {
        // Nothing is spared by waiting, and botocore takes a final answer without a 100 before it
        // for the answer to its next request as well, unless the connection closes.
        sendContinue();
      }
    } catch (Heads.BadHeadException bad) {
      refuse(bad.status(), String.valueOf(bad.getMessage()));
    }
  }

  private void continueBody(HttpContent content) {
    Exchange exchange = current;
    if (exchange == null) {
      content.release();
      return;
    }
    if (content.decoderResult().isFailure()) {
      content.release();
      broken = true;
      exchange
          .body()
          .fail(ServiceException.of("InvalidRequest", 400, "The request body is not well-formed."));
      start(exchange);
      return;
    }
    drained += answered ? content.content().readableBytes() : 0;
    exchange.body().offer(content.content());
    if (content instanceof LastHttpContent) {
      exchange.body().end();
      if (answered) {
        next();
      } else {
        start(exchange);
      }
    } else if (answered && drained > server.limits().drainBytes()) {
      linger();
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
    reading = false;
    if (current != null) {
      start(current);
    }
    readOn();
  }

  private void readOn() {
    Exchange exchange = current;
    boolean room;
    if (broken || lingering || inputEnded) {
      room = false;
    } else if (exchange != null && !exchange.body().ended()) {
      room = !exchange.body().pauseWhenFull();
    } else {
      room = waiting.isEmpty();
    }
    if (room && !reading) {
      reading = true;
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
          if (!headWritten && current != null) {
            sendContinue();
          }
        });
  }

  private void sendContinue() {
    if (wantsContinue) {
      wantsContinue = false;
      Outbound.writeAndFlush(
          channel, new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  // ---- after a response

  /** Whether the response about to be written may leave the connection open. */
  boolean keep() {
    headWritten = true;
    Exchange exchange = current;
    boolean whole = exchange != null && exchange.body().ended();
    boolean drainable =
        !wantsContinue
            && exchange != null
            && expected >= 0
            && expected - exchange.body().received() <= server.limits().drainBytes();
    return keepAlive
        && !broken
        && !inputEnded
        && !server.connections().stopping()
        && (whole || drainable);
  }

  void closeAfterThis() {
    closing = true;
  }

  /** The response is written. */
  void finished() {
    Exchange exchange = current;
    if (exchange == null || !channel.isActive()) {
      return;
    }
    answered = true;
    if (closing && exchange.body().ended() && waiting.isEmpty()) {
      closeWhenWritten();
    } else if (closing) {
      linger();
    } else if (exchange.body().ended()) {
      next();
    } else {
      connection.enter(Connection.Phase.DRAINING);
      readOn();
    }
  }

  private void next() {
    current = null;
    if (!channel.isWritable()) {
      // A client that sends requests and reads no responses gets no further ones made.
      connection.enter(Connection.Phase.BUSY);
      return;
    }
    connection.enter(Connection.Phase.IDLE);
    while (!waiting.isEmpty()) {
      if (current != null && current.body().ended()) {
        return;
      }
      take(waiting.remove());
    }
    if (current != null) {
      start(current);
    } else if (inputEnded || server.connections().stopping()) {
      closeWhenWritten();
      return;
    }
    readOn();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (channel.isWritable() && current == null && connection.phase() == Connection.Phase.BUSY) {
      next();
    }
    context.fireChannelWritabilityChanged();
  }

  private void refuse(int status, String message) {
    server.metrics().malformed.increment();
    broken = true;
    Http1Peer peer = new Http1Peer(this, false, false);
    HttpResponse answer = Exchange.plain(status, message);
    byte[] bytes = ((Content.Bytes) answer.content()).bytes();
    peer.writeWhole(peer.head(status, answer.headers(), bytes.length, false), bytes);
    linger();
  }

  private void closeWhenWritten() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Closes the sending side and reads on for a while: closing at once while the client is still
   * sending would reset the connection, and the client would lose the response.
   */
  private void linger() {
    if (lingering) {
      return;
    }
    lingering = true;
    drop();
    connection.enter(Connection.Phase.DRAINING);
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (inputEnded) {
      closeWhenWritten();
    } else if (tls != null) {
      tls.closeOutbound().addListener(Outbound.TOLD);
    } else if (channel instanceof SocketChannel socket) {
      channel
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(written -> socket.shutdownOutput().addListener(Outbound.TOLD));
    }
    channel.config().setAutoRead(true);
  }

  void cut() {
    drop();
    connection.cutNow();
  }

  private void drop() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  // ---- events

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded = true;
      if (lingering || (current == null && waiting.isEmpty())) {
        closeWhenWritten();
      } else if (current != null && !current.body().ended()) {
        lost();
        if (answered) {
          closeWhenWritten();
        }
      }
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    lost();
    drop();
    context.fireChannelInactive();
  }

  private void lost() {
    if (current != null) {
      current.body().fail(new IOException("the client closed the connection"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.failed(cause);
  }
}
