package dev.sagebrush.conformance.clients;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client in a process of its own. */
final class Child {

  private Child() {}

  /** Runs it to its end; fails, with all it said, when that is not a good one or not in time. */
  static void run(List<String> command, Scenario scenario, long limit, TimeUnit unit)
      throws IOException, InterruptedException {
    Path output = scenario.folder().resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(scenario.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(scenario.environment());
    builder.environment().keySet().removeAll(List.of("AWS_PROFILE", "AWS_SESSION_TOKEN"));
    Process process = builder.start();
    boolean ended = process.waitFor(limit, unit);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    if (!ended || process.exitValue() != 0) {
      String how = ended ? " ended with " + process.exitValue() : " was not done in time";
      fail(String.join(" ", command) + how + ":\n" + Files.readString(output));
    }
  }
}
