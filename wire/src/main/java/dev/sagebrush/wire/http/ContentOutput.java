package dev.sagebrush.wire.http;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Where content of unknown length is written. Nothing leaves before the first flush or the first
 * full buffer, so that short content goes out whole, with its length, and a writer that fails early
 * can still be answered for.
 */
final class ContentOutput extends OutputStream {

  private static final int SIZE = 16 << 10;

  private final Exchange exchange;
  private final byte[] buffer = new byte[SIZE];
  private int filled;
  private boolean begun;

  ContentOutput(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Whether the head is on its way. */
  boolean begun() {
    return begun;
  }

  /** What was written, when nothing has left yet. */
  byte[] whole() {
    return Arrays.copyOf(buffer, filled);
  }

  @Override
  public void write(int value) throws IOException {
    if (filled == SIZE) {
      send();
    }
    buffer[filled++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    int done = 0;
    while (done < length) {
      if (filled == SIZE) {
        send();
      }
      int size = Math.min(length - done, SIZE - filled);
      System.arraycopy(source, offset + done, buffer, filled, size);
      filled += size;
      done += size;
    }
  }

  /** Brings what was written so far to the client. */
  @Override
  public void flush() throws IOException {
    send();
  }

  private void send() throws IOException {
    if (!begun) {
      begun = true;
      exchange.begin();
    }
    if (filled > 0) {
      ByteBuf piece = exchange.buffer(filled).writeBytes(buffer, 0, filled);
      filled = 0;
      exchange.send(piece);
    }
  }
}
