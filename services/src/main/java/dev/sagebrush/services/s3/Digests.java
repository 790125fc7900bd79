package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.checksum.Checksum;
import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checksums of content that passes by in buffers.
 *
 * <p>What fits in one buffer is digested by the caller. From the second buffer on a helper thread
 * digests, so that MD5, the slowest stage of a PUT, runs beside reading and writing. At most {@link
 * #BUFFERS} buffers are in use, whatever the size of the content.
 */
final class Digests implements AutoCloseable {

  /** Bytes per buffer. */
  static final int BUFFER = 128 * 1024;

  /** Buffers in circulation per content. */
  static final int BUFFERS = 6;

  private static final Chunk END = new Chunk(new byte[0], -1);

  private final Executor helpers;
  private final Map<ChecksumAlgorithm, Checksum> running = new EnumMap<>(ChecksumAlgorithm.class);
  private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
  private final ArrayDeque<Chunk> held = new ArrayDeque<>(1);
  private int allocated;
  private @Nullable CompletableFuture<Void> helper;

  /** The length is negative after the last. */
  private record Chunk(byte[] bytes, int length) {}

  /**
   * Begins.
   *
   * @param helpers where a helper may run; it needs a thread of its own while the content lasts
   */
  Digests(Set<ChecksumAlgorithm> algorithms, Executor helpers) {
    this.helpers = helpers;
    algorithms.forEach(algorithm -> running.put(algorithm, algorithm.start()));
  }

  /** A buffer to fill. The first may be smaller when the content is known to be. */
  byte[] buffer(long expected) throws IOException {
    if (allocated < BUFFERS && free.isEmpty()) {
      allocated++;
      boolean small = allocated == 1 && expected >= 0 && expected < BUFFER;
      return new byte[small ? (int) expected + 1 : BUFFER];
    }
    try {
      byte[] buffer = free.poll(1, TimeUnit.SECONDS);
      while (buffer == null) {
        if (helper != null && helper.isDone()) {
          throw new IOException("the helper that digests the content has stopped");
        }
        buffer = free.poll(1, TimeUnit.SECONDS);
      }
      return buffer;
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Takes in a filled buffer; the caller must not change it any more. */
  void take(byte[] buffer, int length) {
    Chunk chunk = new Chunk(buffer, length);
    if (helper == null && held.isEmpty()) {
      held.add(chunk);
      return;
    }
    if (helper == null) {
      helper = CompletableFuture.runAsync(this::digestAll, helpers);
      full.add(held.remove());
    }
    full.add(chunk);
  }

  private void digestAll() {
    try {
      for (Chunk chunk = full.take(); chunk.length() >= 0; chunk = full.take()) {
        digest(chunk);
        free.add(chunk.bytes());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("a digest thread was interrupted", e);
    }
  }

  private void digest(Chunk chunk) {
    running.values().forEach(checksum -> checksum.update(chunk.bytes(), 0, chunk.length()));
  }

  /** The values of everything taken in. */
  Map<ChecksumAlgorithm, byte[]> values() throws IOException {
    if (helper == null) {
      held.forEach(this::digest);
      held.clear();
    } else {
      close();
    }
    Map<ChecksumAlgorithm, byte[]> values = new EnumMap<>(ChecksumAlgorithm.class);
    running.forEach((algorithm, checksum) -> values.put(algorithm, checksum.value()));
    return values;
  }

  /** Ends the helper, if there is one, and waits for it. */
  @Override
  public void close() throws IOException {
    CompletableFuture<Void> waiting = helper;
    if (waiting == null || waiting.isDone() && !waiting.isCompletedExceptionally()) {
      return;
    }
    try {
      full.offer(END);
      waiting.get();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw new IOException("cannot digest the content", e.getCause());
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while content passed by");
  }
}
