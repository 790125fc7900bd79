package dev.sagebrush.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.store.Series;
import dev.sagebrush.store.contract.SeriesContract;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteSeriesTest extends SeriesContract {

  @Override
  protected Series open(Path directory) {
    return SqliteSeries.open(directory);
  }

  @Test
  void readsTheGoldenFileOfVersionOne(@TempDir Path directory) throws Exception {
    try (InputStream golden = SqliteSeriesTest.class.getResourceAsStream("series-v1.db")) {
      Files.copy(Objects.requireNonNull(golden), directory.resolve("series.db"));
    }
    try (Series series = open(directory)) {
      assertEquals(List.of("golden\u0000key"), series.keys("", "", 10));
      List<Series.Bucket> buckets =
          series.aggregate("golden\u0000key", Instant.MIN, Instant.MAX, Duration.ofMinutes(1));
      assertEquals(2, buckets.size());
      assertEquals(0.1, buckets.get(0).sum());
      assertEquals(55, buckets.get(1).sum());
      assertEquals(Instant.parse("2026-01-01T00:01:00Z"), buckets.get(1).start());
    }
  }
}
