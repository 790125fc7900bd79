package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.model.s3.S3Object;
import dev.sagebrush.model.sagemaker.CheckpointConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the checkpoints of a training job in S3: restored before the process, saved after it. */
final class Checkpoints {

  private final S3Files files;
  private final @Nullable S3Uri place;
  private final Path folder;

  private Checkpoints(S3Files files, @Nullable S3Uri place, Path folder) {
    this.files = files;
    this.place = place;
    this.folder = folder;
  }

  /** The checkpoints of a job; without a configuration nothing is restored or saved. */
  static Checkpoints of(S3Files files, TrainingFolder folder, @Nullable CheckpointConfig config) {
    return config == null
        ? new Checkpoints(files, null, folder.root())
        : new Checkpoints(files, S3Uri.parse(config.s3Uri()), folder.checkpoints(config));
  }

  /** Brings from S3 what is not here: what a crash has left is newer. */
  void restore() throws IOException, JobFailure {
    if (place == null) {
      return;
    }
    S3Uri prefix = place.resolve("");
    for (S3Object object : files.list(prefix)) {
      Path file = folder.resolve(Names.relative(prefix.key(), object.key())).normalize();
      if (!file.startsWith(folder)) {
        throw new JobFailure("ClientError: The checkpoint " + object.key() + " is not a file name");
      }
      if (!object.key().endsWith("/") && !Files.exists(file)) {
        Files.createDirectories(file.getParent() == null ? folder : file.getParent());
        files.download(new S3Uri(prefix.bucket(), object.key()), file);
      }
    }
  }

  /** Puts into S3 what there is. */
  void save() throws IOException {
    if (place == null) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : all) {
      files.upload(file, place.resolve(folder.relativize(file).toString()), null);
    }
  }
}
