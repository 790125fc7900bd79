package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.Command;
import dev.sagebrush.engine.container.Image;
import dev.sagebrush.engine.container.MetricDefinition;
import dev.sagebrush.engine.container.ModelServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image that trains by a shell script and serves by answering the text of its model before the
 * request, in capitals.
 */
record Shell(String name, List<MetricDefinition> metrics, String script) implements Image {

  @Override
  public Command training(Path root, Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("PATH", "/usr/bin:/bin");
    return new Command(List.of("/bin/sh", "-c", script), all);
  }

  @Override
  public ModelServer serve(Path model, Map<String, String> environment) throws IOException {
    String text = Files.readString(model.resolve("model.txt")).strip();
    return new Echo(text + environment.getOrDefault("SUFFIX", ""));
  }

  private record Echo(String text) implements ModelServer {

    @Override
    public Reply invoke(Invocation request) {
      String body = new String(request.body(), StandardCharsets.UTF_8);
      if (body.startsWith("bad")) {
        return reply(400, "unable to parse " + body);
      }
      StringBuilder answer = new StringBuilder();
      for (String line : body.split("\n", -1)) {
        if (!line.isEmpty()) {
          answer.append(text).append(line.toUpperCase(Locale.ROOT)).append('\n');
        }
      }
      return reply(200, answer.toString());
    }

    private static Reply reply(int status, String text) {
      return new Reply(status, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ExecutionParameters executionParameters() {
      return new ExecutionParameters(2, "MULTI_RECORD", 6);
    }

    @Override
    public void close() {}
  }
}
