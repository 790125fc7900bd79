package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.Command;
import dev.sagebrush.engine.container.ContainerProcess;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the AOT caches that training processes start from: {@code RehearseMain <folder>}. Each
 * algorithm trains on a few made-up rows, as a job would, while Java records what it loads.
 */
final class RehearseMain {

  private static final int ROWS = 60;
  private static final Map<String, Map<String, String>> HYPERPARAMETERS =
      Map.of(
          "xgboost", Map.of("num_round", "2", "objective", "binary:logistic"),
          "linear-learner", Map.of("predictor_type", "binary_classifier", "epochs", "2"),
          "kmeans", Map.of("k", "3", "feature_dim", "2"));

  private RehearseMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path caches = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    for (Builtin builtin : Algorithms.ALL) {
      Path root = Files.createTempDirectory("rehearsal");
      try {
        job(root, HYPERPARAMETERS.getOrDefault(builtin.key(), Map.of()));
        int code = train(builtin, root, caches.resolve(builtin.key() + ".aot"));
        if (code != 0) {
          System.err.println("The rehearsal of " + builtin.title() + " ended with " + code);
          System.exit(1);
        }
      } finally {
        remove(root);
      }
    }
  }

  private static int train(Builtin builtin, Path root, Path cache)
      throws IOException, InterruptedException {
    ImageName name = new ImageName(builtin.key(), "1");
    Command command = new BuiltinImage(builtin, name, null).training(root, Map.of());
    List<String> line = new ArrayList<>(command.line());
    line.add(1, "-XX:AOTCacheOutput=" + cache);
    Command recorded = new Command(line, command.environment());
    return ContainerProcess.start(recorded, root, System.out::println).await();
  }

  private static void job(Path root, Map<String, String> hyperparameters) throws IOException {
    Path config = Files.createDirectories(root.resolve("input/config"));
    Files.writeString(config.resolve("hyperparameters.json"), JsonText.object(hyperparameters));
    String channel = "{\"ContentType\": \"text/csv\", \"TrainingInputMode\": \"File\"}";
    Files.writeString(config.resolve("inputdataconfig.json"), "{\"train\": " + channel + "}");
    Files.writeString(config.resolve("resourceconfig.json"), "{\"current_host\": \"algo-1\"}");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(i % 2).append(',').append(i % 7).append(".5,").append(i % 2 + i % 3).append('\n');
    }
    Path data = Files.createDirectories(root.resolve("input/data/train"));
    Files.writeString(data.resolve("rows.csv"), rows);
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
