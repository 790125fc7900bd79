package dev.sagebrush.store;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of keys in their UTF-8 byte order.
 *
 * @param from first key included; empty for the very first
 * @param to first key not included; null for no end
 * @param limit at most this many rows
 * @param descending from the end backwards
 */
public record Range(String from, @Nullable String to, int limit, boolean descending) {

  /** Every key of a table. */
  public static Range all() {
    return new Range("", null, Integer.MAX_VALUE, false);
  }

  /** Every key that starts with {@code prefix}. */
  public static Range prefix(String prefix) {
    return new Range(prefix, Keys.after(prefix), Integer.MAX_VALUE, false);
  }

  /** This range from the first key after {@code key}. */
  public Range after(String key) {
    return new Range(key + '\u0000', to, limit, descending);
  }

  /** This range up to, without, {@code key}. */
  public Range before(String key) {
    return new Range(from, key, limit, descending);
  }

  /** This range with at most {@code rows} rows. */
  public Range limit(int rows) {
    return new Range(from, to, rows, descending);
  }

  /** This range backwards. */
  public Range reversed() {
    return new Range(from, to, limit, !descending);
  }
}
