package dev.sagebrush.conformance.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds words in sources where they do not belong. */
final class Words {

  /** AWS and its products; s3 alone, in lower case, is also what a fourth register is called. */
  static final Pattern OF_AWS =
      Pattern.compile("(?i:\\b(aws|amazon|sagemaker))|\\bS3\\b|\\bs3://|(?<=[a-z])(Aws|SageMaker)");

  private Words() {}

  /** Where the pattern occurs below a folder: file, line and text. */
  static List<String> find(Pattern pattern, Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .forEach(file -> find(pattern, folder, file, found));
    }
    return found;
  }

  private static void find(Pattern pattern, Path folder, Path file, List<String> found) {
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (pattern.matcher(lines.get(i)).find()) {
          found.add(folder.relativize(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
