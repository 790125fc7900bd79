package dev.sagebrush.wire.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The open connections of a server, counted against their limit, and told when the server stops.
 */
final class Connections {

  private final int limit;
  private final Set<Connection> all = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fewer = lock.newCondition();
  private volatile boolean stopping;

  Connections(int limit, AtomicInteger open) {
    this.limit = limit;
    this.open = open;
  }

  /** Whether one more may be served; if so it counts until {@link #remove}. */
  boolean add(Connection connection) {
    if (open.incrementAndGet() > limit || stopping) {
      open.decrementAndGet();
      return false;
    }
    all.add(connection);
    if (stopping) {
      connection.stop();
    }
    return true;
  }

  void remove(Connection connection) {
    if (all.remove(connection)) {
      open.decrementAndGet();
      lock.lock();
      try {
        fewer.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Whether connections should end with the response they are at. */
  boolean stopping() {
    return stopping;
  }

  /**
   * Lets every connection finish what it is at, and cuts those that have not by the deadline.
   *
   * @return how many were cut
   */
  int stop(Duration deadline) throws InterruptedException {
    stopping = true;
    all.forEach(Connection::stop);
    long left = deadline.toNanos();
    lock.lock();
    try {
      while (!all.isEmpty() && left > 0) {
        left = fewer.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    int cut = all.size();
    all.forEach(Connection::cut);
    return cut;
  }
}
