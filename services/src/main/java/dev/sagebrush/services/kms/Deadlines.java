package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.services.kms.Status.State;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happens to keys by date. Whoever reads a key brings it up to date first, so that no answer
 * depends on when this runs; as a job it does what nobody asked about, above all erasing.
 *
 * <table>
 *   <caption>States of a key</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>Enabled<td>the date of its rotation<td>Enabled<td>new material is current, in every
 *   Region
 *   <tr><td>any<td>the expiry of imported material<td>PendingImport<td>the material is erased
 *   <tr><td>PendingDeletion<td>the deletion date<td>–<td>key, material, aliases, grants are erased
 *   <tr><td>PendingReplicaDeletion<td>the last replica's end<td>PendingDeletion<td>its window begins
 * </table>
 *
 * <p>Nothing of it is kept in memory: a restarted server goes on from the tables.
 */
final class Deadlines {

  private static final Duration LONGEST_SLEEP = Duration.ofDays(1);
  private static final int AT_ONCE = 100;

  private final Schema schema;
  private final Materials materials;
  private final Clock clock;

  Deadlines(Schema schema, Materials materials, Clock clock) {
    this.schema = schema;
    this.materials = materials;
    this.clock = clock;
  }

  /** Does what is due, sleeps until more is, and so on until it is interrupted. */
  void watch() throws InterruptedException {
    while (true) {
      meet();
      List<Table.Row<Due>> next = schema.due().scan(Range.all().limit(1));
      Duration left =
          next.isEmpty()
              ? LONGEST_SLEEP
              : Duration.between(clock.now(), moment(next.getFirst().key()));
      Duration sleep = left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left;
      clock.sleep(sleep.isPositive() ? sleep : Duration.ofSeconds(1));
    }
  }

  private static Instant moment(String key) {
    return Instant.ofEpochSecond(Long.parseLong(key.substring(0, 12)) + 1);
  }

  /** Does everything that is due. */
  void meet() {
    Instant now = clock.now();
    Range range = Range.all().before(Schema.second(now)).limit(AT_ONCE);
    List<Table.Row<Due>> rows;
    do {
      rows = schema.due().scan(range);
      for (Table.Row<Due> row : rows) {
        schema.tables().write(transaction -> byKey(transaction, row.value().key(), now));
      }
    } while (rows.size() == AT_ONCE);
  }

  private @Nullable KeyRow byKey(Transaction transaction, String key, Instant now) {
    KeyRow row = transaction.get(schema.keys(), key);
    return row == null ? null : meet(transaction, row, now);
  }

  /** A key that was just read, as it is now; null when it is gone. */
  @Nullable KeyRow present(KeyRow key) {
    Instant now = clock.now();
    if (key.relatives() != null && key.replica()) {
      KeyRow primary = schema.keys().get(primary(key));
      if (primary != null && isDue(primary, now)) {
        schema.tables().write(transaction -> byKey(transaction, primary.key(), now));
        return schema.tables().write(transaction -> byKey(transaction, key.key(), now));
      }
    }
    return isDue(key, now)
        ? schema.tables().write(transaction -> byKey(transaction, key.key(), now))
        : key;
  }

  private static String primary(KeyRow replica) {
    Relatives relatives = replica.relatives();
    String region = relatives == null ? replica.region() : relatives.primary();
    return dev.sagebrush.store.Tables.key(replica.account(), region, replica.id());
  }

  private static boolean isDue(KeyRow key, Instant now) {
    Instant due = key.due();
    return due != null && !due.isAfter(now);
  }

  private @Nullable KeyRow meet(Transaction transaction, KeyRow row, Instant now) {
    KeyRow key = row;
    while (isDue(key, now)) {
      Instant due = key.due();
      if (due != null && due.equals(key.status().deletion())) {
        end(transaction, key, due);
        return null;
      }
      if (due != null && due.equals(key.expires())) {
        key = materials.expire(transaction, key, due);
      } else {
        key = rotate(transaction, key);
      }
    }
    return key;
  }

  private KeyRow rotate(Transaction transaction, KeyRow key) {
    Rotation rotation = key.rotation();
    if (rotation == null) {
      throw new IllegalStateException(key.arn() + " is due for nothing");
    }
    KeyRow rotated = materials.rotate(transaction, key, "AUTOMATIC", rotation.next());
    rotated = rotated.withRotation(rotation.after());
    schema.put(transaction, rotated);
    return rotated;
  }

  private void end(Transaction transaction, KeyRow key, Instant when) {
    schema.delete(transaction, key);
    Relatives relatives = key.relatives();
    if (relatives == null || !key.replica()) {
      return;
    }
    List<String> left =
        relatives.replicas().stream().filter(region -> !region.equals(key.region())).toList();
    Relatives rest = new Relatives(relatives.primary(), left);
    Stream<String> regions = rest.regions().stream();
    for (KeyRow other : materials.inRegions(transaction, key, regions.toList())) {
      boolean waiting = other.status().state() == State.PENDING_REPLICA_DELETION && left.isEmpty();
      Status status =
          waiting ? Status.pendingDeletion(when, other.status().window()) : other.status();
      schema.put(transaction, other.withRelatives(rest).withStatus(status));
    }
  }
}
