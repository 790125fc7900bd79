package dev.sagebrush.bench.fit;

import dev.sagebrush.bench.Python;
import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The learn library in a JVM of its own, with the flags and the kind of cache of a training job.
 */
public final class OwnFit {
  /** Those of a training job that have to do with speed. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:Tier2InvokeNotifyFreqLog=7",
          "-XX:Tier2BackedgeNotifyFreqLog=20",
          "--enable-native-access=ALL-UNNAMED");

  private static final String SILENT = "-Xlog:aot*=off,cds*=off";

  private OwnFit() {}

  /**
   * Makes an AOT cache from two fits, as a build makes those of the training jobs: on other rows
   * than are measured.
   *
   * @param algorithm as the learn library names it
   * @param file that {@code prepare.py} wrote
   * @param told parameters, as name=value
   */
  public static void record(String algorithm, Path file, List<String> told, Path cache)
      throws IOException, InterruptedException {
    fits(List.of("-XX:AOTCacheOutput=" + cache, SILENT), algorithm, file, 2, told);
  }

  /**
   * Fits, the first time cold, then warm.
   *
   * @param cache from {@link #record}
   * @return seconds and quality, a line for each fit
   */
  public static List<String> fits(
      String algorithm, Path file, int fits, List<String> told, Path cache)
      throws IOException, InterruptedException {
    return fits(List.of("-XX:AOTCache=" + cache, SILENT), algorithm, file, fits, told);
  }

  private static List<String> fits(
      List<String> flags, String algorithm, Path file, int fits, List<String> told)
      throws IOException, InterruptedException {
    // XGBoost's threads otherwise spin while they wait: see HOUSE.md.
    List<String> line = new ArrayList<>(List.of("env", "OMP_WAIT_POLICY=PASSIVE"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(FLAGS);
    line.addAll(flags);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), FitMain.class.getName()));
    line.addAll(List.of(algorithm, file.toString(), String.valueOf(fits)));
    line.addAll(told);
    return Python.output(line, new byte[0]);
  }

  /** The seconds of one cold fit. */
  public static double coldSeconds(String algorithm, Path file, List<String> told, Path cache)
      throws IOException, InterruptedException {
    return Double.parseDouble(fits(algorithm, file, 1, told, cache).getFirst().split(" ")[0]);
  }

  /**
   * Writes the rows to learn from as CSV without a header.
   *
   * @param file that {@code prepare.py} wrote
   * @param labelled whether the label stands first in each line
   */
  public static void writeCsv(Path file, Path csv, boolean labelled) throws IOException {
    Dataset rows = FitData.read(file).training();
    DenseMatrix features = rows.features().dense();
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      StringBuilder line = new StringBuilder();
      for (int row = 0; row < features.rows(); row++) {
        line.setLength(0);
        if (labelled) {
          line.append((int) rows.labels()[row]).append(',');
        }
        for (int column = 0; column < features.columns(); column++) {
          float value = features.values()[row * features.columns() + column];
          line.append(column == 0 ? "" : ",");
          if (value == (int) value) {
            line.append((int) value);
          } else {
            line.append(value);
          }
        }
        out.write(line.append('\n').toString());
      }
    }
  }
}
