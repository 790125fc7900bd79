package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.Command;
import dev.sagebrush.engine.container.ContainerProcess;
import dev.sagebrush.engine.container.Image;
import dev.sagebrush.engine.container.MetricDefinition;
import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.kernel.SystemClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A training job in a folder, run as the server runs it: a process of its own. */
final class Job {

  final Path root;
  private final Image image;
  private final StringJoiner channels = new StringJoiner(",", "{", "}");
  final List<String> log = new CopyOnWriteArrayList<>();

  Job(Path root, String repositoryAndTag) throws IOException {
    this.root = root;
    this.image = image(repositoryAndTag);
    Files.createDirectories(root.resolve("input/config"));
    Files.writeString(
        root.resolve("input/config/resourceconfig.json"),
        "{\"current_host\":\"algo-1\",\"hosts\":[\"algo-1\"]}");
    hyperparameters(Map.of());
  }

  static Image image(String repositoryAndTag) {
    String uri = "683313688378.dkr.ecr.us-east-1.amazonaws.com/" + repositoryAndTag;
    return Objects.requireNonNull(new BuiltinImages().find(uri));
  }

  Job hyperparameters(Map<String, String> all) throws IOException {
    Files.writeString(root.resolve("input/config/hyperparameters.json"), JsonText.object(all));
    return this;
  }

  /** Adds a file to a channel. */
  Job channel(String name, String contentType, byte[] content) throws IOException {
    return channel(name, contentType).file(name, "part-0", content);
  }

  /** Adds an empty channel. */
  Job channel(String name, String contentType) throws IOException {
    Files.createDirectories(root.resolve("input/data").resolve(name));
    String type = contentType.isEmpty() ? "" : "\"ContentType\":\"" + contentType + "\",";
    channels.add("\"" + name + "\":{" + type + "\"TrainingInputMode\":\"File\"}");
    Files.writeString(root.resolve("input/config/inputdataconfig.json"), channels.toString());
    return this;
  }

  Job file(String channel, String name, byte[] content) throws IOException {
    Path file = root.resolve("input/data").resolve(channel).resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, content);
    return this;
  }

  /** Starts the process; its lines gather in {@link #log}. */
  ContainerProcess start(Consumer<String> also) throws IOException {
    Command command = image.training(root, Map.of("TRAINING_JOB_NAME", "job"));
    return ContainerProcess.start(
        command,
        root,
        line -> {
          log.add(line);
          also.accept(line);
        });
  }

  /** Runs to the end; returns the exit code. */
  int run() throws IOException, InterruptedException {
    return start(line -> {}).await();
  }

  /** Runs in this process, which is faster and does everything but start one. */
  int runHere() {
    Builtin builtin = Algorithms.keyed(((BuiltinImage) image).builtin().key());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code =
        new Training(builtin, new TrainingFolder(root), out, new SystemClock(), () -> false).run();
    log.addAll(bytes.toString(StandardCharsets.UTF_8).lines().toList());
    return code;
  }

  /** Serves what it has trained. */
  ModelServer serve(Map<String, String> environment) throws IOException {
    return image.serve(model(), environment);
  }

  String failure() throws IOException {
    return Files.readString(root.resolve("output/failure"));
  }

  Path model() {
    return root.resolve("model");
  }

  /** The last value of a published metric in the log. */
  double metric(String name) {
    MetricDefinition definition =
        image.metrics().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    Pattern pattern = Pattern.compile(definition.regex());
    String value = null;
    for (String line : log) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        // Where a round has several metrics, the published expression takes them all with it.
        value = matcher.group(1).replaceFirst("#011.*", "");
      }
    }
    return Double.parseDouble(Objects.requireNonNull(value, () -> name + " is not in " + log));
  }
}
