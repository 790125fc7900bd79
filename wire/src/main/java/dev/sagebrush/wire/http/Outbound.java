package dev.sagebrush.wire.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

/**
 * Writes nobody waits for. A failure reaches the channel's handlers as an exception: a message that
 * could not be encoded would otherwise leave the client waiting for ever.
 */
final class Outbound {

  /** A channel that is closed has told its handlers so already. */
  static final ChannelFutureListener TOLD =
      done -> {
        if (!done.isSuccess() && done.channel().isOpen()) {
          done.channel().pipeline().fireExceptionCaught(done.cause());
        }
      };

  private Outbound() {}

  static void write(Channel channel, Object message) {
    channel.write(message).addListener(TOLD);
  }

  static void writeAndFlush(Channel channel, Object message) {
    channel.writeAndFlush(message).addListener(TOLD);
  }

  static void close(Channel channel) {
    channel.close().addListener(TOLD);
  }
}
