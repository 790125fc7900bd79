package dev.sagebrush.services.kms;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables of KMS; what their keys are is said in the package's documentation. */
record Schema(
    Tables tables,
    Table<KeyRow> keys,
    Table<MaterialRow> materials,
    Table<AliasRow> aliases,
    Table<GrantRow> grants,
    Table<Due> due) {

  static Schema declare(Tables tables) {
    return new Schema(
        tables,
        tables.table(TableSpec.of("kms.keys", KeyRow.class)),
        tables.table(TableSpec.of("kms.materials", MaterialRow.class)),
        tables.table(TableSpec.of("kms.aliases", AliasRow.class)),
        tables.table(TableSpec.of("kms.grants", GrantRow.class)),
        tables.table(TableSpec.of("kms.due", Due.class)));
  }

  /** Writes a key, and when something is to be done about it. */
  void put(Transaction transaction, KeyRow key) {
    forget(transaction, transaction.get(keys, key.key()));
    transaction.put(keys, key.key(), key);
    Instant when = key.due();
    if (when != null) {
      transaction.put(due, dueKey(when, key), new Due(key.key()));
    }
  }

  /** Removes a key with everything of it. */
  void delete(Transaction transaction, KeyRow key) {
    forget(transaction, key);
    transaction.delete(keys, key.key());
    transaction.delete(materials, Range.prefix(key.key() + Tables.SEPARATOR));
    transaction.delete(grants, Range.prefix(key.key() + Tables.SEPARATOR));
    for (AliasRow alias : aliases(transaction, key)) {
      transaction.delete(aliases, Tables.key(alias.account(), alias.region(), alias.name()));
    }
  }

  private void forget(Transaction transaction, @Nullable KeyRow key) {
    Instant when = key == null ? null : key.due();
    if (key != null && when != null) {
      transaction.delete(due, dueKey(when, key));
    }
  }

  private static String dueKey(Instant when, KeyRow key) {
    return Tables.key(second(when), key.key());
  }

  /** A moment as it is ordered in {@code kms.due}. */
  static String second(Instant when) {
    return String.format(Locale.ROOT, "%012d", when.getEpochSecond());
  }

  /** The aliases of a key. */
  List<AliasRow> aliases(View view, KeyRow key) {
    return view.scan(aliases, Range.prefix(Tables.key(key.account(), key.region(), ""))).stream()
        .map(Table.Row::value)
        .filter(alias -> alias.key().equals(key.id()))
        .toList();
  }

  /** The materials of a key. */
  List<MaterialRow> materials(View view, KeyRow key) {
    return view.scan(materials, Range.prefix(key.key() + Tables.SEPARATOR)).stream()
        .map(Table.Row::value)
        .toList();
  }
}
