package dev.sagebrush.store.embedded;

import dev.sagebrush.store.TableSpec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which tables a file has, and bringing one to the version that is declared. */
final class SqliteSchema {

  private static final int MIGRATED_AT_ONCE = 256;

  private SqliteSchema() {}

  /** The version of each table of the file. */
  static Map<String, Integer> versions(SqliteSession session) throws SQLException {
    Map<String, Integer> versions = new HashMap<>();
    PreparedStatement statement = session.prepare("SELECT name, version FROM tables");
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        versions.put(rows.getString(1), rows.getInt(2));
      }
    }
    return versions;
  }

  /**
   * Makes the table, or migrates its rows from the version {@code stored}; answers how many rows it
   * migrated. Runs within the caller's transaction, so that a migration that fails leaves the old
   * rows.
   */
  static int bring(SqliteSession session, SqliteTable<?> table, @Nullable Integer stored)
      throws SQLException {
    int migrated = 0;
    if (stored == null) {
      session.execute(table.create);
    } else {
      migrated = migrate(session, table, stored);
    }
    PreparedStatement statement =
        session.prepare("INSERT OR REPLACE INTO tables (name, version) VALUES (?, ?)");
    statement.setString(1, table.name());
    statement.setInt(2, table.spec().version());
    statement.executeUpdate();
    return migrated;
  }

  private record Raw(byte[] key, byte[] row) {}

  private static int migrate(SqliteSession session, SqliteTable<?> table, int from)
      throws SQLException {
    int count = 0;
    byte[] next = {};
    while (true) {
      List<Raw> rows = page(session, table, next);
      for (Raw raw : rows) {
        session.putBytes(table, raw.key, migrate(table, raw.row, from));
      }
      count += rows.size();
      if (rows.size() < MIGRATED_AT_ONCE) {
        return count;
      }
      byte[] last = rows.getLast().key;
      // The key itself and a zero byte: the least key after it.
      next = java.util.Arrays.copyOf(last, last.length + 1);
    }
  }

  private static List<Raw> page(SqliteSession session, SqliteTable<?> table, byte[] from)
      throws SQLException {
    PreparedStatement statement = session.prepare(table.scan(false, false));
    statement.setBytes(1, from);
    statement.setInt(2, MIGRATED_AT_ONCE);
    List<Raw> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        byte[] key = rows.getBytes(1);
        found.add(new Raw(key == null ? new byte[0] : key, rows.getBytes(2)));
      }
    }
    return found;
  }

  private static byte[] migrate(SqliteTable<?> table, byte[] row, int from) {
    TableSpec<?> spec = table.spec();
    Map<String, Object> tree = RowCodec.readTree(row);
    for (int version = from; version < spec.version(); version++) {
      tree = spec.migrations().get(version - 1).apply(tree);
    }
    return table.codec.writeTree(tree);
  }
}
