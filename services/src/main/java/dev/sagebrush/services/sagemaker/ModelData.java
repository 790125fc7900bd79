package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.TarGz;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.S3Object;
import dev.sagebrush.model.sagemaker.ContainerDefinition;
import dev.sagebrush.model.sagemaker.S3ModelDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the data of a container are.
 *
 * @param packed whether it is one {@code .tar.gz}; else it is a prefix of files as they are
 */
record ModelData(S3Uri uri, boolean packed) {

  /**
   * The data a container definition names; null when it names none.
   *
   * @throws ServiceException {@code NotImplemented} for other forms
   */
  static @Nullable ModelData of(ContainerDefinition container) {
    if (container.modelDataUrl() != null) {
      return new ModelData(S3Uri.parse(container.modelDataUrl()), true);
    }
    if (container.modelDataSource() == null) {
      return null;
    }
    S3ModelDataSource source = container.modelDataSource().s3DataSource();
    if (source == null) {
      throw Refusals.invalid("ModelDataSource must specify S3DataSource.");
    }
    Refusals.unless(source.modelAccessConfig(), "ModelAccessConfig");
    Refusals.unless(source.hubAccessConfig(), "HubAccessConfig");
    Refusals.unless(source.manifestS3Uri(), "ManifestS3Uri");
    boolean packed = "Gzip".equals(source.compressionType());
    if (packed != "S3Object".equals(source.s3DataType())) {
      throw Refusals.invalid(
          "S3DataType S3Object goes with CompressionType Gzip, S3Prefix with None.");
    }
    return new ModelData(S3Uri.parse(source.s3Uri()), packed);
  }

  /** Whether there is something. */
  boolean exists(S3Files files) {
    try {
      return packed ? files.exists(uri) : !files.list(uri).isEmpty();
    } catch (ServiceException e) {
      if (e.status() != 404) {
        throw e;
      }
      return false;
    }
  }

  /** Brings the data into a folder. */
  void download(S3Files files, Path folder) throws IOException {
    Files.createDirectories(folder);
    if (packed) {
      try (InputStream in = files.open(uri)) {
        TarGz.unpack(in, folder);
      }
      return;
    }
    for (S3Object object : files.list(uri)) {
      Path file = folder.resolve(Names.relative(uri.key(), object.key())).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException("the key " + object.key() + " is not the path of a file");
      }
      if (!object.key().endsWith("/")) {
        Path parent = file.getParent();
        Files.createDirectories(parent == null ? folder : parent);
        files.download(new S3Uri(uri.bucket(), object.key()), file);
      }
    }
  }
}
