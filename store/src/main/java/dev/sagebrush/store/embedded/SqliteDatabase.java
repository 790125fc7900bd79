package dev.sagebrush.store.embedded;

import dev.sagebrush.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An SQLite file of ours: one writer, whose transactions are committed in groups, many readers. */
final class SqliteDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

  private final Path file;
  private final DirectoryLock directoryLock;
  private final SqliteSession writer;
  private final SqliteReaders readers;
  private final GroupCommit commits;

  /**
   * What kind of file it is.
   *
   * @param name of the file, without {@code .db}
   * @param applicationId the {@code PRAGMA application_id} that tells it from others
   * @param version the {@code PRAGMA user_version}
   * @param schema the statements that make an empty one
   */
  record Format(String name, int applicationId, int version, List<String> schema) {}

  /** Work on a session; runs in a transaction of its own when it writes. */
  interface Work<R extends @Nullable Object> {
    R on(SqliteSession session) throws SQLException;
  }

  private SqliteDatabase(
      Path file, DirectoryLock directoryLock, SqliteSession writer, String name) {
    this.file = file;
    this.directoryLock = directoryLock;
    this.writer = writer;
    this.readers = new SqliteReaders(file);
    this.commits = new GroupCommit(name + "-commit", new WriterTransaction());
  }

  /**
   * Opens the file of a directory, made where needed.
   *
   * @throws StoreException when it is in use, not ours, or of a newer format
   */
  static SqliteDatabase open(Path directory, Format format) {
    DirectoryLock lock = DirectoryLock.acquire(directory, format.name + ".lock");
    Path file = directory.resolve(format.name + ".db");
    SqliteSession writer = null;
    try {
      writer =
          SqliteSession.open(
              file,
              "journal_mode=WAL",
              "synchronous=FULL",
              // What a row held does not stay readable behind the row that took its place.
              "secure_delete=FAST",
              "cache_size=-16384",
              "wal_autocheckpoint=2000",
              "journal_size_limit=67108864",
              "busy_timeout=10000");
      prepare(writer, file, format);
      return new SqliteDatabase(file, lock, writer, format.name);
    } catch (SQLException e) {
      close(lock, writer);
      throw new StoreException("cannot open " + file + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close(lock, writer);
      throw e;
    }
  }

  private static void close(DirectoryLock lock, @Nullable SqliteSession writer) {
    try (lock) {
      if (writer != null) {
        writer.close();
      }
    } catch (SQLException e) {
      throw new StoreException("cannot close the database", e);
    }
  }

  private static void prepare(SqliteSession writer, Path file, Format format) throws SQLException {
    int application = writer.number("PRAGMA application_id");
    int version = writer.number("PRAGMA user_version");
    boolean fresh = application == 0 && writer.number("SELECT count(*) FROM sqlite_schema") == 0;
    if (!fresh && application != format.applicationId) {
      throw new StoreException(file + " is not one of our " + format.name + " files");
    }
    if (version > format.version) {
      throw new StoreException(
          file + " has format " + version + "; this server knows formats up to " + format.version);
    }
    if (fresh) {
      writer.execute("BEGIN IMMEDIATE");
      for (String statement : format.schema) {
        writer.execute(statement);
      }
      writer.execute("PRAGMA application_id=" + format.applicationId);
      writer.execute("PRAGMA user_version=" + format.version);
      writer.execute("COMMIT");
    }
  }

  /** Reads what has been committed; refused inside {@link #write}. */
  <R extends @Nullable Object> R read(Work<R> work) {
    if (commits.inside()) {
      throw new IllegalStateException("inside a transaction, read through it");
    }
    try {
      SqliteSession session = readers.acquire();
      R result;
      try {
        result = work.on(session);
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

  /** Runs a transaction; durable on return. */
  <R extends @Nullable Object> R write(Work<R> work) {
    try {
      return commits.run(() -> withinSavepoint(work));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new StoreException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private <R extends @Nullable Object> R withinSavepoint(Work<R> work) throws SQLException {
    writer.execute("SAVEPOINT one");
    boolean done = false;
    try {
      R result = work.on(writer);
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
    close(directoryLock, writer);
  }
}
