package dev.sagebrush.store.embedded;

import dev.sagebrush.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections that read. There is always one to be had, so a read inside a read cannot wait for
 * itself; only a few stay open when they are not in use.
 */
final class SqliteReaders implements AutoCloseable {

  private static final int KEPT = 16;

  private final Path file;
  private final ConcurrentLinkedDeque<SqliteSession> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger idleCount = new AtomicInteger();
  private volatile boolean closed;

  SqliteReaders(Path file) {
    this.file = file;
  }

  SqliteSession acquire() throws SQLException {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    SqliteSession session = idle.pollFirst();
    if (session == null) {
      return SqliteSession.open(file, "query_only=ON", "busy_timeout=10000");
    }
    idleCount.decrementAndGet();
    return session;
  }

  /** Takes back a session whose last statement went well; broken ones are closed instead. */
  void release(SqliteSession session) throws SQLException {
    if (closed || idleCount.get() >= KEPT) {
      session.close();
    } else {
      idleCount.incrementAndGet();
      idle.addFirst(session);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (SqliteSession session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
      try {
        session.close();
      } catch (SQLException e) {
        throw new StoreException("cannot close a reader of " + file, e);
      }
    }
  }
}
