package dev.sagebrush.store.embedded;

import dev.sagebrush.store.StoreException;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

  private static final SqliteDatabase.Format FORMAT =
      new SqliteDatabase.Format(
          "tables",
          0x53414745,
          1,
          List.of(
              "CREATE TABLE tables (name TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL)"
                  + " STRICT"));

  private final SqliteDatabase database;
  private final Map<String, Integer> versions = new ConcurrentHashMap<>();

  private SqliteTables(SqliteDatabase database) {
    this.database = database;
    versions.putAll(database.read(SqliteSchema::versions));
  }

  /**
   * Opens the tables of a directory, made where needed.
   *
   * @throws StoreException when they are in use, not ours, or of a newer format
   */
  public static SqliteTables open(Path directory) {
    return new SqliteTables(SqliteDatabase.open(directory, FORMAT));
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
      database.write(session -> SqliteSchema.bring(session, table, stored));
      versions.put(spec.name(), spec.version());
    }
    return table;
  }

  @Override
  public <R extends @Nullable Object> R read(Function<View, R> work) {
    return database.read(session -> {
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
    return database.read(session -> session.get(table, key));
  }

  @Override
  public <R extends @Nullable Object> R write(Function<Transaction, R> work) {
    return database.write(session -> {
      SqliteView transaction = new SqliteView(this, session);
      try {
        return work.apply(transaction);
      } finally {
        transaction.end();
      }
    });
  }

  @Override
  public void close() {
    database.close();
  }
}
