package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.InvalidDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a training container sees as {@code /opt/ml}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html">How
 *     Amazon SageMaker AI provides training information</a>
 */
record TrainingFolder(Path root) {

  private static final int LONGEST_FAILURE = 1024;

  private Path config(String file) {
    return root.resolve("input").resolve("config").resolve(file);
  }

  /** The job's hyperparameters; a value that is JSON text of a string stands for that string. */
  Map<String, String> hyperparameters() throws IOException {
    Map<String, String> all = new TreeMap<>();
    members(config("hyperparameters.json")).forEach((name, value) -> all.put(name, bare(value)));
    return all;
  }

  private static String bare(Object value) {
    String text = value.toString();
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** The channels, by name. */
  Map<String, Channel> channels() throws IOException {
    Map<String, Channel> all = new LinkedHashMap<>();
    Path data = root.resolve("input").resolve("data");
    for (Map.Entry<String, Object> entry : members(config("inputdataconfig.json")).entrySet()) {
      Map<?, ?> given = entry.getValue() instanceof Map<?, ?> map ? map : Map.of();
      boolean pipe = "Pipe".equals(given.get("TrainingInputMode"));
      String type = given.get("ContentType") instanceof String text ? text : "";
      all.put(
          entry.getKey(),
          new Channel(entry.getKey(), data.resolve(entry.getKey()), ContentType.parse(type), pipe));
    }
    return all;
  }

  /** The name of this host in a cluster. */
  String host() throws IOException {
    Path file = config("resourceconfig.json");
    Object name = Files.exists(file) ? members(file).get("current_host") : null;
    return name instanceof String text ? text : "algo-1";
  }

  /** Where checkpoints are kept; null when the job keeps none. */
  @Nullable Path checkpoints() throws IOException {
    Path file = config("checkpointconfig.json");
    Path folder = root.resolve("checkpoints");
    return Files.exists(file) || Files.isDirectory(folder) ? Files.createDirectories(folder) : null;
  }

  private static Map<String, Object> members(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    byte[] text = Files.readAllBytes(file);
    JsonScanner json = new JsonScanner(text, 0, text.length);
    Map<String, Object> all = new LinkedHashMap<>();
    try {
      if (json.open('{', '}')) {
        do {
          String name = json.name();
          all.put(name, json.value());
        } while (json.more('}'));
      }
      json.finish();
    } catch (InvalidDataException e) {
      throw new InvalidDataException(file.getFileName() + ": " + e.getMessage(), e);
    }
    return all;
  }

  /** Where the model goes. */
  Path model() throws IOException {
    return Files.createDirectories(root.resolve("model"));
  }

  /** Where what is no model goes. */
  Path outputData() throws IOException {
    return Files.createDirectories(root.resolve("output").resolve("data"));
  }

  /** Leaves the reason for which the job fails. */
  void fail(String reason) throws IOException {
    Path folder = Files.createDirectories(root.resolve("output"));
    String shown =
        reason.length() > LONGEST_FAILURE ? reason.substring(0, LONGEST_FAILURE) : reason;
    Files.write(folder.resolve("failure"), shown.getBytes(StandardCharsets.UTF_8));
  }
}
