package dev.sagebrush.store.embedded;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.StoreException;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a unit of work sees of a session, for as long as it runs. */
final class SqliteView implements Transaction {

  private final SqliteTables store;
  private final SqliteSession session;
  private boolean ended;

  SqliteView(SqliteTables store, SqliteSession session) {
    this.store = store;
    this.session = session;
  }

  /** Refuses every later use: the snapshot is gone. */
  void end() {
    ended = true;
  }

  private SqliteSession session() {
    if (ended) {
      throw new IllegalStateException("used after its transaction has ended");
    }
    return session;
  }

  @Override
  public <T extends Record> @Nullable T get(Table<T> table, String key) {
    try {
      return session().get(SqliteTable.of(table, store), key);
    } catch (SQLException e) {
      throw failed("read", table, e);
    }
  }

  @Override
  public <T extends Record> List<Table.Row<T>> scan(Table<T> table, Range range) {
    try {
      return session().scan(SqliteTable.of(table, store), range);
    } catch (SQLException e) {
      throw failed("read", table, e);
    }
  }

  @Override
  public <T extends Record> void put(Table<T> table, String key, T row) {
    try {
      session().put(SqliteTable.of(table, store), key, row);
    } catch (SQLException e) {
      throw failed("write", table, e);
    }
  }

  @Override
  public <T extends Record> boolean delete(Table<T> table, String key) {
    try {
      return session().delete(SqliteTable.of(table, store), key);
    } catch (SQLException e) {
      throw failed("write", table, e);
    }
  }

  @Override
  public <T extends Record> int delete(Table<T> table, Range range) {
    try {
      return session().delete(SqliteTable.of(table, store), range);
    } catch (SQLException e) {
      throw failed("write", table, e);
    }
  }

  private static StoreException failed(String verb, Table<?> table, SQLException cause) {
    return new StoreException(
        "cannot " + verb + " " + table.name() + ": " + cause.getMessage(), cause);
  }
}
