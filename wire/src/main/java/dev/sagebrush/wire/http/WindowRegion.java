package dev.sagebrush.wire.http;

import dev.sagebrush.model.Body;
import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A body that goes to the socket out of the memory its store has it in, window by window; the body
 * stays open when it has been sent. The kernel copies such memory in large pieces, where sendfile
 * hands on single pages that the receiver pays for.
 */
final class WindowRegion extends AbstractReferenceCounted implements FileRegion {

  /** Below this, in bytes, sending the file itself costs less. */
  static final long WORTHWHILE = 1 << 20;

  /** Bytes given to the socket at once: what the kernel copies stays in the processor's cache. */
  private static final int PIECE = 1 << 20;

  private final Body body;
  private Body.Window window;
  private ByteBuffer bytes;
  private long transferred;

  /**
   * Takes over the window.
   *
   * @param first the window at the body's beginning
   */
  WindowRegion(Body body, Body.Window first) {
    this.body = body;
    this.window = first;
    this.bytes = first.bytes();
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  @Deprecated
  public long transfered() {
    return transferred;
  }

  @Override
  public long transferred() {
    return transferred;
  }

  @Override
  public long count() {
    return body.length();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IOException when the body is shorter than was promised
   */
  @Override
  public long transferTo(WritableByteChannel target, long from) throws IOException {
    if (from != transferred) {
      throw new IllegalArgumentException("the next byte to send is " + transferred);
    }
    if (transferred == count()) {
      return 0;
    }
    if (!bytes.hasRemaining()) {
      advance();
    }
    int end = bytes.limit();
    bytes.limit(Math.min(end, bytes.position() + PIECE));
    int written;
    try {
      written = target.write(bytes);
    } finally {
      bytes.limit(end);
    }
    transferred += Math.max(0, written);
    return written;
  }

  private void advance() throws IOException {
    Body.Window next = body.window(transferred);
    if (next == null || !next.bytes().hasRemaining()) {
      throw new EOFException("the content ends before the length that was promised");
    }
    window.close();
    window = next;
    bytes = next.bytes();
  }

  @Override
  protected void deallocate() {
    window.close();
  }

  @Override
  public FileRegion retain() {
    super.retain();
    return this;
  }

  @Override
  public FileRegion retain(int increment) {
    super.retain(increment);
    return this;
  }

  @Override
  public FileRegion touch() {
    return this;
  }

  @Override
  public FileRegion touch(Object hint) {
    return this;
  }
}
