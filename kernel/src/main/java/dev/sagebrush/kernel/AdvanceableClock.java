package dev.sagebrush.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that somebody can move on. It runs ahead of the machine's by as much as it was moved, or
 * stands still.
 *
 * <table>
 *   <caption>States</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>running<td>{@link #advance}<td>running<td>is ahead by the step more
 *   <tr><td>running<td>{@link #pin}<td>pinned<td>shows that moment until it is moved
 *   <tr><td>pinned<td>{@link #advance}<td>pinned<td>shows the later moment
 *   <tr><td>pinned<td>{@link #run}<td>running<td>goes on from the moment it shows
 *   <tr><td>any<td>{@link #reset}<td>running<td>shows the machine's time again
 * </table>
 *
 * <p>While it is moved it stops at every moment somebody sleeps for, in the order of those moments:
 * a sleeper finds the clock at its time, and the clock goes on when that thread sleeps again, has
 * ended, or has worked for longer than {@code patience}. So a nightly job that is moved a year on
 * runs 365 times, each with its own date.
 */
public final class AdvanceableClock implements Clock {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final @Nullable Clock machine;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock moving = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final PriorityQueue<Sleeper> sleepers = new PriorityQueue<>();
  private final Set<Thread> awake = new HashSet<>();
  private volatile Setting setting;
  private long count;

  /**
   * How a clock is set.
   *
   * @param pinned the moment it shows while it stands still; null while it runs
   * @param ahead of the machine's clock while it runs
   */
  public record Setting(@Nullable Instant pinned, Duration ahead) {

    /** The machine's own time. */
    public static final Setting MACHINE = new Setting(null, Duration.ZERO);
  }

  /** A clock that shows {@code start} and stands still; nothing waits for those it wakes. */
  public AdvanceableClock(Instant start) {
    this.machine = null;
    this.patience = Duration.ZERO;
    this.setting = new Setting(start, Duration.ZERO);
  }

  /**
   * A clock over the machine's.
   *
   * @param setting how it is set at first
   * @param patience how long a move waits, at most, for one that it has woken
   */
  public AdvanceableClock(Clock machine, Setting setting, Duration patience) {
    this.machine = machine;
    this.patience = patience;
    this.setting = setting;
  }

  private static final class Sleeper implements Comparable<Sleeper> {
    private final Thread thread = Thread.currentThread();
    private final long number;
    private final Condition turned;
    private Instant until;

    Sleeper(Instant until, long number, Condition turned) {
      this.until = until;
      this.number = number;
      this.turned = turned;
    }

    @Override
    public int compareTo(Sleeper other) {
      int order = until.compareTo(other.until);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  @Override
  public Instant now() {
    return shown(setting);
  }

  private Instant shown(Setting set) {
    Instant pinned = set.pinned;
    return pinned != null ? pinned : machine().now().plus(set.ahead);
  }

  /** The clock below; itself when there is none. */
  @Override
  public Clock machine() {
    return machine == null ? this : machine;
  }

  /** How it is set now. */
  public Setting setting() {
    return setting;
  }

  /**
   * Moves the clock on.
   *
   * @throws IllegalArgumentException for a step backwards
   */
  public void advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("a clock does not run backwards");
    }
    moving.lock();
    try {
      Setting before = setting;
      Instant end = shown(before).plus(step);
      while (wakeNext(end)) {
        // Each turn of the loop is one moment that somebody slept for.
      }
      set(before.pinned != null ? pinnedAt(end) : runningFrom(end));
    } finally {
      moving.unlock();
    }
  }

  /** Stops the clock. */
  public void pin() {
    moving.lock();
    try {
      set(pinnedAt(now()));
    } finally {
      moving.unlock();
    }
  }

  /**
   * Moves the clock on to a moment and stops it there.
   *
   * @throws IllegalArgumentException for a moment that has passed
   */
  public void pin(Instant moment) {
    moving.lock();
    try {
      Instant now = now();
      set(pinnedAt(now));
      advance(Duration.between(now, moment));
    } finally {
      moving.unlock();
    }
  }

  /** Lets the clock run on from what it shows. */
  public void run() {
    moving.lock();
    try {
      set(runningFrom(now()));
    } finally {
      moving.unlock();
    }
  }

  /**
   * Shows the machine's time again, which may be long before: the only step backwards there is.
   * Whoever sleeps goes on sleeping for as long as was left.
   */
  public void reset() {
    moving.lock();
    lock.lock();
    try {
      Duration back = Duration.between(machine().now(), now());
      Sleeper[] all = sleepers.toArray(Sleeper[]::new);
      sleepers.clear();
      for (Sleeper sleeper : all) {
        sleeper.until = sleeper.until.minus(back);
        sleepers.add(sleeper);
      }
      set(machine == null ? setting : Setting.MACHINE);
    } finally {
      lock.unlock();
      moving.unlock();
    }
  }

  private static Setting pinnedAt(Instant moment) {
    return new Setting(moment, Duration.ZERO);
  }

  private Setting runningFrom(Instant moment) {
    return machine == null
        ? pinnedAt(moment)
        : new Setting(null, Duration.between(machine.now(), moment));
  }

  private void set(Setting changed) {
    lock.lock();
    try {
      setting = changed;
      sleepers.forEach(sleeper -> sleeper.turned.signal());
    } finally {
      lock.unlock();
    }
  }

  /** Goes on to the next moment, up to {@code end}, that somebody sleeps for; false without one. */
  private boolean wakeNext(Instant end) {
    Sleeper next;
    lock.lock();
    try {
      next = sleepers.peek();
      if (next == null || next.until.isAfter(end)) {
        return false;
      }
      sleepers.remove();
      Instant now = now();
      setting = pinnedAt(next.until.isAfter(now) ? next.until : now);
      awake.add(next.thread);
      next.turned.signal();
      awaitSettled(next.thread);
    } finally {
      lock.unlock();
    }
    return true;
  }

  private void awaitSettled(Thread thread) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (awake.contains(thread) && thread.isAlive() && System.nanoTime() < deadline) {
      try {
        settled.awaitNanos(POLL_NANOS);
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    awake.remove(thread);
  }

  /** How many threads are asleep: what a test waits for before it moves the clock. */
  public int sleeping() {
    lock.lock();
    try {
      return sleepers.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (!duration.isPositive()) {
      return;
    }
    lock.lock();
    try {
      Sleeper sleeper = new Sleeper(now().plus(duration), count++, lock.newCondition());
      sleepers.add(sleeper);
      if (awake.remove(sleeper.thread)) {
        settled.signalAll();
      }
      try {
        await(sleeper);
      } finally {
        sleepers.remove(sleeper);
      }
    } finally {
      lock.unlock();
    }
  }

  private void await(Sleeper sleeper) throws InterruptedException {
    while (true) {
      Duration left = Duration.between(now(), sleeper.until);
      if (!left.isPositive()) {
        return;
      }
      if (setting.pinned != null) {
        sleeper.turned.await();
      } else {
        sleeper.turned.await(left.toNanos(), TimeUnit.NANOSECONDS);
      }
    }
  }
}
