package dev.sagebrush.store.embedded;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * One connection with its prepared statements. Used by one thread at a time; not more than a thin
 * layer over JDBC, so its methods throw {@link SQLException}.
 */
final class SqliteSession implements AutoCloseable {

  private final Connection connection;
  private final Statement plain;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private SqliteSession(Connection connection) throws SQLException {
    this.connection = connection;
    this.plain = connection.createStatement();
  }

  static SqliteSession open(Path file, String... pragmas) throws SQLException {
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
    SqliteSession session = new SqliteSession(connection);
    for (String pragma : pragmas) {
      session.execute("PRAGMA " + pragma);
    }
    return session;
  }

  void execute(String sql) throws SQLException {
    plain.execute(sql);
  }

  /** The first column of the first row, as a pragma or a count answers it. */
  int number(String sql) throws SQLException {
    try (ResultSet rows = plain.executeQuery(sql)) {
      if (!rows.next()) {
        throw new SQLException("no answer to " + sql);
      }
      return rows.getInt(1);
    }
  }

  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  <T extends Record> @Nullable T get(SqliteTable<T> table, String key) throws SQLException {
    PreparedStatement statement = prepare(table.get);
    statement.setBytes(1, KeyBytes.of(key));
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? table.codec.read(rows.getBytes(1)) : null;
    }
  }

  <T extends Record> List<Table.Row<T>> scan(SqliteTable<T> table, Range range)
      throws SQLException {
    PreparedStatement statement = prepare(table.scan(range.to() != null, range.descending()));
    bind(statement, range);
    List<Table.Row<T>> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String key = KeyBytes.read(rows.getBytes(1));
        found.add(new Table.Row<>(key, table.codec.read(rows.getBytes(2))));
      }
    }
    return found;
  }

  private static void bind(PreparedStatement statement, Range range) throws SQLException {
    int parameter = 1;
    statement.setBytes(parameter++, KeyBytes.of(range.from()));
    String to = range.to();
    if (to != null) {
      statement.setBytes(parameter++, KeyBytes.of(to));
    }
    // SQLite reads a negative limit as none.
    statement.setInt(parameter, Math.max(0, range.limit()));
  }

  <T extends Record> void put(SqliteTable<T> table, String key, T row) throws SQLException {
    putBytes(table, KeyBytes.of(key), table.codec.write(row));
  }

  void putBytes(SqliteTable<?> table, byte[] key, byte[] row) throws SQLException {
    PreparedStatement statement = prepare(table.put);
    statement.setBytes(1, key);
    statement.setBytes(2, row);
    statement.executeUpdate();
  }

  boolean delete(SqliteTable<?> table, String key) throws SQLException {
    PreparedStatement statement = prepare(table.delete);
    statement.setBytes(1, KeyBytes.of(key));
    return statement.executeUpdate() > 0;
  }

  int delete(SqliteTable<?> table, Range range) throws SQLException {
    PreparedStatement statement =
        prepare(table.deleteRange(range.to() != null, range.descending()));
    bind(statement, range);
    return statement.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    plain.close();
    connection.close();
  }
}
