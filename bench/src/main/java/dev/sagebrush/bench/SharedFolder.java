package dev.sagebrush.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** The data sets of the baselines, which are not part of the project. */
public final class SharedFolder {

  private SharedFolder() {}

  /**
   * The folder {@code shared/data} beside or above the checkout.
   *
   * @throws SkippedException when there is none
   */
  public static Path data(Path root) throws SkippedException {
    for (Path at = root; at != null; at = at.getParent()) {
      Path data = at.resolve("shared/data");
      if (Files.isDirectory(data)) {
        return data;
      }
    }
    throw new SkippedException("there is no shared/data above " + root);
  }
}
