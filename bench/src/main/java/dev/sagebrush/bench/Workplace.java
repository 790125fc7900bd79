package dev.sagebrush.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a run works.
 *
 * @param root the checkout, where {@code ./sagebrush} is
 * @param folder of this run alone, on the disk of the checkout, gone afterwards
 * @param rounds how often each side is measured, by turns
 * @param period how long a load lasts in each round
 */
public record Workplace(Path root, Path folder, int rounds, Duration period)
    implements AutoCloseable {

  /** A workplace in the checkout. */
  static Workplace in(Path root, int rounds, Duration period) throws IOException {
    Path parent = Files.createDirectories(root.resolve("bench/target"));
    return new Workplace(root, Files.createTempDirectory(parent, "run-"), rounds, period);
  }

  /** A new folder in this workplace. */
  public Path fresh(String name) throws IOException {
    return Files.createTempDirectory(folder, name + "-");
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }

  private static void delete(Path top) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
