package dev.sagebrush.store.embedded;

import dev.sagebrush.store.StoreException;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables in one SQLite file, {@code tables.db}, in WAL mode with {@code synchronous=FULL}.
 *
 * <p>Transactions run one after the other on the threads of their callers, each within a savepoint
 * of one SQLite transaction that a committer thread commits, and syncs, for all of them at once.
 * Reads run beside them on connections of their own and see what has been committed. A read inside
 * {@link #write} that does not go through its {@link Transaction} would miss the transaction's own
 * writes, so it is refused; so is a write inside a write.
 *
 * <h2>Format, version 1</h2>
 *
 * <ul>
 *   <li>{@code PRAGMA application_id}: 0x53414745 ("SAGE"); {@code PRAGMA user_version}: the
 *       version of this format, 1.
 *   <li>Table {@code tables (name TEXT PRIMARY KEY, version INTEGER)}: each declared table and the
 *       version of its rows.
 *   <li>Per declared table, {@code "rows.<name>" (key BLOB PRIMARY KEY, row BLOB) STRICT, WITHOUT
 *       ROWID}. The key is UTF-8; the row is UTF-8 JSON, one member per component that is not null,
 *       bytes in base64, times in ISO 8601 UTC, enums by name.
 * </ul>
 */
public final class SqliteTables implements Tables {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteTables.class);
  private static final int APPLICATION_ID = 0x53414745;
  private static final int FORMAT = 1;

  private final Path file;
  private final DirectoryLock directoryLock;
  private final SqliteSession writer;
  private final SqliteReaders readers;
  private final GroupCommit commits;
  private final Map<String, Integer> versions = new ConcurrentHashMap<>();

  private SqliteTables(Path file, DirectoryLock directoryLock, SqliteSession writer)
      throws SQLException {
    this.file = file;
    this.directoryLock = directoryLock;
    this.writer = writer;
    prepareFormat();
    this.readers = new SqliteReaders(file);
    this.commits = new GroupCommit("tables-commit", new WriterTransaction());
  }

  /**
   * Opens the tables of a directory, made where needed.
   *
   * @throws StoreException when they are in use, not ours, or of a newer format
   */
  public static SqliteTables open(Path directory) {
    DirectoryLock lock = DirectoryLock.acquire(directory, "tables.lock");
    Path file = directory.resolve("tables.db");
    SqliteSession writer = null;
    try {
      writer =
          SqliteSession.open(
              file,
              "journal_mode=WAL",
              "synchronous=FULL",
              "cache_size=-16384",
              "wal_autocheckpoint=2000",
              "journal_size_limit=67108864",
              "busy_timeout=10000");
      return new SqliteTables(file, lock, writer);
    } catch (SQLException e) {
      closeQuietly(lock, writer);
      throw new StoreException("cannot open " + file + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      closeQuietly(lock, writer);
      throw e;
    }
  }

  private static void closeQuietly(DirectoryLock lock, @Nullable SqliteSession writer) {
    try (lock) {
      if (writer != null) {
        writer.close();
      }
    } catch (SQLException e) {
      throw new StoreException("cannot close after a failed opening", e);
    }
  }

  private void prepareFormat() throws SQLException {
    int application = writer.number("PRAGMA application_id");
    int format = writer.number("PRAGMA user_version");
    boolean fresh = application == 0 && writer.number("SELECT count(*) FROM sqlite_schema") == 0;
    if (!fresh && application != APPLICATION_ID) {
      throw new StoreException(file + " is not a table store");
    }
    if (format > FORMAT) {
      throw new StoreException(
          file + " has format " + format + "; this server knows formats up to " + FORMAT);
    }
    if (fresh) {
      writer.execute("BEGIN IMMEDIATE");
      writer.execute(
          "CREATE TABLE tables (name TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL) STRICT");
      writer.execute("PRAGMA application_id=" + APPLICATION_ID);
      writer.execute("PRAGMA user_version=" + FORMAT);
      writer.execute("COMMIT");
    }
    versions.putAll(SqliteSchema.versions(writer));
  }

  @Override
  public synchronized <T extends Record> Table<T> table(TableSpec<T> spec) {
    SqliteTable<T> table = new SqliteTable<>(this, spec);
    Integer stored = versions.get(spec.name());
    if (stored != null && stored > spec.version()) {
      throw new IllegalStateException(
          "table "
              + spec.name()
              + " has rows of version "
              + stored
              + "; this server knows versions up to "
              + spec.version());
    }
    if (stored == null || stored < spec.version()) {
      transact(() -> SqliteSchema.bring(writer, table, stored));
      versions.put(spec.name(), spec.version());
    }
    return table;
  }

  @Override
  public <R> R read(Function<View, R> work) {
    return reading(session -> {
      session.execute("BEGIN");
      SqliteView view = new SqliteView(this, session);
      try {
        return work.apply(view);
      } finally {
        view.end();
        session.execute("COMMIT");
      }
    });
  }

  <T extends Record> @Nullable T get(SqliteTable<T> table, String key) {
    return reading(session -> session.get(table, key));
  }

  private interface Reading<R extends @Nullable Object> {
    R of(SqliteSession session) throws SQLException;
  }

  private <R extends @Nullable Object> R reading(Reading<R> work) {
    if (commits.inside()) {
      throw new IllegalStateException("inside a transaction, read through it");
    }
    try {
      SqliteSession session = readers.acquire();
      R result;
      try {
        result = work.of(session);
      } catch (SQLException e) {
        session.close();
        throw e;
      } catch (RuntimeException | Error e) {
        readers.release(session);
        throw e;
      }
      readers.release(session);
      return result;
    } catch (SQLException e) {
      throw new StoreException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public <R> R write(Function<Transaction, R> work) {
    return transact(() -> {
      SqliteView transaction = new SqliteView(this, writer);
      try {
        return work.apply(transaction);
      } finally {
        transaction.end();
      }
    });
  }

  private interface Writing<R> {
    R run() throws SQLException;
  }

  private <R> R transact(Writing<R> work) {
    try {
      return commits.run(() -> withinSavepoint(work));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new StoreException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private <R> R withinSavepoint(Writing<R> work) throws SQLException {
    writer.execute("SAVEPOINT one");
    boolean done = false;
    try {
      R result = work.run();
      done = true;
      return result;
    } finally {
      if (!done) {
        writer.execute("ROLLBACK TO one");
      }
      writer.execute("RELEASE one");
    }
  }

  private final class WriterTransaction implements GroupCommit.Group {

    @Override
    public void begin() throws SQLException {
      writer.execute("BEGIN IMMEDIATE");
    }

    @Override
    public void commit() throws SQLException {
      writer.execute("COMMIT");
    }

    @Override
    public void abandon() {
      try {
        writer.execute("ROLLBACK");
      } catch (SQLException e) {
        // After some failures SQLite has rolled back by itself and knows no transaction; the
        // callers get the failure of the commit, which tells the story.
        LOG.debug("nothing to roll back in {}", file, e);
      }
    }
  }

  @Override
  public void close() {
    commits.close();
    readers.close();
    closeQuietly(directoryLock, writer);
  }
}
