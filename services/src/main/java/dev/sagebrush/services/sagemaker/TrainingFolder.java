package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.sagemaker.Channel;
import dev.sagebrush.model.sagemaker.CheckpointConfig;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that a training container sees as {@code /opt/ml}.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html">SageMaker
 * Developer Guide</a>, "How Amazon SageMaker provides training information".
 *
 * @param root absolute
 */
record TrainingFolder(Path root) {

  private static final int LONGEST_FAILURE = 1024;
  private static final String HOST = "algo-1";
  private static final String OPT_ML = "/opt/ml/";

  /** What a container writes its model to. */
  Path model() {
    return root.resolve("model");
  }

  /** Other output to be kept. */
  Path outputData() {
    return root.resolve("output/data");
  }

  /** Where the channels are. */
  Path inputData() {
    return root.resolve("input/data");
  }

  /** The folder of the checkpoints. */
  Path checkpoints(CheckpointConfig config) {
    String path = config.localPath();
    return path == null
        ? root.resolve("checkpoints")
        : root.resolve(path.substring(OPT_ML.length()));
  }

  /** Whether checkpoints can be where a request wants them. */
  static boolean within(String path) {
    return path.startsWith(OPT_ML)
        && path.length() > OPT_ML.length()
        && Path.of(path).normalize().startsWith("/opt/ml")
        && !Path.of(path).normalize().equals(Path.of("/opt/ml"));
  }

  /** Makes the folder as it is before a run, whatever a run before has left but checkpoints. */
  void prepare(DescribeTrainingJobResponse job) throws IOException {
    for (String part : List.of("input", "model", "output", "code", "tmp")) {
      delete(root.resolve(part));
    }
    for (String part :
        List.of("input/config", "input/data", "model", "output/data", "code", "tmp")) {
      Files.createDirectories(root.resolve(part));
    }
    if (job.checkpointConfig() != null) {
      Files.createDirectories(checkpoints(job.checkpointConfig()));
    }
    write("hyperparameters", job.hyperParameters() == null ? Map.of() : job.hyperParameters());
    write("inputdataconfig", inputs(job));
    write("resourceconfig", resources(job));
    write("trainingjobconfig", Structs.tree(job));
    if (job.checkpointConfig() != null) {
      write("checkpointconfig", Structs.tree(job.checkpointConfig()));
    }
  }

  private void write(String name, Object tree) throws IOException {
    Files.write(root.resolve("input/config/" + name + ".json"), JsonText.bytes(tree));
  }

  private static Map<String, Object> inputs(DescribeTrainingJobResponse job) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    List<Channel> channels = job.inputDataConfig();
    for (Channel channel : channels == null ? List.<Channel>of() : channels) {
      Map<String, Object> input = new LinkedHashMap<>();
      String mode = channel.inputMode();
      input.put(
          "TrainingInputMode",
          mode == null ? job.algorithmSpecification().trainingInputMode() : mode);
      if (channel.contentType() != null) {
        input.put("ContentType", channel.contentType());
      }
      String distribution = channel.dataSource().s3DataSource().s3DataDistributionType();
      input.put("S3DistributionType", distribution == null ? "FullyReplicated" : distribution);
      String wrapper = channel.recordWrapperType();
      input.put("RecordWrapperType", wrapper == null ? "None" : wrapper);
      inputs.put(channel.channelName(), input);
    }
    return inputs;
  }

  private static Map<String, Object> resources(DescribeTrainingJobResponse job) {
    String type = job.resourceConfig().instanceType();
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("instance_group_name", "homogeneousCluster");
    group.put("instance_type", type == null ? "" : type);
    group.put("hosts", List.of(HOST));
    Map<String, Object> resources = new LinkedHashMap<>();
    resources.put("current_host", HOST);
    resources.put("current_instance_type", type == null ? "" : type);
    resources.put("current_group_name", "homogeneousCluster");
    resources.put("hosts", List.of(HOST));
    resources.put("instance_groups", List.of(group));
    resources.put("network_interface_name", "eth0");
    return resources;
  }

  /**
   * Why a container has ended with an error, as the job is to say it.
   *
   * @param code with which it has ended
   */
  String failure(int code) throws IOException {
    Path file = root.resolve("output/failure");
    String text = "";
    if (Files.isRegularFile(file)) {
      byte[] start;
      try (var in = Files.newInputStream(file)) {
        start = in.readNBytes(4 * LONGEST_FAILURE);
      }
      text = new String(start, StandardCharsets.UTF_8).strip();
      text = text.substring(0, Math.min(text.length(), LONGEST_FAILURE - 64));
    }
    if (code == 137 && text.isEmpty()) {
      return "ClientError: Please use an instance type with more memory, or reduce the size of"
          + " training data processed on an instance., exit code: 137";
    }
    boolean named =
        text.startsWith("ClientError:")
            || text.startsWith("AlgorithmError:")
            || text.startsWith("InternalServerError:");
    return (named ? "" : "AlgorithmError: ") + text + ", exit code: " + code;
  }

  /** Removes everything. */
  void delete() throws IOException {
    delete(root);
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(path)) {
      for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
