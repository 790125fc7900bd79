package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.TarGz;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Puts into S3 what a training process has left. */
final class TrainingOutput {

  private final S3Files files;
  private final TrainingFolder folder;
  private final DescribeTrainingJobResponse job;

  TrainingOutput(S3Files files, TrainingFolder folder, DescribeTrainingJobResponse job) {
    this.files = files;
    this.folder = folder;
    this.job = job;
  }

  /** Where a job's output goes. */
  static S3Uri place(String outputPath, String jobName) {
    return S3Uri.parse(outputPath).resolve(jobName + "/output/");
  }

  /** Where a job's model is when it has been trained. */
  static String model(String outputPath, String jobName, boolean compressed) {
    return place(outputPath, jobName).resolve(compressed ? "model.tar.gz" : "model/").toString();
  }

  /**
   * Uploads model and output.
   *
   * @param model whether the model is one; other output is uploaded anyhow
   */
  void upload(boolean model) throws IOException {
    boolean compressed = !"NONE".equals(job.outputDataConfig().compressionType());
    S3Uri place = place(job.outputDataConfig().s3OutputPath(), job.trainingJobName());
    if (model) {
      upload(folder.model(), place, "model", compressed);
    }
    upload(folder.outputData(), place, "output", compressed);
  }

  private void upload(Path from, S3Uri place, String name, boolean compressed) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.filter(Files::isRegularFile).sorted().toList();
    }
    if (all.isEmpty() && !name.equals("model")) {
      return;
    }
    if (compressed) {
      Path archive = folder.root().resolve(name + ".tar.gz");
      try (OutputStream out = Files.newOutputStream(archive)) {
        TarGz.pack(from, out);
      }
      files.upload(archive, place.resolve(name + ".tar.gz"), "application/x-gzip");
      Files.delete(archive);
      return;
    }
    for (Path file : all) {
      files.upload(file, place.resolve(name + "/" + from.relativize(file)), null);
    }
  }
}
