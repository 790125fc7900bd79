package dev.sagebrush.kernel;

import java.time.Duration;
import java.time.Instant;

/**
 * The only source of time. A server may run on the machine's clock or on one that a user advances;
 * nothing else in Sagebrush asks the machine what time it is.
 *
 * <p>What AWS does by date (lifetimes, schedules, retention, what a reply is stamped with) goes by
 * the clock itself; what happens between processes (leases, polling, the dates of signatures that
 * clients make) goes by its {@link #machine()}.
 */
public interface Clock {

  /** The present moment of this server. Runs backwards only where a user has it reset. */
  Instant now();

  /**
   * Waits until {@code now()} has moved on by {@code duration}; an advanced clock wakes the
   * sleeper.
   *
   * @throws InterruptedException when the waiting thread is told to stop
   */
  void sleep(Duration duration) throws InterruptedException;

  /** The clock of the machine, which nobody moves on. */
  default Clock machine() {
    return this;
  }
}
