package dev.sagebrush.services.sagemaker;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The resources of one kind: a table under {@link Place#key}s. */
final class Shelf<T extends Record> {

  private final Tables tables;
  private final Table<T> table;

  Shelf(Tables tables, String name, Class<T> type) {
    this.tables = tables;
    this.table = tables.table(TableSpec.of(name, type));
  }

  /** The resource of that name in the place of the call being served; null when there is none. */
  @Nullable T find(String name) {
    return table.get(Place.current().key(name));
  }

  /** The resource under a key; null when there is none. */
  @Nullable T get(String key) {
    return table.get(key);
  }

  /**
   * Adds a resource unless its key is taken; answers the one that takes it, or null.
   *
   * @param more what else is written when it is added
   */
  @Nullable T add(String key, T row, Consumer<Transaction> more) {
    return tables.write(transaction -> {
      T present = transaction.get(table, key);
      if (present == null) {
        transaction.put(table, key, row);
        more.accept(transaction);
      }
      return present;
    });
  }

  /**
   * Changes a resource in one transaction.
   *
   * @param change may throw, which leaves the resource as it was
   * @return the resource as it is now; null when there is none
   */
  @Nullable T change(String key, UnaryOperator<T> change) {
    return tables.write(transaction -> {
      T present = transaction.get(table, key);
      if (present == null) {
        return null;
      }
      T changed = change.apply(present);
      transaction.put(table, key, changed);
      return changed;
    });
  }

  /**
   * Removes a resource; false when there is none.
   *
   * @param more what else is removed with it
   */
  boolean remove(String key, Consumer<Transaction> more) {
    return tables.write(transaction -> {
      more.accept(transaction);
      return transaction.delete(table, key);
    });
  }

  /** All resources of a place, in the order of their names. */
  List<T> all(Place place) {
    return table.scan(Range.prefix(place.prefix())).stream().map(Table.Row::value).toList();
  }

  /** All resources everywhere. */
  List<Table.Row<T>> everywhere() {
    return table.scan(Range.all());
  }
}
