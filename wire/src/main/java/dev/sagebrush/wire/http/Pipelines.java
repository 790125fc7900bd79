package dev.sagebrush.wire.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.AsciiString;

/** Which handlers a connection gets once it is known what it speaks. */
final class Pipelines {

  private static final int STREAM_WINDOW = 1 << 20;

  private Pipelines() {}

  /** HTTP/1.1; in clear also the way from it to HTTP/2 (RFC 7540, section 3.2). */
  static void http1(Channel channel, ServerContext server, Connection connection, boolean secure) {
    ChannelPipeline pipeline = channel.pipeline();
    RequestDecoder decoder = new RequestDecoder(server.limits(), connection);
    HttpResponseEncoder encoder = new HttpResponseEncoder();
    Http1Connection http1 = new Http1Connection(server, connection, channel, secure);
    pipeline.addLast(decoder, encoder);
    if (!secure) {
      HttpServerUpgradeHandler.SourceCodec leave =
          context -> {
            pipeline.remove(http1);
            pipeline.remove(encoder);
            pipeline.remove(decoder);
            speakHttp2(channel, connection);
          };
      pipeline.addLast(
          new Upgrade(
              leave,
              protocol ->
                  AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)
                      ? new Http2ServerUpgradeCodec(
                          codec(server.limits()),
                          streams(server, connection, false),
                          new Http2Guard(server, connection))
                      : null));
    }
    pipeline.addLast(http1);
    channel.read();
  }

  /** HTTP/2, by prior knowledge or ALPN. */
  static void http2(Channel channel, ServerContext server, Connection connection, boolean secure) {
    channel
        .pipeline()
        .addLast(
            codec(server.limits()),
            streams(server, connection, secure),
            new Http2Guard(server, connection));
    speakHttp2(channel, connection);
  }

  /** The connection's frames are always read; flow control bounds what they can bring. */
  private static void speakHttp2(Channel channel, Connection connection) {
    connection.enter(Connection.Phase.IDLE);
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    channel.config().setAutoRead(true);
  }

  private static Http2FrameCodec codec(HttpLimits limits) {
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(
            Http2Settings.defaultSettings()
                .maxConcurrentStreams(limits.streamsPerConnection())
                .initialWindowSize(STREAM_WINDOW)
                .maxHeaderListSize(limits.headerBytes()))
        .decoderEnforceMaxRstFramesPerWindow(limits.resetsPerWindow(), 30)
        .encoderEnforceMaxRstFramesPerWindow(limits.resetsPerWindow(), 30)
        .encoderEnforceMaxQueuedControlFrames(limits.controlsPerWindow())
        .decoderEnforceMaxConsecutiveEmptyDataFrames(16)
        .gracefulShutdownTimeoutMillis(
            -1) // until the streams are done; a stop has its own deadline
        .validateHeaders(true)
        .build();
  }

  private static Http2MultiplexHandler streams(
      ServerContext server, Connection connection, boolean secure) {
    return new Http2MultiplexHandler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel stream) {
            stream.config().setAutoRead(false);
            stream.pipeline().addLast(new Http2Stream(server, connection, stream, secure));
          }
        });
  }

  /** Upgrades the first request of a connection only, and only when it has no body. */
  private static final class Upgrade extends HttpServerUpgradeHandler {
    Upgrade(SourceCodec source, UpgradeCodecFactory factory) {
      super(
          source,
          factory,
          0,
          DefaultHttpHeadersFactory.headersFactory(),
          DefaultHttpHeadersFactory.trailersFactory(),
          true);
    }

    @Override
    protected boolean shouldHandleUpgradeRequest(HttpRequest request) {
      return request.decoderResult().isSuccess()
          && request.headers().contains("http2-settings")
          && !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
          && "0".equals(request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0"));
    }
  }
}
