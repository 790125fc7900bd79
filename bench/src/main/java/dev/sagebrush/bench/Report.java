package dev.sagebrush.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run has found so far: a line for each finding, and at the end a table to keep. */
final class Report {

  private static final String LAYOUT = "%-17s %-42s %14s %14s  %-9s %8s  %-12s %s%n";

  private record Line(String benchmark, Finding finding) {}

  private final PrintStream out;
  private final List<Line> lines = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  Report(PrintStream out) {
    this.out = out;
  }

  /** Prints the head of the table. */
  void begin() {
    out.printf(
        Locale.ROOT, LAYOUT, "benchmark", "measure", "ours", "theirs", "", "factor", "goal", "");
  }

  /** Prints a finding. */
  void add(String benchmark, Finding finding) {
    lines.add(new Line(benchmark, finding));
    out.printf(
        Locale.ROOT,
        LAYOUT,
        benchmark,
        finding.measure(),
        number(finding.ours()),
        finding.compared() ? number(finding.theirs()) : "",
        finding.unit(),
        factor(finding),
        finding.promise(),
        verdict(finding));
  }

  /** Says that a benchmark did not run, and why. */
  void skip(String benchmark, String reason) {
    skipped.add(benchmark + ": " + reason);
    out.println(benchmark + " skipped: " + reason);
  }

  /** Whether every promise was kept. */
  boolean met() {
    return lines.stream().allMatch(line -> line.finding().met());
  }

  /** Appends the table in Markdown, with what one needs to judge it. */
  void record(Path file, String command, Machine machine) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(machine.date()).append("\n\n");
    text.append("`").append(command).append("` on ").append(machine.description()).append(".\n\n");
    text.append("| benchmark | measure | ours | theirs | against | factor | goal | |\n");
    text.append("|---|---|---:|---:|---|---:|---|---|\n");
    for (Line line : lines) {
      Finding finding = line.finding();
      text.append("| ").append(line.benchmark()).append(" | ").append(finding.measure());
      text.append(" | ").append(number(finding.ours())).append(' ').append(finding.unit());
      text.append(" | ");
      if (finding.compared()) {
        text.append(number(finding.theirs())).append(' ').append(finding.unit());
      }
      text.append(" | ").append(finding.against()).append(" | ").append(factor(finding));
      text.append(" | ").append(finding.promise()).append(" | ").append(verdict(finding));
      text.append(" |\n");
    }
    skipped.forEach(line -> text.append("\nSkipped: ").append(line).append('\n'));
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String number(double[] values) {
    return Finding.digits(Finding.median(values));
  }

  private static String factor(Finding finding) {
    return finding.compared() ? Finding.digits(finding.factor()) + "×" : "";
  }

  private static String verdict(Finding finding) {
    return finding.goal() instanceof Finding.Goal.None ? "" : finding.met() ? "met" : "MISSED";
  }
}
