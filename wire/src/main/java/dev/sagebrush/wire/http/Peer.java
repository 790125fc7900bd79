package dev.sagebrush.wire.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * The way of one response to its client, in the terms of one protocol version. {@link #head} and
 * {@link #data} build messages on any thread; everything else runs on the channel's event loop.
 */
abstract class Peer {

  /** A length that is not known before the content ends. */
  static final long UNKNOWN = -1;

  /** No content and nothing to announce. */
  static final long ABSENT = -2;

  private final Channel channel;

  Peer(Channel channel) {
    this.channel = channel;
  }

  final Channel channel() {
    return channel;
  }

  /** The protocol's numbers. */
  abstract HttpMetrics.Protocol protocol();

  /**
   * The message that opens a response.
   *
   * @param length of the content, {@link #UNKNOWN} or {@link #ABSENT}
   * @param silent whether no content follows, whatever the length says
   * @throws IllegalArgumentException when a header cannot be sent, for example for a line break
   */
  abstract Object head(int status, Headers headers, long length, boolean silent);

  /** A message with a piece of content, which it takes over. */
  abstract Object data(ByteBuf content);

  /** Whether a file's content may be handed over as a region of the file. */
  abstract boolean takesRegions();

  /** Writes a head with content to follow; no flush. */
  abstract void writeHead(Object head);

  /** Writes a head and all of its content, and flushes. */
  abstract void writeWhole(Object head, byte[] content);

  /** Writes what marks the content's end, and flushes. */
  abstract void writeEnd();

  /** The response is written: on to what comes after it. */
  abstract void finish();

  /** The response cannot be completed: the client must see that it is broken. */
  abstract void cut();
}
