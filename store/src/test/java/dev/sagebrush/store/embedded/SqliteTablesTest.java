package dev.sagebrush.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.StoreException;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.contract.Sample;
import dev.sagebrush.store.contract.TablesContract;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteTablesTest extends TablesContract {

  private static final TableSpec<Sample> SPEC = TableSpec.of("samples", Sample.class);

  @Override
  protected Tables open(Path directory) {
    return SqliteTables.open(directory);
  }

  @Test
  void readsTheGoldenFileOfVersionOne(@TempDir Path directory) throws Exception {
    try (InputStream golden = SqliteTablesTest.class.getResourceAsStream("tables-v1.db")) {
      Files.copy(Objects.requireNonNull(golden), directory.resolve("tables.db"));
    }
    try (Tables tables = SqliteTables.open(directory)) {
      Table<Sample> samples = tables.table(SPEC);
      assertEquals(
          List.of(
              new Table.Row<>("", Sample.named("empty key")),
              new Table.Row<>("full\u0000key", Sample.full())),
          samples.scan(Range.all()));
    }
  }

  @Test
  void refusesForeignFilesAndNewerFormats(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("tables.db");
    try (SqliteSession session = SqliteSession.open(file)) {
      session.execute("CREATE TABLE foreigner (x)");
    }
    assertThrows(StoreException.class, () -> SqliteTables.open(directory));
    Files.delete(file);
    SqliteTables.open(directory).close();
    try (SqliteSession session = SqliteSession.open(file, "user_version=2")) {
      assertEquals(2, session.number("PRAGMA user_version"));
    }
    StoreException refusal = assertThrows(StoreException.class, () -> SqliteTables.open(directory));
    assertTrue(refusal.getMessage().contains("format 2"), refusal.getMessage());
  }

  @Test
  void keepsEveryAcknowledgedRowOfAKilledProcess(@TempDir Path directory) throws Exception {
    long acknowledged = KilledChild.run(Writer.class, directory, 500);
    try (Tables tables = SqliteTables.open(directory)) {
      Table<Sample> samples = tables.table(SPEC);
      for (long i = 0; i < acknowledged; i++) {
        assertEquals(Sample.numbered("row", i), samples.get("%010d".formatted(i)));
        assertEquals(Sample.numbered("twin", i), samples.get("t%010d".formatted(i)));
      }
      // Of a transaction nobody was told about, either both rows are there or none.
      List<Table.Row<Sample>> all = samples.scan(Range.all());
      assertEquals(0, all.size() % 2);
      assertFalse(all.size() / 2 < acknowledged);
    }
  }

  /** The child: writes numbered pairs of rows for ever and says which are acknowledged. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      Tables tables = SqliteTables.open(Path.of(arguments[0]));
      Table<Sample> samples = tables.table(SPEC);
      KilledChild.acknowledgeForEver(i ->
          tables.write(transaction -> {
            transaction.put(samples, "%010d".formatted(i), Sample.numbered("row", i));
            transaction.put(samples, "t%010d".formatted(i), Sample.numbered("twin", i));
            return 0;
          }));
    }
  }
}
