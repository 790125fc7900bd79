package dev.sagebrush.learn.math;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed team of named threads that shares out numbered tasks. The caller works too. A task must
 * write only what belongs to its number: then the result does not depend on the size of the team.
 */
public final class Workers implements AutoCloseable {

  /** One piece of work. */
  @FunctionalInterface
  public interface Task {
    /**
     * Runs a piece.
     *
     * @param number which piece, in [0, tasks)
     * @param worker which member of the team runs it, in [0, {@link #size()}): picks a scratch
     *     space
     */
    void run(int number, int worker);
  }

  private final int size;
  private final ExecutorService others;

  /**
   * A team.
   *
   * @param name prefix of the thread names
   * @param size members, the caller included, at least 1
   */
  public Workers(String name, int size) {
    this.size = size;
    // With one member no task is ever submitted, and a pool without work starts no thread.
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, size - 1), Thread.ofPlatform().daemon().name(name + "-", 1).factory());
  }

  /** Members of the team, the caller included. */
  public int size() {
    return size;
  }

  /** Runs every task once and returns when all are done; a task's exception is thrown here. */
  public void each(int tasks, Task task) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (int worker = 1; worker < Math.min(size, tasks); worker++) {
      int number = worker;
      running.add(others.submit(() -> claim(next, tasks, task, number)));
    }
    try {
      claim(next, tasks, task, 0);
    } finally {
      next.set(tasks);
      join(running);
    }
  }

  private static void claim(AtomicInteger next, int tasks, Task task, int worker) {
    for (int number = next.getAndIncrement(); number < tasks; number = next.getAndIncrement()) {
      task.run(number, worker);
    }
  }

  private static void join(List<Future<?>> running) {
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a worker failed: " + e.getCause(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while workers ran", e);
      }
    }
  }

  @Override
  public void close() {
    others.shutdownNow();
  }
}
