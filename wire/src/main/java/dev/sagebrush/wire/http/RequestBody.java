package dev.sagebrush.wire.http;

import dev.sagebrush.model.ServiceException;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The content of one request, handed from the event loop that receives it to the thread that reads
 * it. Holds at most about {@code limit} bytes: the event loop stops reading the connection (or
 * grants no HTTP/2 window) while the reader is behind.
 *
 * <p>Reading waits. It fails with {@link IOException} when the peer is gone, and with {@link
 * ServiceException} when the peer is there to be told: {@code RequestTimeout} when it sends nothing
 * for too long, {@code InvalidRequest} when the content is malformed.
 */
final class RequestBody extends InputStream {

  /** The connection's side, called by the reading thread. */
  interface Source {
    /** There is room again: read on. */
    void resume();

    /** The handler wants the content now: a client that waits for {@code 100 Continue} gets it. */
    void wanted();
  }

  private static final int PIECE_COST = 128;

  private final Source source;
  private final int limit;
  private final long stallNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>(4);
  private int queued;
  private long received;
  private boolean ended;
  private boolean closed;
  private boolean paused;
  private boolean asked;
  private @Nullable Exception failure;

  RequestBody(Source source, int limit, long stallNanos) {
    this.source = source;
    this.limit = limit;
    this.stallNanos = stallNanos;
  }

  // ---- the event loop's side

  /** Takes over a piece of content. */
  void offer(ByteBuf content) {
    lock.lock();
    try {
      int size = content.readableBytes();
      received += size;
      if (closed || size == 0) {
        content.release();
        return;
      }
      queue.add(content);
      queued += size;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The content is complete. */
  void end() {
    lock.lock();
    try {
      ended = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The content will never be complete; what came is not handed out any more. */
  void fail(Exception cause) {
    lock.lock();
    try {
      if (!ended && failure == null) {
        failure = cause;
        drop();
        arrived.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether enough is held; if so the source hears {@link Source#resume} when there is room. */
  boolean pauseWhenFull() {
    lock.lock();
    try {
      paused = held() >= limit;
      return paused;
    } finally {
      lock.unlock();
    }
  }

  /** Whether everything has arrived (read or not). */
  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Content bytes arrived so far. */
  long received() {
    lock.lock();
    try {
      return received;
    } finally {
      lock.unlock();
    }
  }

  // ---- the reader's side

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    boolean resume;
    int size;
    lock.lock();
    try {
      if (!await()) {
        return -1;
      }
      ByteBuf first = queue.element();
      size = Math.min(length, first.readableBytes());
      first.readBytes(target, offset, size);
      queued -= size;
      if (!first.isReadable()) {
        queue.remove().release();
      }
      resume = paused && held() <= limit / 2;
      paused &= !resume;
    } finally {
      lock.unlock();
    }
    if (resume) {
      source.resume();
    }
    return size;
  }

  @Override
  public int available() throws IOException {
    lock.lock();
    try {
      return queued;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody reads on: what is held is let go, and what still comes is dropped. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      drop();
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is content (true) or its end (false). */
  private boolean await() throws IOException {
    long left = stallNanos;
    while (queue.isEmpty()) {
      if (failure instanceof ServiceException told) {
        throw told;
      } else if (failure != null) {
        throw new IOException(failure.getMessage(), failure);
      } else if (closed) {
        throw new IOException("the request body is closed");
      } else if (ended) {
        return false;
      } else if (left <= 0) {
        throw ServiceException.of(
            "RequestTimeout",
            400,
            "Your socket connection to the server was not read from or written to within the"
                + " timeout period. Idle connections will be closed.");
      }
      if (!asked) {
        asked = true;
        source.wanted();
      }
      try {
        left = arrived.awaitNanos(left);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while reading the request body", interrupted);
      }
    }
    return true;
  }

  private void drop() {
    ByteBuf next = queue.poll();
    while (next != null) {
      next.release();
      next = queue.poll();
    }
    queued = 0;
  }

  /**
   * Bytes held, each piece counted with what keeping it costs: pieces of one byte are no way out.
   */
  private int held() {
    return queued + PIECE_COST * queue.size();
  }
}
