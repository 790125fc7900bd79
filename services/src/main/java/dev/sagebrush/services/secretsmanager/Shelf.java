package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
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

/** Where secrets are kept and found; one that was to end by now is not there any more. */
final class Shelf {

  private static final int SUFFIX = 7;

  private final Tables tables;
  private final Table<SecretRow> secrets;
  private final Table<VersionRow> versions;
  private final Table<Due> due;
  private final Clock clock;

  Shelf(Tables tables, Clock clock) {
    this.tables = tables;
    this.secrets = tables.table(TableSpec.of("secretsmanager.secrets", SecretRow.class));
    this.versions = tables.table(TableSpec.of("secretsmanager.versions", VersionRow.class));
    this.due = tables.table(TableSpec.of("secretsmanager.due", Due.class));
    this.clock = clock;
  }

  Tables tables() {
    return tables;
  }

  /** The secret of a name, ARN or beginning of an ARN, marked for deletion or not; or null. */
  @Nullable SecretRow find(View view, String reference) {
    Call call = Call.current();
    if (!reference.startsWith("arn:")) {
      return present(view, Tables.key(call.account(), call.region(), reference));
    }
    String[] parts = parts(reference);
    if (parts.length == 0) {
      throw Failures.parameter("Invalid ARN: " + reference);
    }
    return named(view, reference);
  }

  private static String[] parts(String arn) {
    String[] parts = arn.split(":", 7);
    boolean secret =
        parts.length == 7 && parts[2].equals("secretsmanager") && parts[5].equals("secret");
    return secret ? parts : new String[0];
  }

  /** The secret of an ARN, whole or without its end; null when there is none. */
  @Nullable SecretRow named(View view, String arn) {
    String[] parts = parts(arn);
    if (parts.length == 0) {
      return null;
    }
    String rest = parts[6];
    if (rest.length() > SUFFIX) {
      String name = rest.substring(0, rest.length() - SUFFIX);
      SecretRow whole = present(view, Tables.key(parts[4], parts[3], name));
      if (whole != null && whole.arn().equals(arn)) {
        return whole;
      }
    }
    return present(view, Tables.key(parts[4], parts[3], rest));
  }

  private @Nullable SecretRow present(View view, String key) {
    SecretRow row = view.get(secrets, key);
    Instant ends = row == null ? null : row.ends();
    return ends != null && !ends.isAfter(clock.now()) ? null : row;
  }

  /** The secret that a request names, marked for deletion or not. */
  SecretRow any(View view, String reference) {
    SecretRow row = find(view, reference);
    if (row == null) {
      throw Failures.noSecret();
    }
    return row;
  }

  /** The secret that a request names and may work with. */
  SecretRow require(View view, String reference) {
    SecretRow row = any(view, reference);
    if (row.deleted() != null) {
      throw Failures.deleted();
    }
    return row;
  }

  /** A secret that was found, as it is by then; null when it is gone. */
  @Nullable SecretRow again(View view, SecretRow found) {
    SecretRow row = view.get(secrets, found.key());
    return row == null || !row.suffix().equals(found.suffix()) ? null : row;
  }

  /** Every secret of the caller's account and Region. */
  List<SecretRow> all(View view) {
    Call call = Call.current();
    Instant now = clock.now();
    return view.scan(secrets, Range.prefix(Tables.key(call.account(), call.region(), ""))).stream()
        .map(Table.Row::value)
        .filter(row -> row.ends() == null || row.ends().isAfter(now))
        .toList();
  }

  void put(Transaction transaction, SecretRow row) {
    forget(transaction, transaction.get(secrets, row.key()));
    transaction.put(secrets, row.key(), row);
    Instant when = row.due();
    if (when != null) {
      transaction.put(due, Tables.key(second(when), row.key()), new Due(row.key()));
    }
  }

  void delete(Transaction transaction, SecretRow row) {
    forget(transaction, row);
    transaction.delete(secrets, row.key());
    transaction.delete(versions, Range.prefix(row.versions()));
  }

  private void forget(Transaction transaction, @Nullable SecretRow row) {
    Instant when = row == null ? null : row.due();
    if (row != null && when != null) {
      transaction.delete(due, Tables.key(second(when), row.key()));
    }
  }

  private static String second(Instant when) {
    return String.format(Locale.ROOT, "%012d", when.getEpochSecond());
  }

  /** The secrets something is to be done about by now. */
  List<SecretRow> due(View view) {
    String end = second(clock.now().plusSeconds(1));
    return view.scan(due, Range.all().before(end)).stream()
        .map(row -> view.get(secrets, row.value().key()))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  List<VersionRow> versions(View view, SecretRow secret) {
    return view.scan(versions, Range.prefix(secret.versions())).stream()
        .map(Table.Row::value)
        .toList();
  }

  @Nullable VersionRow version(View view, SecretRow secret, String id) {
    return view.get(versions, secret.versions() + id);
  }

  void put(Transaction transaction, SecretRow secret, VersionRow version) {
    transaction.put(versions, secret.versions() + version.id(), version);
  }

  void delete(Transaction transaction, SecretRow secret, VersionRow version) {
    transaction.delete(versions, secret.versions() + version.id());
  }
}
