package dev.sagebrush.wire.http;

import io.netty.channel.Channel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands a response's content from the thread that makes it to the event loop, and holds that thread
 * back while more than {@code limit} bytes wait for the client to take them.
 */
final class Sender {

  private final Channel channel;
  private final int limit;
  private final long stallNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition taken = lock.newCondition();
  private long waiting;
  private long sent;
  private @Nullable Throwable failure;

  Sender(Channel channel, int limit, long stallNanos) {
    this.channel = channel;
    this.limit = limit;
    this.stallNanos = stallNanos;
  }

  /** Content bytes handed over so far. */
  long sent() {
    return sent;
  }

  /** Runs on the event loop, after everything sent before. */
  void run(Runnable task) throws ClientGoneException {
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException stopped) {
      throw new ClientGoneException("the server is stopping", stopped);
    }
  }

  /**
   * Writes and flushes a message once there is room for it.
   *
   * @param size content bytes in the message
   * @throws ClientGoneException when the client is gone or has taken nothing for too long; the
   *     message is released then
   */
  void send(Object message, long size) throws ClientGoneException {
    try {
      awaitAtMost(limit, true);
      lock.lock();
      try {
        waiting += size;
        sent += size;
      } finally {
        lock.unlock();
      }
      run(() -> channel.writeAndFlush(message).addListener(done -> written(size, done.cause())));
    } catch (ClientGoneException | RuntimeException failed) {
      ReferenceCountUtil.release(message);
      throw failed;
    }
  }

  /**
   * Waits until the client's side of the network has everything.
   *
   * @param timed false where one message may rightly take longer than the stall bound, and the
   *     connection itself watches its progress
   */
  void awaitAll(boolean timed) throws ClientGoneException {
    awaitAtMost(1, timed);
  }

  private void written(long size, @Nullable Throwable cause) {
    lock.lock();
    try {
      waiting -= size;
      if (cause != null && failure == null) {
        failure = cause;
      }
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitAtMost(long bound, boolean timed) throws ClientGoneException {
    lock.lock();
    try {
      long left = stallNanos;
      long seen = waiting;
      while (waiting >= bound && failure == null) {
        if (left <= 0) {
          throw new ClientGoneException("the client has stopped reading the response");
        }
        if (timed) {
          left = taken.awaitNanos(left);
          if (waiting != seen) {
            seen = waiting;
            left = stallNanos;
          }
        } else {
          taken.await();
        }
      }
      if (failure != null) {
        throw new ClientGoneException("the response could not be sent", failure);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ClientGoneException("interrupted while sending the response", interrupted);
    } finally {
      lock.unlock();
    }
  }
}
