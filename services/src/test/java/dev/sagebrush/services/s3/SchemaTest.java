package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.embedded.SqliteTables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

  /** A bucket as version 1 of its table kept it. */
  record FirstBucket(String account, String region, Instant created, Map<String, String> tags) {}

  @Test
  void bucketsOfTheFirstVersionAreAsAwsMakesThem(@TempDir Path folder) {
    Map<String, String> tags = Map.of("k", "v");
    try (SqliteTables tables = SqliteTables.open(folder)) {
      tables
          .table(TableSpec.of("s3.buckets", FirstBucket.class))
          .put("old", new FirstBucket("000000000000", "us-east-1", Harness.START_SECOND, tags));
    }
    try (SqliteTables tables = SqliteTables.open(folder)) {
      assertEquals(
          new StoredBucket(
              "000000000000",
              "us-east-1",
              Harness.START_SECOND,
              tags,
              BucketAccess.NEW,
              null,
              null,
              null),
          Schema.declare(tables).buckets().get("old"));
    }
  }
}
