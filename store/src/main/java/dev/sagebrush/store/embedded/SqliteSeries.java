package dev.sagebrush.store.embedded;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.Series;
import dev.sagebrush.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metric series in one SQLite file, {@code series.db}.
 *
 * <h2>Format, version 1</h2>
 *
 * <ul>
 *   <li>{@code PRAGMA application_id}: 0x53414753 ("SAGS"); {@code PRAGMA user_version}: 1.
 *   <li>Table {@code names (id INTEGER PRIMARY KEY, key BLOB UNIQUE)}: each series' key in UTF-8.
 *   <li>Table {@code points (series INTEGER, time INTEGER, number INTEGER, data BLOB)}: the series'
 *       id, nanoseconds since the epoch, a number that tells points of one time apart, and the
 *       observation as big-endian doubles: one byte 1, then pairs of value and count; or one byte
 *       2, then sample count, sum, minimum and maximum.
 * </ul>
 */
public final class SqliteSeries implements Series {

  private static final SqliteDatabase.Format FORMAT =
      new SqliteDatabase.Format(
          "series",
          0x53414753,
          1,
          List.of(
              "CREATE TABLE names (id INTEGER PRIMARY KEY AUTOINCREMENT,"
                  + " key BLOB NOT NULL UNIQUE) STRICT",
              "CREATE TABLE points (series INTEGER NOT NULL, time INTEGER NOT NULL,"
                  + " number INTEGER NOT NULL, data BLOB NOT NULL,"
                  + " PRIMARY KEY (series, time, number)) STRICT, WITHOUT ROWID"));
  private static final byte VALUES = 1;
  private static final byte SUMMARY = 2;
  private static final long NANOS = 1_000_000_000;

  private final SqliteDatabase database;

  private SqliteSeries(SqliteDatabase database) {
    this.database = database;
  }

  /**
   * Opens the series of a directory, made where needed.
   *
   * @throws StoreException when they are in use, not ours, or of a newer format
   */
  public static SqliteSeries open(Path directory) {
    return new SqliteSeries(SqliteDatabase.open(directory, FORMAT));
  }

  @Override
  public void append(List<Point> points) {
    database.write(session -> {
      Map<String, Long> ids = new HashMap<>();
      PreparedStatement insert =
          session.prepare(
              "INSERT INTO points (series, time, number, data) VALUES (?1, ?2,"
                  + " (SELECT coalesce(max(number) + 1, 0) FROM points"
                  + " WHERE series = ?1 AND time = ?2), ?3)");
      for (Point point : points) {
        Long id = ids.get(point.series());
        if (id == null) {
          id = declare(session, point.series());
          ids.put(point.series(), id);
        }
        insert.setLong(1, id);
        insert.setLong(2, nanos(point.time()));
        insert.setBytes(3, encode(point));
        insert.executeUpdate();
      }
      return points.size();
    });
  }

  private static long declare(SqliteSession session, String series) throws SQLException {
    PreparedStatement insert = session.prepare("INSERT OR IGNORE INTO names (key) VALUES (?)");
    insert.setBytes(1, KeyBytes.of(series));
    insert.executeUpdate();
    Long id = find(session, series);
    if (id == null) {
      throw new SQLException("a name that was written is not there");
    }
    return id;
  }

  private static @Nullable Long find(SqliteSession session, String series) throws SQLException {
    PreparedStatement select = session.prepare("SELECT id FROM names WHERE key = ?");
    select.setBytes(1, KeyBytes.of(series));
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getLong(1) : null;
    }
  }

  private static long nanos(Instant time) {
    try {
      return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a series holds times from 1677 to 2262, not " + time, e);
    }
  }

  /** The same for the bounds of a query, which may lie beyond. */
  private static long bound(Instant time) {
    try {
      return nanos(time);
    } catch (IllegalArgumentException e) {
      return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static byte[] encode(Point point) {
    Summary summary = point.summary();
    if (summary != null) {
      return ByteBuffer.allocate(1 + 4 * Double.BYTES)
          .put(SUMMARY)
          .putDouble(summary.sampleCount())
          .putDouble(summary.sum())
          .putDouble(summary.min())
          .putDouble(summary.max())
          .array();
    }
    double[] values = point.values();
    ByteBuffer data = ByteBuffer.allocate(1 + 2 * Double.BYTES * values.length).put(VALUES);
    for (int i = 0; i < values.length; i++) {
      data.putDouble(values[i]).putDouble(point.counts()[i]);
    }
    return data.array();
  }

  private static void add(byte[] encoded, Period period) {
    ByteBuffer data = ByteBuffer.wrap(encoded);
    switch (data.get()) {
      case VALUES -> {
        while (data.hasRemaining()) {
          period.add(data.getDouble(), data.getDouble());
        }
      }
      case SUMMARY ->
          period.add(
              new Summary(data.getDouble(), data.getDouble(), data.getDouble(), data.getDouble()));
      default -> throw new StoreException("a stored point is neither values nor a summary");
    }
  }

  @Override
  public List<Bucket> aggregate(String series, Instant from, Instant to, Duration period) {
    long length = period.toNanos();
    if (length <= 0) {
      throw new IllegalArgumentException("a period is longer than nothing");
    }
    return database.read(session -> {
      Long id = find(session, series);
      if (id == null) {
        return List.of();
      }
      PreparedStatement select =
          session.prepare(
              "SELECT time, data FROM points WHERE series = ? AND time >= ? AND time < ?"
                  + " ORDER BY time, number");
      select.setLong(1, id);
      select.setLong(2, bound(from));
      select.setLong(3, bound(to));
      return buckets(select, length);
    });
  }

  private static List<Bucket> buckets(PreparedStatement select, long length) throws SQLException {
    List<Bucket> buckets = new ArrayList<>();
    Period period = null;
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        long start = Math.floorDiv(rows.getLong(1), length) * length;
        if (period == null || period.start != start) {
          if (period != null) {
            buckets.add(period.bucket());
          }
          period = new Period(start);
        }
        add(rows.getBytes(2), period);
      }
    }
    if (period != null) {
      buckets.add(period.bucket());
    }
    return buckets;
  }

  @Override
  public List<String> keys(String prefix, String after, int limit) {
    Range range = Range.prefix(prefix);
    String to = range.to();
    return database.read(session -> {
      PreparedStatement select =
          session.prepare(
              "SELECT key FROM names WHERE key >= ?1 AND key > ?2"
                  + (to == null ? "" : " AND key < ?4")
                  + " ORDER BY key LIMIT ?3");
      select.setBytes(1, KeyBytes.of(prefix));
      select.setBytes(2, KeyBytes.of(after));
      select.setInt(3, Math.max(0, limit));
      if (to != null) {
        select.setBytes(4, KeyBytes.of(to));
      }
      List<String> keys = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          keys.add(KeyBytes.read(rows.getBytes(1)));
        }
      }
      return Collections.unmodifiableList(keys);
    });
  }

  @Override
  public void trim(Instant time) {
    database.write(session -> {
      PreparedStatement points =
          session.prepare("DELETE FROM points WHERE series = ?1 AND time < ?2");
      PreparedStatement names =
          session.prepare(
              "DELETE FROM names WHERE id = ?1"
                  + " AND NOT EXISTS (SELECT 1 FROM points WHERE series = ?1)");
      for (long id : ids(session)) {
        points.setLong(1, id);
        points.setLong(2, bound(time));
        points.executeUpdate();
        names.setLong(1, id);
        names.executeUpdate();
      }
      return null;
    });
  }

  private static List<Long> ids(SqliteSession session) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (ResultSet rows = session.prepare("SELECT id FROM names").executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    return ids;
  }

  @Override
  public void close() {
    database.close();
  }
}
