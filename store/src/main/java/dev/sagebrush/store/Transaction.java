package dev.sagebrush.store;

/** A view that sees its own writes. */
public interface Transaction extends View {

  /** Writes a row, replacing what is there. */
  <T extends Record> void put(Table<T> table, String key, T row);

  /** Removes a row; true when there was one. */
  <T extends Record> boolean delete(Table<T> table, String key);

  /** Removes every row of a range; answers how many. */
  <T extends Record> int delete(Table<T> table, Range range);
}
