package dev.sagebrush.store.embedded;

import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import org.jspecify.annotations.Nullable;

/** A declared table and the statements that work on it. */
final class SqliteTable<T extends Record> implements Table<T> {

  private final SqliteTables store;
  private final TableSpec<T> spec;
  final RowCodec<T> codec;
  final String create;
  final String get;
  final String put;
  final String delete;
  private final String quoted;

  SqliteTable(SqliteTables store, TableSpec<T> spec) {
    this.store = store;
    this.spec = spec;
    this.codec = new RowCodec<>(spec.type());
    this.quoted = "\"rows." + spec.name().replace("\"", "\"\"") + '"';
    this.create =
        "CREATE TABLE IF NOT EXISTS "
            + quoted
            + " (key BLOB NOT NULL PRIMARY KEY, row BLOB NOT NULL) STRICT, WITHOUT ROWID";
    this.get = "SELECT row FROM " + quoted + " WHERE key = ?";
    this.put = "INSERT OR REPLACE INTO " + quoted + " (key, row) VALUES (?, ?)";
    this.delete = "DELETE FROM " + quoted + " WHERE key = ?";
  }

  /** Parameters: from, to where {@code bounded}, limit. Columns: key, row. */
  String scan(boolean bounded, boolean descending) {
    return "SELECT key, row FROM " + quoted + where(bounded, descending);
  }

  /** Parameters: from, to where {@code bounded}, limit. */
  String deleteRange(boolean bounded, boolean descending) {
    return "DELETE FROM "
        + quoted
        + " WHERE key IN (SELECT key FROM "
        + quoted
        + where(bounded, descending)
        + ')';
  }

  private static String where(boolean bounded, boolean descending) {
    return " WHERE key >= ?"
        + (bounded ? " AND key < ?" : "")
        + " ORDER BY key"
        + (descending ? " DESC" : "")
        + " LIMIT ?";
  }

  /** The physical table behind a handle, which must be of {@code store}. */
  static <T extends Record> SqliteTable<T> of(Table<T> table, SqliteTables store) {
    if (table instanceof SqliteTable<T> ours && ours.store == store) {
      return ours;
    }
    throw new IllegalArgumentException("table " + table.name() + " belongs to another store");
  }

  TableSpec<T> spec() {
    return spec;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public @Nullable T get(String key) {
    return store.get(this, key);
  }

  @Override
  public void put(String key, T row) {
    store.write(transaction -> {
      transaction.put(this, key, row);
      return this;
    });
  }

  @Override
  public Tables store() {
    return store;
  }
}
