package dev.sagebrush.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;

/**
 * A clock that stands still until somebody moves it on. Sleepers wake in the order of their times,
 * those of the same time in the order they went to sleep; each finds the clock at, or past, the
 * time it slept for.
 */
public final class AdvanceableClock implements Clock {

  private final PriorityQueue<Sleeper> sleepers = new PriorityQueue<>();
  private Instant now;
  private long count;

  /** A clock that shows {@code start}. */
  public AdvanceableClock(Instant start) {
    this.now = start;
  }

  private record Sleeper(Instant until, long number, CountDownLatch woken)
      implements Comparable<Sleeper> {
    @Override
    public int compareTo(Sleeper other) {
      int order = until.compareTo(other.until);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  /**
   * Moves the clock on and wakes whoever has slept long enough, one after the other, the clock
   * showing each one's time as it wakes.
   *
   * @throws IllegalArgumentException for a step backwards
   */
  public synchronized void advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("a clock does not run backwards");
    }
    Instant end = now.plus(step);
    Sleeper next = sleepers.peek();
    while (next != null && !next.until.isAfter(end)) {
      sleepers.remove();
      now = next.until.isAfter(now) ? next.until : now;
      next.woken.countDown();
      next = sleepers.peek();
    }
    now = end;
  }

  /** How many threads are asleep: what a test waits for before it moves the clock. */
  public synchronized int sleeping() {
    return sleepers.size();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (!duration.isPositive()) {
      return;
    }
    Sleeper sleeper = fallAsleep(duration);
    try {
      sleeper.woken.await();
    } finally {
      forget(sleeper);
    }
  }

  private synchronized Sleeper fallAsleep(Duration duration) {
    Sleeper sleeper = new Sleeper(now.plus(duration), count++, new CountDownLatch(1));
    sleepers.add(sleeper);
    return sleeper;
  }

  private synchronized void forget(Sleeper sleeper) {
    sleepers.remove(sleeper);
  }
}
