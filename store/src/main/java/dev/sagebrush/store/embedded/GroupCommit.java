package dev.sagebrush.store.embedded;

import dev.sagebrush.store.StoreException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs short pieces of work one after the other and makes many of them durable with one sync.
 *
 * <p>Work runs on the thread of its caller, so scoped values and identities hold; the sync runs on
 * one platform thread, so that no virtual thread pins its carrier for the length of a disk flush.
 * The lock is fair: whoever arrives during a sync runs before the next one and shares it.
 */
final class GroupCommit implements AutoCloseable {

  /**
   * How long a sync waits for callers that shared the one before, who are probably on their way
   * back. Without it eight callers settle into batches of one and seven by turns.
   */
  private static final long LINGER_NANOS = 200_000;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition arrived = lock.newCondition();
  private final Group group;
  private final Thread committer;
  private @Nullable Batch open;
  private int previousSize = 1;
  private boolean closed;

  /** What a group of work shares. Every method is called with the lock held. */
  interface Group {

    /** Called before the first work of a batch. */
    default void begin() throws Exception {}

    /** Makes everything since {@link #begin} durable. */
    void commit() throws Exception;

    /** Called when {@link #commit} has thrown: undoes the batch as far as it can. */
    void abandon();
  }

  private static final class Batch {
    final CompletableFuture<Void> durable = new CompletableFuture<>();
    int size;
  }

  GroupCommit(String name, Group group) {
    this.group = group;
    this.committer = Thread.ofPlatform().daemon().name(name).start(this::commitBatches);
  }

  /** Whether this thread is inside {@link #run}. */
  boolean inside() {
    return lock.isHeldByCurrentThread();
  }

  /**
   * Runs {@code work} alone and returns when its effects are durable. What {@code work} throws is
   * thrown on, also only after what it may have seen of its batch is durable.
   *
   * @throws StoreException when the sync fails
   * @throws IllegalStateException when closed, or called by {@code work} itself
   */
  <R extends @Nullable Object> R run(Callable<R> work) throws Exception {
    if (inside()) {
      throw new IllegalStateException("a transaction cannot begin inside another one");
    }
    Batch batch;
    Callable<R> outcome;
    lock.lock();
    try {
      batch = join();
      outcome = attempt(work);
      arrived.signal();
    } finally {
      lock.unlock();
    }
    try {
      batch.durable.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StoreException("cannot sync: " + cause.getMessage(), cause);
    }
    return outcome.call();
  }

  private Batch join() throws Exception {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    Batch batch = open;
    if (batch == null) {
      group.begin();
      batch = new Batch();
      open = batch;
    }
    batch.size++;
    return batch;
  }

  private static <R extends @Nullable Object> Callable<R> attempt(Callable<R> work) {
    try {
      R result = work.call();
      return () -> result;
    } catch (Exception e) {
      return () -> {
        throw e;
      };
    } catch (Error e) {
      return () -> {
        throw e;
      };
    }
  }

  private void commitBatches() {
    while (true) {
      Batch batch;
      Throwable failure = null;
      lock.lock();
      try {
        batch = awaitBatch();
        if (batch == null) {
          return;
        }
        open = null;
        failure = commit();
      } finally {
        lock.unlock();
      }
      if (failure == null) {
        batch.durable.complete(null);
      } else {
        batch.durable.completeExceptionally(failure);
      }
    }
  }

  private @Nullable Throwable commit() {
    try {
      group.commit();
      return null;
    } catch (Exception | Error e) {
      group.abandon();
      return e;
    }
  }

  /** The next batch to sync; null when closed and nothing is left. */
  private @Nullable Batch awaitBatch() {
    while (open == null && !closed) {
      arrived.awaitUninterruptibly();
    }
    Batch batch = open;
    if (batch != null) {
      long left = LINGER_NANOS;
      while (batch.size < previousSize && left > 0 && !closed) {
        left = awaitArrival(left);
      }
      previousSize = batch.size;
    }
    return batch;
  }

  private long awaitArrival(long nanos) {
    try {
      return arrived.awaitNanos(nanos);
    } catch (InterruptedException e) {
      // Nobody but this class knows the thread; an interrupt only cuts the wait short.
      return 0;
    }
  }

  /** Syncs what has been run and ends; later work is refused. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    Uninterrupted.join(committer);
  }
}
