package dev.sagebrush.learn.boost;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Models of the last rounds, as files {@code xgboost-checkpoint.<round>} of a folder, each a whole
 * model file of all rounds up to that one, counted from 0. The newest five are kept.
 */
final class Checkpoints {
  private static final String PREFIX = "xgboost-checkpoint.";
  private static final int KEPT = 5;

  private final Path folder;

  Checkpoints(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** The newest file; null if there is none. */
  @Nullable Path newest() throws IOException {
    SortedMap<Integer, Path> files = files();
    return files.isEmpty() ? null : files.get(files.lastKey());
  }

  /** Writes the model of a round, whole or not at all, and removes old ones. */
  Path save(int round, byte[] model) throws IOException {
    Path file = folder.resolve(PREFIX + round);
    Path partial = folder.resolve("." + PREFIX + round + ".partial");
    Files.write(partial, model);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    SortedMap<Integer, Path> files = files();
    while (files.size() > KEPT) {
      Path oldest = files.remove(files.firstKey());
      Files.deleteIfExists(oldest);
    }
    return file;
  }

  private SortedMap<Integer, Path> files() throws IOException {
    SortedMap<Integer, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : found) {
        String round = file.getFileName().toString().substring(PREFIX.length());
        if (round.matches("\\d{1,9}")) {
          files.put(Integer.parseInt(round), file);
        }
      }
    }
    return files;
  }
}
