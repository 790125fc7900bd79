package dev.sagebrush.bench;

import dev.sagebrush.bench.fit.FitBenchmark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command line: {@code Bench [--record] [--rounds N] [--seconds N] [--list] [name]...}. */
public final class Bench {

  private static final Logger LOG = LoggerFactory.getLogger(Bench.class);
  private static final int USAGE = 2;

  /** Every benchmark, in the order they run. */
  private static final List<Benchmark> ALL =
      List.of(
          new Start(),
          new S3Put64(),
          new S3Get64(),
          new S3Put4k(),
          new DescribeModel(),
          new InvokeEndpoint(),
          new JobOverhead(),
          new PolicyDecision(),
          FitBenchmark.kMeans(),
          FitBenchmark.linearLearner());

  private boolean record;
  private int rounds = 3;
  private int seconds = 5;
  private final List<Benchmark> chosen = new ArrayList<>();

  private Bench() {}

  /** Runs the benchmarks named, or all; ends with 1 when a promise is not kept. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Bench bench = new Bench();
    String wrong = bench.read(arguments);
    if (wrong != null) {
      System.err.println(wrong);
      System.exit(USAGE);
    }
    if (!bench.run("./sagebrush bench " + String.join(" ", arguments))) {
      System.exit(1);
    }
  }

  private @Nullable String read(String[] arguments) {
    List<String> left = new ArrayList<>(Arrays.asList(arguments));
    while (!left.isEmpty()) {
      String word = left.removeFirst();
      switch (word) {
        case "--record" -> record = true;
        case "--list" -> {
          ALL.forEach(
              each -> System.out.printf(Locale.ROOT, "%-18s %s%n", each.name(), each.about()));
          System.exit(0);
        }
        case "--rounds", "--seconds" -> {
          if (left.isEmpty() || !left.getFirst().matches("[1-9][0-9]{0,3}")) {
            return word + " needs a number from 1 to 9999";
          }
          int value = Integer.parseInt(left.removeFirst());
          if (word.equals("--rounds")) {
            rounds = value;
          } else {
            seconds = value;
          }
        }
        default -> {
          List<Benchmark> named = ALL.stream().filter(each -> each.name().equals(word)).toList();
          if (named.isEmpty()) {
            return "there is no benchmark '" + word + "'; --list shows them";
          }
          chosen.addAll(named);
        }
      }
    }
    return null;
  }

  private boolean run(String command) throws IOException, InterruptedException {
    Machine machine = Machine.here();
    System.out.println(machine.description());
    System.out.println();
    Report report = new Report(System.out);
    report.begin();
    Path root = Path.of(System.getProperty("sagebrush.root", ".")).toAbsolutePath().normalize();
    boolean whole = true;
    for (Benchmark benchmark : chosen.isEmpty() ? ALL : chosen) {
      try (Workplace place = Workplace.in(root, rounds, Duration.ofSeconds(seconds))) {
        benchmark.run(place, finding -> report.add(benchmark.name(), finding));
      } catch (SkippedException missing) {
        report.skip(benchmark.name(), missing.reason());
      } catch (InterruptedException stopped) {
        throw stopped;
      } catch (Exception failed) {
        whole = false;
        report.skip(benchmark.name(), "it failed: " + failed);
        LOG.error("{} failed", benchmark.name(), failed);
      }
    }
    if (record) {
      report.record(root.resolve("bench/RESULTS.md"), command.strip(), machine);
    }
    return whole && report.met();
  }
}
