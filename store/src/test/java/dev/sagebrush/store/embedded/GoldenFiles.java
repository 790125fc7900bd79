package dev.sagebrush.store.embedded;

import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.contract.Sample;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a golden file of the present format of each engine. Run once when a format gets a new
 * version, into {@code src/test/resources} beside this class; a file of an old version is never
 * written again.
 */
final class GoldenFiles {

  private GoldenFiles() {}

  public static void main(String[] arguments) throws Exception {
    Path out = Path.of(arguments[0]);
    Path scratch = Files.createTempDirectory("golden");
    try (Tables tables = SqliteTables.open(scratch)) {
      Table<Sample> samples = tables.table(TableSpec.of("samples", Sample.class));
      samples.put("", Sample.named("empty key"));
      samples.put("full\u0000key", Sample.full());
    }
    Files.copy(scratch.resolve("tables.db"), out.resolve("tables-v1.db"));
  }
}
