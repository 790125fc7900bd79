package dev.sagebrush.wire.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

/**
 * Writes nobody waits for. A failure reaches the channel's handlers as an exception: a message that
 * could not be encoded would otherwise leave the client waiting for ever.
 */
final class Outbound {

  private Outbound() {}

  static void write(Channel channel, Object message) {
    channel.write(message).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }

  static void writeAndFlush(Channel channel, Object message) {
    channel.writeAndFlush(message).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }

  static void close(Channel channel) {
    channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }
}
