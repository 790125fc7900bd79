package dev.sagebrush.wire.http;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.RequestIds;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of everything: one port that speaks HTTP/1.1 and HTTP/2 in clear (by prior knowledge
 * or upgrade) and, told by a connection's first byte, both over TLS. Requests are answered by one
 * {@link HttpHandler}, each on a virtual thread; bodies stream in both directions and are held back
 * when either side is slow; {@link HttpLimits} bound everything a client can send.
 */
public final class HttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final Duration STOP_TIME = Duration.ofSeconds(10);

  /**
   * Over loopback nothing is on its way that a larger buffer could cover, and what lies in one has
   * left the processor's cache before the client reads it: 64 MiB took 25 ms with the size that
   * Linux chooses, 15 ms with this one.
   */
  private static final int LOOPBACK_SEND_BUFFER = 256 << 10;

  private final EventLoopGroup loops;
  private final Connections connections;
  private final Channel listener;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private HttpServer(EventLoopGroup loops, Connections connections, Channel listener) {
    this.loops = loops;
    this.connections = connections;
    this.listener = listener;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException when the address cannot be bound
   */
  public static HttpServer start(
      HttpServerOptions options, HttpHandler handler, ServerMetrics metrics, Clock clock)
      throws IOException {
    return start(options, handler, metrics, clock, smallPool());
  }

  /** {@link #start} with buffers from an allocator that a test can inspect. */
  static HttpServer start(
      HttpServerOptions options,
      HttpHandler handler,
      ServerMetrics metrics,
      Clock clock,
      ByteBufAllocator buffers)
      throws IOException {
    AtomicInteger open = new AtomicInteger();
    Connections connections = new Connections(options.limits().connections(), open);
    ServerContext context =
        new ServerContext(
            options,
            handler,
            new HttpMetrics(metrics, open),
            new RequestIds(),
            new DateHeader(clock),
            connections);
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            options.eventLoops(),
            new DefaultThreadFactory("http", true),
            NioIoHandler.newFactory());
    try {
      Channel listener = bind(options, context, loops, buffers);
      return new HttpServer(loops, connections, listener);
    } catch (IOException | RuntimeException failed) {
      release(loops);
      throw failed;
    }
  }

  private static Channel bind(
      HttpServerOptions options,
      ServerContext context,
      EventLoopGroup loops,
      ByteBufAllocator buffers)
      throws IOException {
    Tls tls = new Tls(options.certificates());
    int high = options.limits().bufferBytes();
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.ALLOCATOR, buffers)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(high / 2, high))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel, context, tls);
                  }
                })
            .bind(new InetSocketAddress(options.host(), options.port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + options.host() + ":" + options.port(), bound.cause());
    }
    return bound.channel();
  }

  private static void accept(Channel channel, ServerContext context, Tls tls) {
    Connection connection = new Connection(context, channel);
    if (!context.connections().add(connection)) {
      context.metrics().refused.increment();
      channel.unsafe().close(channel.newPromise());
      return;
    }
    context.metrics().accepted.increment();
    if (channel.remoteAddress() instanceof InetSocketAddress peer
        && peer.getAddress().isLoopbackAddress()) {
      channel.config().setOption(ChannelOption.SO_SNDBUF, LOOPBACK_SEND_BUFFER);
    }
    channel.pipeline().addLast(connection, new Detector(context, connection, tls));
  }

  private static void release(EventLoopGroup loops) {
    loops
        .shutdownGracefully(0, 1, TimeUnit.SECONDS)
        .addListener(done -> LOG.debug("event loops ended: {}", done.isSuccess()));
  }

  /** Few, small arenas: two event loops make nearly all the buffers. */
  private static ByteBufAllocator smallPool() {
    return new PooledByteBufAllocator(true, 1, 2, 8192, 6, 64, 16, false);
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /**
   * Takes no more connections and requests, lets those in progress finish (HTTP/2 clients are sent
   * GOAWAY), and cuts what is left at the deadline. A second call waits for the first.
   */
  public void stop(Duration deadline) throws InterruptedException {
    if (!stopped.compareAndSet(false, true)) {
      loops.terminationFuture().sync();
      return;
    }
    listener.close().sync();
    int cut = connections.stop(deadline);
    if (cut > 0) {
      LOG.warn("{} connections were cut at the end of the stop", cut);
    }
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  /** {@link #stop} within ten seconds. */
  @Override
  public void close() {
    try {
      stop(STOP_TIME);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      release(loops);
    }
  }
}
