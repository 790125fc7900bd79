package dev.sagebrush.kernel;

import java.time.Duration;
import java.time.Instant;

/**
 * The only source of time. A server may run on the machine's clock or on one that a user advances;
 * nothing else in Sagebrush asks the machine what time it is.
 */
public interface Clock {

  /** The present moment of this server. Never runs backwards within one process. */
  Instant now();

  /**
   * Waits until {@code now()} has moved on by {@code duration}; an advanced clock wakes the
   * sleeper.
   *
   * @throws InterruptedException when the waiting thread is told to stop
   */
  void sleep(Duration duration) throws InterruptedException;
}
