package dev.sagebrush.store.embedded;

import dev.sagebrush.store.Series;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.contract.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

  /** The SHA-256 of the golden log's name. */
  static final String LOG_DIRECTORY =
      "dd56de4137951d9c92681b03416ec15f886b4482a27e3a517d32f085244cbe5d";

  private GoldenFiles() {}

  public static void main(String[] arguments) throws Exception {
    Path out = Path.of(arguments[0]);
    Path scratch = Files.createTempDirectory("golden");
    switch (arguments[1]) {
      case "tables" -> tables(out, scratch);
      case "blobs" -> blobs(out, scratch);
      case "series" -> series(out, scratch);
      case "logs" -> logs(out, scratch);
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

  private static void series(Path out, Path scratch) throws IOException {
    try (SqliteSeries series = SqliteSeries.open(scratch)) {
      Instant start = Instant.parse("2026-01-01T00:00:00Z");
      Series.Summary summary = new Series.Summary(10, 55, 1, 10);
      series.append(
          List.of(
              Series.Point.of("golden\u0000key", start.plusNanos(1), 0.1),
              Series.Point.of("golden\u0000key", start.plusSeconds(60), summary)));
    }
    Files.copy(scratch.resolve("series.db"), out.resolve("series-v1.db"));
  }

  private static void logs(Path out, Path scratch) throws IOException {
    try (SegmentLogs logs = SegmentLogs.open(scratch)) {
      logs.append("golden", List.of(utf8("one"), utf8("")));
      logs.append("golden", List.of(utf8("thrée")));
    }
    String name = LOG_DIRECTORY + '/' + LogSegment.fileName(0);
    Path target = out.resolve("logs-v1").resolve(name);
    Files.createDirectories(target.getParent());
    Files.copy(scratch.resolve("logs").resolve(name), target);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
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
