package dev.sagebrush.store;

import org.jspecify.annotations.Nullable;

/** A declared table: the typed handle that {@link View} and {@link Transaction} work with. */
public interface Table<T extends Record> {

  /** The name it was declared with. */
  String name();

  /** Reads one row from its own snapshot; null when there is none. */
  @Nullable T get(String key);

  /** Writes one row in a transaction of its own, durable on return. */
  void put(String key, T row);

  /** One page of rows from its own snapshot, see {@link View#scan}. */
  default java.util.List<Row<T>> scan(Range range) {
    return store().read(view -> view.scan(this, range));
  }

  /** The store it belongs to. */
  Tables store();

  /** A row with its key. */
  record Row<T>(String key, T value) {}
}
