package dev.sagebrush.engine.container;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Folders as {@code .tar.gz}: what SageMaker keeps models and outputs in. Files and folders only;
 * links and devices have no place in a model.
 */
public final class TarGz {

  private static final int CHUNK = 1 << 16;

  private TarGz() {}

  /** Writes all that is in a folder, by relative name, in the order of names. Closes nothing. */
  public static void pack(Path folder, OutputStream out) throws IOException {
    FastGzip gzip = new FastGzip(out);
    TarWriter tar = new TarWriter(new BufferedOutputStream(gzip, CHUNK));
    for (Path path : contents(folder)) {
      String name = folder.relativize(path).toString();
      long modified = Files.getLastModifiedTime(path).toMillis() / 1000;
      if (Files.isDirectory(path)) {
        tar.folder(name + "/", modified);
      } else {
        tar.file(name, path, modified);
      }
    }
    tar.finish();
    gzip.finish();
  }

  private static List<Path> contents(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> !path.equals(folder)).sorted().toList();
    }
  }

  /**
   * Reads an archive into a folder.
   *
   * @throws IOException when it is none, is cut short, or names something outside of the folder
   */
  public static void unpack(InputStream in, Path folder) throws IOException {
    Files.createDirectories(folder);
    TarReader tar = new TarReader(new BufferedInputStream(new GZIPInputStream(in, CHUNK), CHUNK));
    for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
      Path target = folder.resolve(entry.name()).normalize();
      if (!target.startsWith(folder.normalize())) {
        throw new IOException("the archive names a file outside of it: " + entry.name());
      }
      if (entry.folder()) {
        Files.createDirectories(target);
      } else {
        Path parent = target.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        try (OutputStream file = Files.newOutputStream(target)) {
          tar.content(file);
        }
      }
    }
  }

  /** Models are mostly floats: more effort than the least takes far longer and saves little. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, CHUNK);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
