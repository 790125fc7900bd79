package dev.sagebrush.learn;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Finds the real data sets of the quality tests: the folder that the environment variable
 * SAGEBRUSH_DATA names, else {@code shared/data} beside a folder above this one.
 */
public final class SharedData {

  private SharedData() {}

  /** The file; aborts the test, saying why, where there is none. */
  public static Path file(String name) {
    String given = System.getenv("SAGEBRUSH_DATA");
    if (given != null) {
      return present(Path.of(given).resolve(name));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path data = at.resolve("shared/data");
      if (Files.isDirectory(data)) {
        return present(data.resolve(name));
      }
    }
    return abort("no shared/data above this folder and no SAGEBRUSH_DATA: skipped " + name);
  }

  private static Path present(Path file) {
    return Files.exists(file) ? file : abort(file + " is absent: skipped");
  }

  /** Every byte, decompressed when the name ends in gz. */
  public static byte[] bytes(String name) throws IOException {
    Path file = file(name);
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    }
  }

  /** Every line that is not blank. */
  public static List<String> lines(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }
}
