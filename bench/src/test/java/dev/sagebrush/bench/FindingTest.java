package dev.sagebrush.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.bench.Finding.Goal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingTest {

  private static final double[] OURS = {10, 30, 20};
  private static final double[] THEIRS = {4, 2};

  @Test
  void comparesMedians() {
    assertEquals(20.0 / 3, Finding.rates("r", "", OURS, "x", THEIRS, new Goal.None()).factor());
    assertEquals(3.0 / 20, Finding.times("t", "", OURS, "x", THEIRS, new Goal.None()).factor());
  }

  @Test
  void knowsWhetherAPromiseIsKept() {
    assertTrue(Finding.rates("r", "", OURS, "x", THEIRS, new Goal.TimesBetter(6)).met());
    assertFalse(Finding.rates("r", "", OURS, "x", THEIRS, new Goal.TimesBetter(7)).met());
    assertTrue(Finding.alone("a", "s", OURS, new Goal.Below(20.1)).met());
    assertFalse(Finding.alone("a", "s", OURS, new Goal.Below(20)).met());
    assertTrue(Finding.alone("a", "s", OURS, new Goal.AtLeast(20)).met());
    assertFalse(Finding.alone("a", "s", OURS, new Goal.AtLeast(20.1)).met());
  }

  @Test
  void refusesWhatSaysNothing() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Finding.alone("a", "s", new double[0], new Goal.None()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Finding.alone("a", "s", OURS, new Goal.TimesBetter(1)));
  }

  @Test
  void keepsATable(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(shown, true, StandardCharsets.UTF_8));
    report.begin();
    report.add("one", Finding.rates("r", "req/s", OURS, "x", THEIRS, new Goal.TimesBetter(7)));
    report.skip("two", "nothing to run it with");
    assertFalse(report.met());
    Path file = folder.resolve("RESULTS.md");
    report.record(file, "bench one two", new Machine("2026-01-02", "a machine"));
    String text = Files.readString(file);
    assertTrue(text.contains("| one | r | 20 req/s | 3 req/s | x | 6.67× | ≥ 7× | MISSED |"), text);
    assertTrue(text.contains("`bench one two` on a machine."), text);
    assertTrue(text.contains("Skipped: two: nothing to run it with"), text);
    assertTrue(shown.toString(StandardCharsets.UTF_8).contains("MISSED"));
  }
}
