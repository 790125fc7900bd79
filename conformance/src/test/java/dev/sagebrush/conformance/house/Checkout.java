package dev.sagebrush.conformance.house;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are. */
public final class Checkout {

  private Checkout() {}

  /** The folder that holds the root pom, from wherever in it the tests run. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("house/checkstyle.xml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not run inside a checkout");
      }
    }
    return folder;
  }
}
