package dev.sagebrush.store.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.View;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Tables} promises, whatever keeps them. */
public abstract class TablesContract {

  private static final Comparator<String> BY_UTF8 =
      Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  @TempDir Path directory;
  private Tables tables;
  private Table<Sample> samples;

  /** Opens the tables of a directory; opened again, it has what was written before. */
  protected abstract Tables open(Path directory);

  @BeforeEach
  void openTables() {
    tables = open(directory);
    samples = tables.table(TableSpec.of("samples", Sample.class));
  }

  @AfterEach
  void closeTables() {
    tables.close();
  }

  private void reopen() {
    tables.close();
    openTables();
  }

  @Test
  void givesBackEveryKindOfValue() {
    Sample full = Sample.full();
    samples.put("full", full);
    samples.put("bare", Sample.named("bare"));
    reopen();
    assertEquals(full, samples.get("full"));
    assertEquals(Sample.named("bare"), samples.get("bare"));
    assertNull(samples.get("absent"));
  }

  @Test
  void givesBackEdgesOfValues() {
    List<Sample> edges = new ArrayList<>();
    for (double real : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 5e-324, 1e308}) {
      edges.add(
          new Sample("r", null, null, real, null, null, null, null, null, null, null, null, null));
    }
    for (Instant time :
        List.of(Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.ofEpochSecond(-1, 1))) {
      edges.add(
          new Sample("t", null, null, null, null, null, time, null, null, null, null, null, null));
    }
    edges.add(Sample.named("\uD800 half a pair"));
    edges.add(Sample.documented("d", Long.MIN_VALUE));
    edges.add(Sample.documented("d", 1e300));
    edges.add(Sample.documented("d", BigInteger.TWO.pow(70)));
    edges.add(Sample.documented("d", List.of(List.of(), Map.of("", List.of(1L)))));
    Map<String, Object> withNull = new LinkedHashMap<>();
    withNull.put("null", null);
    edges.add(Sample.documented("d", withNull));
    for (Sample edge : edges) {
      samples.put("edge", edge);
      assertEquals(edge, samples.get("edge"));
    }
  }

  @Test
  void givesBackBytes() {
    Table<Bytes> table = tables.table(TableSpec.of("bytes", Bytes.class));
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    table.put("k", new Bytes(all, List.of(new byte[0], all)));
    Bytes found = table.get("k");
    assertNotNull(found);
    assertArrayEquals(all, found.content());
    assertArrayEquals(new byte[0], found.parts().get(0));
    assertArrayEquals(all, found.parts().get(1));
  }

  @Test
  void ordersKeysByTheirBytes() {
    List<String> keys =
        new ArrayList<>(
            List.of(
                "",
                "\u0000",
                "a",
                "a\u0000",
                "a\u0000b",
                "a/",
                "b",
                "é",
                "\uFFFD",
                "\uFFFF",
                "\uD800\uDC00",
                "\uDBFF\uDFFF"));
    for (String key : keys.reversed()) {
      samples.put(key, Sample.named(key));
    }
    assertEquals(keys, keys(samples.scan(Range.all())));
    assertEquals(keys.reversed(), keys(samples.scan(Range.all().reversed())));
    assertEquals(List.of("a", "a\u0000", "a\u0000b", "a/"), keys(samples.scan(Range.prefix("a"))));
    assertEquals(
        List.of("\uDBFF\uDFFF"), keys(samples.scan(Range.prefix(Character.toString(0x10FFFF)))));
  }

  @Test
  void refusesMalformedKeys() {
    assertThrows(IllegalArgumentException.class, () -> samples.put("\uD800", Sample.named("half")));
    assertEquals(List.of(), samples.scan(Range.all()));
  }

  @Test
  void scansLikeASortedMap() {
    Random random = new Random(7);
    TreeMap<String, Sample> expected = new TreeMap<>(BY_UTF8);
    for (int step = 0; step < 60; step++) {
      tables.write(transaction -> randomWrites(random, expected, transaction));
      Range range = randomRange(random);
      List<String> found = keys(samples.scan(range));
      assertEquals(keys(expected, range), found, range.toString());
    }
    reopen();
    assertEquals(new ArrayList<>(expected.keySet()), keys(samples.scan(Range.all())));
  }

  private int randomWrites(
      Random random,
      TreeMap<String, Sample> expected,
      dev.sagebrush.store.Transaction transaction) {
    for (int i = 0; i < 20; i++) {
      String key = randomKey(random);
      Sample row = Sample.numbered(key, random.nextLong());
      switch (random.nextInt(8)) {
        case 0 -> assertEquals(expected.remove(key) != null, transaction.delete(samples, key));
        case 1 -> {
          Range range = randomRange(random).limit(3);
          List<String> doomed = keys(expected, range);
          assertEquals(doomed.size(), transaction.delete(samples, range));
          doomed.forEach(expected::remove);
        }
        default -> {
          transaction.put(samples, key, row);
          expected.put(key, row);
        }
      }
      assertEquals(expected.get(key), transaction.get(samples, key));
    }
    return 0;
  }

  private static String randomKey(Random random) {
    String[] alphabet = {"a", "b", "\u0000", "é", "\uFFFF", "\uD83D\uDE00"};
    StringBuilder key = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      key.append(alphabet[random.nextInt(alphabet.length)]);
    }
    return key.toString();
  }

  private static Range randomRange(Random random) {
    Range range =
        random.nextBoolean()
            ? Range.prefix(randomKey(random))
            : Range.all().after(randomKey(random)).before(randomKey(random));
    range = random.nextBoolean() ? range : range.reversed();
    return random.nextBoolean() ? range : range.limit(random.nextInt(4));
  }

  private static List<String> keys(TreeMap<String, Sample> rows, Range range) {
    String to = range.to();
    List<String> keys = new ArrayList<>();
    for (String key : rows.tailMap(range.from()).keySet()) {
      if (to == null || BY_UTF8.compare(key, to) < 0) {
        keys.add(key);
      }
    }
    List<String> ordered = range.descending() ? keys.reversed() : keys;
    return ordered.subList(0, Math.min(range.limit(), ordered.size()));
  }

  private static List<String> keys(List<Table.Row<Sample>> rows) {
    return rows.stream().map(Table.Row::key).toList();
  }

  @Test
  void rollsBackWhatThrows() {
    IllegalStateException thrown = new IllegalStateException("no");
    IllegalStateException caught =
        assertThrows(
            IllegalStateException.class,
            () ->
                tables.write(transaction -> {
                  transaction.put(samples, "a", Sample.named("a"));
                  throw thrown;
                }));
    assertSame(thrown, caught);
    assertNull(samples.get("a"));
    samples.put("b", Sample.named("b"));
    reopen();
    assertEquals(List.of("b"), keys(samples.scan(Range.all())));
  }

  @Test
  void rollsBackAloneAmongMany() throws Exception {
    int callers = 64;
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      String key = "%02d".formatted(i);
      boolean fails = i % 3 == 0;
      work.add(() -> {
        try {
          return tables.write(transaction -> {
            transaction.put(samples, key, Sample.named(key));
            if (fails) {
              throw new IllegalArgumentException(key);
            }
            return true;
          });
        } catch (IllegalArgumentException e) {
          return false;
        }
      });
    }
    List<Boolean> outcomes = together(work);
    reopen();
    for (int i = 0; i < callers; i++) {
      assertEquals(i % 3 != 0, outcomes.get(i));
      assertEquals(outcomes.get(i), samples.get("%02d".formatted(i)) != null);
    }
  }

  @Test
  void serialisesWriters() throws Exception {
    samples.put("count", Sample.numbered("count", 0));
    Callable<Boolean> increment =
        () ->
            tables.write(transaction -> {
              long count = transaction.get(samples, "count").large();
              transaction.put(samples, "count", Sample.numbered("count", count + 1));
              return true;
            });
    together(java.util.Collections.nCopies(200, increment));
    reopen();
    assertEquals(200, samples.get("count").large());
  }

  private static <R> List<R> together(List<Callable<R>> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<R> results = new ArrayList<>();
      for (Future<R> future : threads.invokeAll(work)) {
        results.add(future.get());
      }
      return results;
    }
  }

  @Test
  void readsOneSnapshot() {
    samples.put("a", Sample.numbered("a", 1));
    Table<Sample> others = tables.table(TableSpec.of("others", Sample.class));
    long sum =
        tables.read(view -> {
          long first = view.get(samples, "a").large();
          writeBoth(others);
          long unseen = view.get(others, "a") == null ? 0 : 100;
          return first + unseen + view.get(samples, "a").large();
        });
    assertEquals(2, sum);
    assertEquals(2, samples.get("a").large());
    assertEquals(2, others.get("a").large());
  }

  private void writeBoth(Table<Sample> others) {
    tables.write(transaction -> {
      transaction.put(samples, "a", Sample.numbered("a", 2));
      transaction.put(others, "a", Sample.numbered("a", 2));
      return 0;
    });
  }

  @Test
  void refusesWhatCannotBeRight() {
    AtomicReference<View> leaked = new AtomicReference<>();
    tables.read(view -> {
      leaked.set(view);
      return 0;
    });
    assertThrows(IllegalStateException.class, () -> leaked.get().get(samples, "a"));
    assertThrows(
        IllegalStateException.class,
        () -> tables.write(transaction -> tables.write(inner -> inner.delete(samples, "a"))));
    assertThrows(
        IllegalStateException.class,
        () ->
            tables.write(transaction -> {
              transaction.put(samples, "a", Sample.named("a"));
              return samples.scan(Range.all());
            }));
    assertNull(samples.get("a"));
  }

  @Test
  void migratesRowsOnce() {
    Table<Moving.Old> old = tables.table(TableSpec.of("moving", Moving.Old.class));
    tables.write(transaction -> {
      for (int i = 0; i < 600; i++) {
        transaction.put(old, "%04d".formatted(i), new Moving.Old("n" + i, i));
      }
      return 0;
    });
    reopen();
    Table<Moving.New> migrated = tables.table(Moving.THIRD);
    assertEquals(600, migrated.scan(Range.all()).size());
    assertEquals(new Moving.New("n1", "1 m", false), migrated.get("0001"));
    assertEquals(new Moving.New("n599", "599 m", true), migrated.get("0599"));
    reopen();
    assertEquals(new Moving.New("n1", "1 m", false), tables.table(Moving.THIRD).get("0001"));
    assertThrows(
        IllegalStateException.class, () -> tables.table(TableSpec.of("moving", Moving.Old.class)));
  }

  @Test
  void keepsOldRowsWhenAMigrationFails() {
    tables.table(TableSpec.of("moving", Moving.Old.class)).put("a", new Moving.Old("a", 1));
    TableSpec<Moving.New> broken =
        new TableSpec<>("moving", Moving.New.class, 2, List.of(row -> row));
    assertThrows(RuntimeException.class, () -> tables.table(broken));
    reopen();
    assertEquals(
        new Moving.Old("a", 1), tables.table(TableSpec.of("moving", Moving.Old.class)).get("a"));
  }

  @Test
  void refusesUnknownMembers() {
    tables.table(TableSpec.of("moving", Moving.Old.class)).put("a", new Moving.Old("a", 1));
    Table<Moving.New> misread = tables.table(TableSpec.of("moving", Moving.New.class));
    assertThrows(RuntimeException.class, () -> misread.get("a"));
  }

  @Test
  void refusesASecondOpening() {
    assertThrows(RuntimeException.class, () -> open(directory));
    assertFalse(samples.scan(Range.all()).iterator().hasNext());
    tables.close();
    assertThrows(IllegalStateException.class, () -> samples.get("a"));
    assertThrows(IllegalStateException.class, () -> samples.put("a", Sample.named("a")));
    openTables();
    assertTrue(samples.scan(Range.all()).isEmpty());
  }
}
