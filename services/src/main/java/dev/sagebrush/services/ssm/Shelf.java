package dev.sagebrush.services.ssm;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where parameters are kept; one that has expired is not there any more.
 *
 * <table>
 *   <caption>States of a parameter</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>there<td>the date of its expiration policy<td>–<td>it is erased with all its versions
 * </table>
 */
final class Shelf {

  private static final Duration PAUSE = Duration.ofHours(1);

  private final Tables tables;
  private final Table<ParameterRow> parameters;
  private final Table<VersionRow> versions;
  private final Table<Due> due;
  private final Clock clock;

  Shelf(Tables tables, Clock clock) {
    this.tables = tables;
    this.parameters = tables.table(TableSpec.of("ssm.parameters", ParameterRow.class));
    this.versions = tables.table(TableSpec.of("ssm.versions", VersionRow.class));
    this.due = tables.table(TableSpec.of("ssm.due", Due.class));
    this.clock = clock;
  }

  Tables tables() {
    return tables;
  }

  /** The parameter of a name in the caller's account and Region, or null. */
  @Nullable ParameterRow find(View view, String name) {
    Call call = Call.current();
    return find(view, call.account(), call.region(), name);
  }

  @Nullable ParameterRow find(View view, String account, String region, String name) {
    ParameterRow row = view.get(parameters, Tables.key(account, region, name));
    return row == null || ended(row) ? null : row;
  }

  private boolean ended(ParameterRow row) {
    return row.expires() != null && !row.expires().isAfter(clock.now());
  }

  ParameterRow require(View view, String name) {
    ParameterRow row = find(view, name);
    if (row == null) {
      throw Failures.noParameter();
    }
    return row;
  }

  /** The parameters of the caller's account and Region whose names begin like this, in order. */
  List<ParameterRow> beginning(View view, String prefix) {
    Call call = Call.current();
    Range range = Range.prefix(Tables.key(call.account(), call.region(), prefix));
    return view.scan(parameters, range).stream()
        .map(Table.Row::value)
        .filter(row -> !ended(row))
        .toList();
  }

  void put(Transaction transaction, ParameterRow row) {
    forget(transaction, transaction.get(parameters, row.key()));
    transaction.put(parameters, row.key(), row);
    if (row.expires() != null) {
      transaction.put(due, dueKey(row.expires(), row), new Due(row.key()));
    }
  }

  void delete(Transaction transaction, ParameterRow row) {
    forget(transaction, row);
    transaction.delete(parameters, row.key());
    transaction.delete(versions, Range.prefix(row.key() + Tables.SEPARATOR));
  }

  private void forget(Transaction transaction, @Nullable ParameterRow row) {
    if (row != null && row.expires() != null) {
      transaction.delete(due, dueKey(row.expires(), row));
    }
  }

  private static String dueKey(Instant when, ParameterRow row) {
    return Tables.key(second(when), row.key());
  }

  private static String second(Instant when) {
    return String.format(Locale.ROOT, "%012d", when.getEpochSecond());
  }

  private static String versionKey(ParameterRow row, long version) {
    return Tables.key(row.key(), String.format(Locale.ROOT, "%012d", version));
  }

  void put(Transaction transaction, ParameterRow row, VersionRow version) {
    transaction.put(versions, versionKey(row, version.version()), version);
  }

  void delete(Transaction transaction, ParameterRow row, VersionRow version) {
    transaction.delete(versions, versionKey(row, version.version()));
  }

  @Nullable VersionRow version(View view, ParameterRow row, long version) {
    return view.get(versions, versionKey(row, version));
  }

  VersionRow latest(View view, ParameterRow row) {
    return Objects.requireNonNull(version(view, row, row.version()), row.name());
  }

  /** Every version, the oldest first. */
  List<VersionRow> versions(View view, ParameterRow row) {
    return view.scan(versions, Range.prefix(row.key() + Tables.SEPARATOR)).stream()
        .map(Table.Row::value)
        .toList();
  }

  /** Erases what has expired, again and again until it is interrupted. */
  void watch() throws InterruptedException {
    while (true) {
      String end = second(clock.now());
      for (Table.Row<Due> row : due.scan(Range.all().before(end))) {
        tables.write(transaction -> {
          ParameterRow expired = transaction.get(parameters, row.value().key());
          if (expired != null) {
            delete(transaction, expired);
          }
          return expired;
        });
      }
      clock.sleep(PAUSE);
    }
  }
}
