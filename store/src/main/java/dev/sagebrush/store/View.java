package dev.sagebrush.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One consistent snapshot of all tables. */
public interface View {

  /** The row under a key, or null. */
  <T extends Record> @Nullable T get(Table<T> table, String key);

  /** The rows of a range, in its order, at most {@code range.limit()}. */
  <T extends Record> List<Table.Row<T>> scan(Table<T> table, Range range);
}
