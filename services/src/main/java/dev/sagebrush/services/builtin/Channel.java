package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.data.DataFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A named source of data.
 *
 * @param folder with its files, at most three levels deep; in pipe mode the beginning of the pipes'
 *     names
 * @param contentType its type is empty when the job does not say
 * @param pipe whether the data comes through pipes, one to an epoch
 */
record Channel(String name, Path folder, ContentType contentType, boolean pipe) {

  private static final int DEEPEST = 3;

  /**
   * Reads all of it.
   *
   * @throws InvalidDataException naming the channel, when there is nothing or it is malformed
   */
  Dataset read(DataFormat format) throws IOException {
    try {
      if (pipe) {
        Path first = folder.resolveSibling(name + "_0");
        try (InputStream in = Files.newInputStream(first)) {
          return format.read(in, first.getFileName().toString());
        }
      }
      List<Path> files = files();
      if (files.isEmpty()) {
        throw InvalidDataException.of(
            "No data in channel path /opt/ml/input/data/%s: at least one file is expected whose"
                + " name does not start with '.' or '_'.",
            name);
      }
      return format.read(files);
    } catch (InvalidDataException e) {
      throw new InvalidDataException("Channel '" + name + "': " + e.getMessage(), e);
    }
  }

  /** The files with data, in the order of their names; hidden ones and empty ones are none. */
  List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      return all.filter(this::data).sorted().toList();
    }
  }

  private boolean data(Path file) {
    for (Path part : folder.relativize(file)) {
      String text = part.toString();
      if (text.startsWith(".") || text.startsWith("_")) {
        return false;
      }
    }
    return Files.isRegularFile(file) && file.toFile().length() > 0;
  }
}
