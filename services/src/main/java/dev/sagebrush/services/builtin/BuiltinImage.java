package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.Command;
import dev.sagebrush.engine.container.Image;
import dev.sagebrush.engine.container.MetricDefinition;
import dev.sagebrush.engine.container.ModelServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image of a built-in algorithm: it trains in a Java process of its own and serves in this one.
 */
record BuiltinImage(Builtin builtin, ImageName id, @Nullable String aotCaches) implements Image {

  /**
   * What the training process runs with; the AOT cache holds for these and no other. The Vector API
   * is left out: with its module the cache keeps neither linked classes nor profiles, and a fit of
   * a tenth of a second takes three.
   */
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:MaxRAMPercentage=50",
          // A kernel's loop is short and called often: compile the method after some calls, and not
          // its
          // loop first and the method again, which for such loops costs as much as the whole fit.
          "-XX:Tier2InvokeNotifyFreqLog=7",
          "-XX:Tier2BackedgeNotifyFreqLog=20",
          "-Dfile.encoding=UTF-8",
          "-Dstdout.encoding=UTF-8");

  /** Where this machine's libraries are found, that of OpenMP too, if not where they use to be. */
  private static final String LIBRARY_PATH = "LD_LIBRARY_PATH";

  @Override
  public String name() {
    return builtin.title() + " " + id.tag();
  }

  @Override
  public List<MetricDefinition> metrics() {
    return builtin.metrics();
  }

  @Override
  public Command training(Path root, Map<String, String> environment) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(FLAGS);
    line.addAll(aotFlags());
    // What a killed process leaves behind goes with its folder.
    line.add("-Djava.io.tmpdir=" + root.toAbsolutePath());
    line.add("-cp");
    line.add(absolute(System.getProperty("java.class.path")));
    line.add(TrainMain.class.getName());
    line.add(builtin.key());
    line.add(root.toAbsolutePath().toString());
    Map<String, String> all = new HashMap<>(environment);
    // XGBoost's threads otherwise spin while they wait, which costs many times the work itself.
    all.putIfAbsent("OMP_WAIT_POLICY", "PASSIVE");
    // In another locale Java on Linux cannot name files that are called "données.csv".
    all.put("LC_ALL", "C.UTF-8");
    String libraries = System.getenv(LIBRARY_PATH);
    if (libraries != null) {
      all.putIfAbsent(LIBRARY_PATH, libraries);
    }
    return new Command(line, all);
  }

  private List<String> aotFlags() {
    // A cache of another build is no reason to fail, nor to speak of it in the user's log.
    String silent = "-Xlog:aot*=off,cds*=off";
    String file = builtin.key() + ".aot";
    String record = System.getProperty(BuiltinImages.AOT_RECORD_PROPERTY);
    if (record != null) {
      return List.of("-XX:AOTCacheOutput=" + Path.of(record, file).toAbsolutePath(), silent);
    }
    Path cache = aotCaches == null ? null : Path.of(aotCaches, file);
    return cache != null && Files.isRegularFile(cache)
        ? List.of("-XX:AOTCache=" + cache.toAbsolutePath(), silent)
        : List.of();
  }

  /** The process runs in another folder. */
  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  @Override
  public ModelServer serve(Path model, Map<String, String> environment) throws IOException {
    return builtin.serve(id, model, environment);
  }
}
