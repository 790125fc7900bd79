package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tables that tell, after each transaction, whose account it was about. */
record NotingTables(Tables tables, Consumer<String> changed) implements Tables {

  @Override
  public <T extends Record> Table<T> table(TableSpec<T> spec) {
    return tables.table(spec);
  }

  @Override
  public <R extends @Nullable Object> R read(Function<View, R> work) {
    return tables.read(work);
  }

  @Override
  public <R extends @Nullable Object> R write(Function<Transaction, R> work) {
    R result = tables.write(work);
    changed.accept(Call.current().account());
    return result;
  }

  @Override
  public void close() {
    tables.close();
  }
}
