package dev.sagebrush.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who does what: of all processes over the same tables, at most one holds the lease of a name.
 *
 * <table>
 *   <caption>States of a lease</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>free<td>{@link #acquire}<td>held<td>a new term, ending after the length of a lease
 *   <tr><td>held<td>{@link #renew} by its holder<td>held<td>the same term, ending later
 *   <tr><td>held<td>{@link #acquire} by its holder<td>held<td>the same term, ending later
 *   <tr><td>held<td>{@link #acquire} by another<td>held<td>none: null
 *   <tr><td>held<td>{@link #release} by its holder<td>free<td>
 *   <tr><td>held<td>its end passes<td>expired<td>
 *   <tr><td>expired<td>{@link #renew} by its holder<td>expired<td>none: null
 *   <tr><td>expired<td>{@link #acquire} by anybody<td>held<td>a new term
 * </table>
 *
 * <p>A holder renews well before the end and stops its work when that fails. The term grows with
 * every change of hands: work that can be late writes it beside its results and refuses older ones.
 */
public final class Leases {

  private static final TableSpec<Lease> SPEC = TableSpec.of("store.leases", Lease.class);

  private final Tables tables;
  private final Table<Lease> leases;
  private final InstantSource time;
  private final String owner;
  private final Duration length;

  /**
   * A lease as it stands.
   *
   * @param owner who holds it; empty after its release
   * @param ends when it ends unless renewed
   * @param term how often it has changed hands, from 1
   */
  public record Lease(String owner, Instant ends, long term) {}

  /**
   * The leases of one process.
   *
   * @param time the clock that all processes share
   * @param owner a name no other process has, now or ever
   * @param length how long a lease holds without being renewed
   */
  public Leases(Tables tables, InstantSource time, String owner, Duration length) {
    if (owner.isEmpty() || !length.isPositive()) {
      throw new IllegalArgumentException("a lease has an owner and a length");
    }
    this.tables = tables;
    this.leases = tables.table(SPEC);
    this.time = time;
    this.owner = owner;
    this.length = length;
  }

  /** Takes a lease that is free, expired or ours; null when another process holds it. */
  public @Nullable Lease acquire(String name) {
    return tables.write(transaction -> {
      Lease present = transaction.get(leases, name);
      if (present != null && !present.owner.equals(owner) && held(present)) {
        return null;
      }
      boolean ours = present != null && present.owner.equals(owner) && held(present);
      long term = present == null ? 1 : present.term + (ours ? 0 : 1);
      return hold(transaction, name, term);
    });
  }

  /** Extends a lease of ours; null when it has ended, or is not ours. */
  public @Nullable Lease renew(String name) {
    return tables.write(transaction -> {
      Lease present = transaction.get(leases, name);
      if (present == null || !present.owner.equals(owner) || !held(present)) {
        return null;
      }
      return hold(transaction, name, present.term);
    });
  }

  private Lease hold(Transaction transaction, String name, long term) {
    Lease lease = new Lease(owner, time.instant().plus(length), term);
    transaction.put(leases, name, lease);
    return lease;
  }

  /** Gives up a lease of ours; one that is not ours stays as it is. */
  public void release(String name) {
    tables.write(transaction -> {
      Lease present = transaction.get(leases, name);
      if (present != null && present.owner.equals(owner)) {
        // The row stays, so that the next term is a higher one.
        transaction.put(leases, name, new Lease("", present.ends, present.term));
      }
      return present;
    });
  }

  /** Who holds a lease now; null when nobody does. */
  public @Nullable Lease holder(String name) {
    Lease present = leases.get(name);
    return present != null && held(present) ? present : null;
  }

  /** The names that start with {@code prefix} and that nobody holds although somebody did. */
  public List<String> abandoned(String prefix) {
    return leases.scan(Range.prefix(prefix)).stream()
        .filter(row -> !row.value().owner.isEmpty() && !held(row.value()))
        .map(Table.Row::key)
        .toList();
  }

  private boolean held(Lease lease) {
    return !lease.owner.isEmpty() && time.instant().isBefore(lease.ends);
  }
}
