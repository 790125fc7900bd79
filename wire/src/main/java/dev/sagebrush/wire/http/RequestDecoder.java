package dev.sagebrush.wire.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * HTTP/1.1 request syntax, strict where leniency smuggles requests (RFC 9112, sections 6 and 11):
 * one content-length, never beside transfer-encoding, lines end in CR LF.
 */
final class RequestDecoder extends HttpRequestDecoder {

  private final Connection connection;

  RequestDecoder(HttpLimits limits, Connection connection) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.requestLineBytes())
            .setMaxHeaderSize(limits.headerBytes())
            .setMaxChunkSize(64 << 10)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setValidateHeaders(true));
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    connection.bytesArrived();
    super.channelRead(context, message);
  }
}
