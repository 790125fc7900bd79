package dev.sagebrush.store.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.store.Series;
import dev.sagebrush.store.Series.Bucket;
import dev.sagebrush.store.Series.Point;
import dev.sagebrush.store.Series.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Series} promise, whatever keeps them. */
public abstract class SeriesContract {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path directory;
  private Series series;

  /** Opens the series of a directory; opened again, they have what was added before. */
  protected abstract Series open(Path directory);

  @BeforeEach
  void openSeries() {
    series = open(directory);
  }

  @AfterEach
  void closeSeries() {
    series.close();
  }

  private List<Bucket> hour(String key) {
    return series.aggregate(key, START, START.plusSeconds(3600), MINUTE);
  }

  private static void same(
      Bucket bucket, Instant start, double count, double sum, double min, double max) {
    assertEquals(start, bucket.start());
    assertEquals(count, bucket.sampleCount());
    assertEquals(sum, bucket.sum());
    assertEquals(min, bucket.min());
    assertEquals(max, bucket.max());
  }

  @Test
  void addsUpPeriods() {
    series.append(
        List.of(
            Point.of("a", START.plusSeconds(59), 3),
            Point.of("a", START, 1),
            Point.of("a", START, 1),
            new Point("a", START.plusSeconds(30), new double[] {-2, 3}, new double[] {2, 0.5}),
            Point.of("a", START.plusSeconds(180), 7),
            Point.of("a", START.minusNanos(1), 100),
            Point.of("a", START.plusSeconds(3600), 100),
            Point.of("b", START, 100)));
    series.close();
    openSeries();
    List<Bucket> buckets = hour("a");
    assertEquals(2, buckets.size());
    same(buckets.get(0), START, 5.5, 2.5, -2, 3);
    assertArrayEquals(new double[] {-2, 1, 3}, buckets.get(0).values());
    assertArrayEquals(new double[] {2, 2, 1.5}, buckets.get(0).counts());
    same(buckets.get(1), START.plusSeconds(180), 1, 7, 7, 7);
    assertEquals(List.of(), hour("none"));
  }

  @Test
  void alignsPeriodsToTheEpoch() {
    series.append(
        List.of(Point.of("a", Instant.ofEpochSecond(-1), 1), Point.of("a", Instant.EPOCH, 2)));
    List<Bucket> buckets = series.aggregate("a", Instant.MIN, Instant.MAX, Duration.ofSeconds(7));
    same(buckets.get(0), Instant.ofEpochSecond(-7), 1, 1, 1, 1);
    same(buckets.get(1), Instant.EPOCH, 1, 2, 2, 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> series.aggregate("a", Instant.MIN, Instant.MAX, Duration.ZERO));
  }

  @Test
  void addsSummaries() {
    series.append(
        List.of(
            Point.of("a", START, new Summary(10, 55, 1, 10)),
            Point.of("a", START, 20),
            Point.of("b", START, new Summary(4, 8, 2, 2))));
    Bucket mixed = hour("a").getFirst();
    same(mixed, START, 11, 75, 1, 20);
    assertEquals(0, mixed.values().length);
    assertEquals(0, mixed.counts().length);
    Bucket constant = hour("b").getFirst();
    same(constant, START, 4, 8, 2, 2);
    assertArrayEquals(new double[] {2}, constant.values());
    assertArrayEquals(new double[] {4}, constant.counts());
  }

  @Test
  void refusesWhatIsNoPoint() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Point("a", START, new double[] {1}, new double[0]));
    assertThrows(
        IllegalArgumentException.class, () -> new Point("a", START, new double[0], new double[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> series.append(List.of(Point.of("b", START, 1), Point.of("a", Instant.MAX, 1))));
    assertEquals(List.of(), series.keys("", "", 10));
  }

  @Test
  void listsKeys() {
    for (String key : List.of("n\u0000b", "n\u0000a", "m", "n\u0000c", "o")) {
      series.append(List.of(Point.of(key, START, 1), Point.of(key, START, 2)));
    }
    assertEquals(List.of("m", "n\u0000a", "n\u0000b", "n\u0000c", "o"), series.keys("", "", 10));
    assertEquals(List.of("n\u0000a", "n\u0000b"), series.keys("n\u0000", "", 2));
    assertEquals(List.of("n\u0000c"), series.keys("n\u0000", "n\u0000b", 2));
    assertEquals(List.of(), series.keys("x", "", 10));
  }

  @Test
  void forgetsWhatIsOld() {
    series.append(
        List.of(
            Point.of("old", START.minusSeconds(1), 1),
            Point.of("both", START.minusSeconds(1), 1),
            Point.of("both", START, 2)));
    series.trim(START);
    assertEquals(List.of("both"), series.keys("", "", 10));
    List<Bucket> left = series.aggregate("both", Instant.MIN, Instant.MAX, MINUTE);
    same(left.getFirst(), START, 1, 2, 2, 2);
    assertEquals(1, left.size());
  }
}
