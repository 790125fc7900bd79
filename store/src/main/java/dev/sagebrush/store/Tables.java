package dev.sagebrush.store;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ordered tables of records under string keys, with serialisable transactions across all of them.
 *
 * <p>Keys order by their UTF-8 bytes. Composite keys are joined with {@link #SEPARATOR}, see {@link
 * #key}. A transaction is durable (on the disk, synced) when {@link #write} returns; many are
 * committed together.
 */
public interface Tables extends AutoCloseable {

  /** Joins the parts of a composite key; sorts below every character a name may contain. */
  char SEPARATOR = '\u0000';

  /** The key {@code parts} joined with {@link #SEPARATOR}. */
  static String key(String... parts) {
    return String.join("\u0000", parts);
  }

  /**
   * Declares a table. Declaring it again with the same version is free; a higher version runs the
   * table's migrations before this returns.
   *
   * @throws IllegalStateException when the file holds a newer version than this server knows
   */
  <T extends Record> Table<T> table(TableSpec<T> spec);

  /** Reads from one consistent snapshot. */
  <R extends @Nullable Object> R read(Function<View, R> work);

  /**
   * Runs {@code work} as one transaction and returns when it is durable. Everything that {@code
   * work} throws rolls it back and is thrown on. {@code work} must be quick and free of effects
   * outside the transaction: writers run one after the other.
   */
  <R extends @Nullable Object> R write(Function<Transaction, R> work);

  @Override
  void close();
}
