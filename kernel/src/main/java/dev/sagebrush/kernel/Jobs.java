package dev.sagebrush.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named work in the background, each on a virtual thread of its own. Work that computes for long
 * belongs into a process of its own, which a job then watches: virtual threads share few carriers.
 *
 * <table>
 *   <caption>States of a job</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>–<td>{@link #start}<td>running<td>a thread named {@code job-<name>} runs the work
 *   <tr><td>running<td>the work returns<td>–<td>the name is free again
 *   <tr><td>running<td>the work throws<td>–<td>logged, reported to the handler, the name is free
 *   <tr><td>running<td>{@link #cancel}, {@link #close}<td>cancelled<td>the thread is interrupted
 *   <tr><td>cancelled<td>the work returns, or throws InterruptedException<td>–<td>the name is free
 *   <tr><td>cancelled<td>the work throws something else<td>–<td>logged, reported, the name is free
 * </table>
 *
 * <p>Nothing here outlives the process: what must go on after a restart keeps its state in a table
 * and is started again from there by whoever owns it.
 */
public final class Jobs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private final Map<String, Job> running = new TreeMap<>();
  private final FailureHandler failures;
  private final Duration patience;
  private boolean closed;

  /** What a job does. An interrupt asks it to end soon. */
  public interface Work {
    /** Works until it is done or interrupted. */
    void run() throws Exception;
  }

  /** Learns of jobs that have thrown. */
  public interface FailureHandler {
    /** Called once, before the job's name is free again. */
    void failed(String name, Throwable failure);
  }

  private static final class Job {
    private final Thread thread;
    private boolean cancelled;

    Job(Thread thread) {
      this.thread = thread;
    }
  }

  /**
   * No jobs yet.
   *
   * @param failures is told of every job that throws, on the job's thread
   * @param patience how long {@link #close} waits, at most, for jobs to end
   */
  public Jobs(FailureHandler failures, Duration patience) {
    this.failures = failures;
    this.patience = patience;
  }

  /**
   * Starts a job.
   *
   * @throws IllegalStateException when one of this name is running, or after {@link #close}
   */
  public synchronized void start(String name, Work work) {
    if (closed) {
      throw new IllegalStateException("no job starts during the shutdown: " + name);
    }
    if (running.containsKey(name)) {
      throw new IllegalStateException("job " + name + " is running");
    }
    Thread thread = Thread.ofVirtual().name("job-" + name).unstarted(() -> run(name, work));
    running.put(name, new Job(thread));
    thread.start();
  }

  private void run(String name, Work work) {
    Throwable failure = null;
    try {
      work.run();
    } catch (Exception | Error e) {
      failure = e;
    }
    boolean expected =
        failure == null || failure instanceof InterruptedException && cancelled(name);
    try {
      if (!expected) {
        report(name, failure);
      }
    } finally {
      ended(name);
    }
  }

  private void report(String name, @Nullable Throwable failure) {
    Throwable reported = failure == null ? new IllegalStateException(name) : failure;
    LOG.error("job {} failed", name, reported);
    failures.failed(name, reported);
  }

  private synchronized boolean cancelled(String name) {
    Job job = running.get(name);
    return job != null && job.cancelled;
  }

  private synchronized void ended(String name) {
    running.remove(name);
  }

  /** Interrupts a job; false when none of this name is running. Does not wait for its end. */
  public synchronized boolean cancel(String name) {
    Job job = running.get(name);
    if (job == null) {
      return false;
    }
    job.cancelled = true;
    job.thread.interrupt();
    return true;
  }

  /**
   * Waits until no job of this name is running.
   *
   * @return false when {@code limit} has passed before
   */
  public boolean await(String name, Duration limit) throws InterruptedException {
    Thread thread;
    synchronized (this) {
      Job job = running.get(name);
      if (job == null) {
        return true;
      }
      thread = job.thread;
    }
    return thread.join(limit);
  }

  /** The names of the jobs that are running, in order. */
  public synchronized List<String> running() {
    return new ArrayList<>(running.keySet());
  }

  /** Interrupts every job and waits for their ends, for as long as the patience lasts. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    List<String> names = running();
    names.forEach(this::cancel);
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (String name : names) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        if (!await(name, left)) {
          LOG.warn("job {} did not end within {} of the shutdown", name, patience);
        }
      }
    } catch (InterruptedException e) {
      // Whoever closes is in a hurry: leave the rest to end by themselves.
      Thread.currentThread().interrupt();
    }
  }
}
