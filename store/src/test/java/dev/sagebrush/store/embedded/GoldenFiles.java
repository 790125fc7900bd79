package dev.sagebrush.store.embedded;

import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.contract.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes a golden file of the present format of each engine. Run once when a format gets a new
 * version, into {@code src/test/resources} beside this class; a file of an old version is never
 * written again.
 */
final class GoldenFiles {

  /** The contents of the golden blobs, which are those of the contract by length and seed. */
  static final List<GoldenBlob> BLOBS =
      List.of(
          new GoldenBlob("s1.0.g", 0),
          new GoldenBlob("s1.0.14", 1000),
          new GoldenBlob("f1.0", 70_000),
          new GoldenBlob("s2.0.yg", 1100));

  /** A blob's id and its length, which is also the seed of its content. */
  record GoldenBlob(String id, int length) {}

  private GoldenFiles() {}

  public static void main(String[] arguments) throws Exception {
    Path out = Path.of(arguments[0]);
    Path scratch = Files.createTempDirectory("golden");
    switch (arguments[1]) {
      case "tables" -> tables(out, scratch);
      case "blobs" -> blobs(out, scratch);
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }

  private static String put(FileBlobs blobs, int length) throws IOException {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return blobs.put(new ByteArrayInputStream(content));
  }

  private static void blobs(Path out, Path scratch) throws IOException {
    List<String> ids = new ArrayList<>();
    try (FileBlobs blobs = FileBlobs.open(scratch)) {
      ids.add(put(blobs, 0));
      ids.add(put(blobs, 1000));
      ids.add(put(blobs, 70_000));
    }
    try (FileBlobs blobs = FileBlobs.open(scratch, 2000)) {
      String doomed = put(blobs, 1200);
      ids.add(put(blobs, 1100));
      put(blobs, 1);
      blobs.delete(doomed);
      blobs.awaitMaintenance();
    }
    if (!ids.equals(BLOBS.stream().map(GoldenBlob::id).toList())) {
      throw new IllegalStateException(ids.toString());
    }
    for (String name : List.of("packed/1.0.0", "packed/2.0.1", "files/f1.0")) {
      Path target = out.resolve("blobs-v1").resolve(name);
      Files.createDirectories(target.getParent());
      Files.copy(scratch.resolve(name), target);
    }
  }

  private static void tables(Path out, Path scratch) throws IOException {
    try (Tables tables = SqliteTables.open(scratch)) {
      Table<Sample> samples = tables.table(TableSpec.of("samples", Sample.class));
      samples.put("", Sample.named("empty key"));
      samples.put("full\u0000key", Sample.full());
    }
    Files.copy(scratch.resolve("tables.db"), out.resolve("tables-v1.db"));
  }
}
