package dev.sagebrush.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A Python that has what a benchmark needs.
 *
 * @param command how to run it
 */
public record Python(String command) {

  /**
   * The first Python on the path, or the system's own, that can import a module.
   *
   * @throws SkippedException when none can
   */
  public static Python with(String module)
      throws IOException, InterruptedException, SkippedException {
    Set<String> candidates = new LinkedHashSet<>();
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator)) {
      candidates.add(folder + "/python3");
    }
    candidates.add("/usr/bin/python3");
    for (String candidate : candidates) {
      if (new File(candidate).canExecute() && imports(candidate, module)) {
        return new Python(candidate);
      }
    }
    throw new SkippedException("no python3 here can import " + module);
  }

  private static boolean imports(String command, String module)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command, "-c", "import " + module)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  /**
   * Runs one of the scripts beside this class.
   *
   * @return the lines it printed
   * @throws IOException when it fails, with what it said last
   */
  public List<String> run(String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command, "-"));
    line.addAll(Arrays.asList(arguments));
    return output(line, source(script));
  }

  private static byte[] source(String script) throws IOException {
    try (InputStream in = Python.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IOException("no script " + script);
      }
      return in.readAllBytes();
    }
  }

  /**
   * Runs a command to its end.
   *
   * @param input what it reads
   * @return the lines it printed
   * @throws IOException when it fails, with what it said last
   */
  public static List<String> output(List<String> line, byte[] input)
      throws IOException, InterruptedException {
    File errors = File.createTempFile("bench", ".err");
    try {
      Process process = new ProcessBuilder(line).redirectError(errors).start();
      try (OutputStream out = process.getOutputStream()) {
        out.write(input);
      }
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        String said = Files.readString(errors.toPath());
        throw new IOException(
            String.join(" ", line)
                + " failed: "
                + said.substring(Math.max(0, said.length() - 3000)));
      }
      return text.isEmpty() ? List.of() : text.lines().toList();
    } finally {
      Files.delete(errors.toPath());
    }
  }
}
