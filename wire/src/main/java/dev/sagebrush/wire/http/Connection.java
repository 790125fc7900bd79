package dev.sagebrush.wire.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted connection, whatever it speaks: what phase it is in, how long it may stay there, and
 * how it ends. First in the pipeline. Everything but {@link #stop} and {@link #cut} runs on the
 * connection's event loop.
 *
 * <pre>
 * OPENING   accepted, protocol not known or TLS handshake not done   at most headTime
 * IDLE      between requests                                         at most idleTime
 * HEAD      part of a request head has come                          at most headTime
 * BUSY      a request is being received or answered                  bounds of body and response
 * DRAINING  the rest of a body nobody reads is read away             at most drainTime
 * </pre>
 *
 * In every phase a response that waits for the client must make progress within writeStall.
 */
final class Connection extends ChannelInboundHandlerAdapter {

  enum Phase {
    OPENING,
    IDLE,
    HEAD,
    BUSY,
    DRAINING
  }

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final long LONGEST_TICK = TimeUnit.SECONDS.toNanos(2);

  private final ServerContext server;
  private final Channel channel;
  private final String remote;
  private Phase phase = Phase.OPENING;
  private long since = System.nanoTime();
  private int streams;
  private long outboundMark;
  private long outboundSince;
  private @Nullable Future<?> ticking;

  Connection(ServerContext server, Channel channel) {
    this.server = server;
    this.channel = channel;
    remote =
        channel.remoteAddress() instanceof InetSocketAddress address && address.getAddress() != null
            ? address.getAddress().getHostAddress()
            : String.valueOf(channel.remoteAddress());
  }

  /** The peer's address without port. */
  String remote() {
    return remote;
  }

  Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    phase = next;
    since = System.nanoTime();
  }

  /** Bytes came that the HTTP/1.1 decoder will look at. */
  void bytesArrived() {
    if (phase == Phase.IDLE || phase == Phase.OPENING) {
      enter(Phase.HEAD);
    }
  }

  /** An HTTP/2 stream began. */
  void streamOpened() {
    streams++;
    enter(Phase.BUSY);
  }

  /** An HTTP/2 stream ended. */
  void streamClosed() {
    streams--;
    if (streams == 0) {
      enter(Phase.IDLE);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    HttpLimits limits = server.limits();
    long shortest = Long.MAX_VALUE;
    for (Duration limit :
        new Duration[] {
          limits.headTime(), limits.idleTime(), limits.writeStall(), limits.drainTime()
        }) {
      shortest = Math.min(shortest, limit.toNanos());
    }
    long tick = Math.min(shortest / 4 + 1, LONGEST_TICK);
    ticking =
        channel.eventLoop().scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    context.fireChannelActive();
    channel.read();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    if (ticking != null) {
      ticking.cancel(false);
    }
    server.connections().remove(this);
    context.fireChannelInactive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ChannelInputShutdownEvent.INSTANCE && phase == Phase.OPENING) {
      Outbound.close(channel);
    }
    context.fireUserEventTriggered(event);
  }

  private void tick() {
    long now = System.nanoTime();
    if (outboundStalled(now)) {
      LOG.debug("{} has stopped reading", remote);
      cutNow();
      return;
    }
    HttpLimits limits = server.limits();
    Duration limit =
        switch (phase) {
          case OPENING, HEAD -> limits.headTime();
          case IDLE -> limits.idleTime();
          case DRAINING -> limits.drainTime();
          case BUSY -> null;
        };
    if (limit != null && now - since > limit.toNanos()) {
      LOG.debug("{} took too long in {}", remote, phase);
      Outbound.close(channel);
    }
  }

  private boolean outboundStalled(long now) {
    ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
    if (outbound == null || outbound.isEmpty()) {
      outboundMark = 0;
      outboundSince = now;
      return false;
    }
    long mark = outbound.totalPendingWriteBytes() * 31 + outbound.currentProgress();
    if (mark != outboundMark) {
      outboundMark = mark;
      outboundSince = now;
    }
    return now - outboundSince > server.limits().writeStall().toNanos();
  }

  /** Ends the connection once it has answered what it is at; any thread. */
  void stop() {
    channel
        .eventLoop()
        .execute(() -> {
          if (phase == Phase.BUSY || phase == Phase.HEAD) {
            channel.pipeline().fireUserEventTriggered(Stopping.NOW);
          } else {
            Outbound.close(channel);
          }
        });
  }

  /** Ends the connection at once; any thread. */
  void cut() {
    channel.eventLoop().execute(this::cutNow);
  }

  /**
   * Ends the connection at once by a reset where TCP offers one, so that no client takes a cut
   * response for a whole one.
   */
  void cutNow() {
    if (channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    channel.unsafe().close(channel.newPromise());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failed(cause);
  }

  /** A failure no handler knows what to do about. */
  void failed(Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("{} broke the connection: {}", remote, cause.getMessage());
    } else {
      LOG.warn("connection of {} failed", remote, cause);
    }
    cutNow();
  }

  /** The client and the server could not agree on TLS, most often for an unknown certificate. */
  void handshakeFailed(Throwable cause) {
    LOG.debug("{} failed the TLS handshake: {}", remote, cause.getMessage());
    Outbound.close(channel);
  }

  /** Tells the handlers of a busy connection that the server stops. */
  enum Stopping {
    NOW
  }
}
