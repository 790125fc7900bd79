package dev.sagebrush.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.store.embedded.SqliteTables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeasesTest {

  private static final Duration LENGTH = Duration.ofSeconds(30);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private Tables tables;
  private Leases ours;
  private Leases theirs;

  @BeforeEach
  void openTables(@TempDir Path directory) {
    tables = SqliteTables.open(directory);
    ours = new Leases(tables, now::get, "ours", LENGTH);
    theirs = new Leases(tables, now::get, "theirs", LENGTH);
  }

  @AfterEach
  void closeTables() {
    tables.close();
  }

  private void pass(Duration duration) {
    now.updateAndGet(time -> time.plus(duration));
  }

  @Test
  void holdsAgainstOthers() {
    assertEquals(new Leases.Lease("ours", START.plus(LENGTH), 1), ours.acquire("job"));
    assertNull(theirs.acquire("job"));
    assertNull(theirs.renew("job"));
    theirs.release("job");
    assertEquals("ours", holder());
    assertNotNull(theirs.acquire("other"));
  }

  private String holder() {
    Leases.Lease lease = theirs.holder("job");
    return lease == null ? "nobody" : lease.owner();
  }

  @Test
  void lastsAsLongAsItIsRenewed() {
    ours.acquire("job");
    for (int i = 0; i < 3; i++) {
      pass(LENGTH.minusSeconds(1));
      assertNotNull(ours.renew("job"));
      assertNull(theirs.acquire("job"));
    }
    pass(LENGTH);
    assertEquals("nobody", holder());
    assertEquals(List.of("job"), theirs.abandoned("j"));
    assertNull(ours.renew("job"));
    assertEquals(new Leases.Lease("theirs", now.get().plus(LENGTH), 2), theirs.acquire("job"));
    assertNull(ours.acquire("job"));
    assertEquals(List.of(), ours.abandoned(""));
  }

  @Test
  void countsTheChangesOfHands() {
    ours.acquire("job");
    assertEquals(1, term(ours.acquire("job")));
    ours.release("job");
    assertEquals("nobody", holder());
    assertEquals(List.of(), ours.abandoned(""));
    assertEquals(2, term(theirs.acquire("job")));
    pass(LENGTH);
    assertEquals(3, term(theirs.acquire("job")));
  }

  private static long term(Leases.Lease lease) {
    return lease.term();
  }

  @Test
  void wantsAnOwnerAndALength() {
    assertThrows(IllegalArgumentException.class, () -> new Leases(tables, now::get, "", LENGTH));
    assertThrows(
        IllegalArgumentException.class, () -> new Leases(tables, now::get, "x", Duration.ZERO));
  }
}
