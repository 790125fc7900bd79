package dev.sagebrush.conformance.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, on a free port of this machine. */
public final class ServerProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("ready .*(http://\\S+)");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final Process process;
  private final Path out;
  private final Path err;
  private final URI url;

  private ServerProcess(Process process, Path out, Path err) throws IOException {
    this.process = process;
    this.out = out;
    this.err = err;
    this.url = awaitReady();
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param folder for its data (in {@code data}) and its output; one that was used before is taken
   *     over as it is
   * @param settings further arguments, such as {@code --max-body-bytes 65536}
   * @throws IOException when it does not come up, with what it said
   */
  public static ServerProcess start(Path folder, String... settings) throws IOException {
    Path out = folder.resolve("server.out");
    Path err = folder.resolve("server.err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath(),
            "dev.sagebrush.server.Sagebrush",
            "--port",
            "0",
            "--data",
            folder.resolve("data").toString()));
    command.addAll(Arrays.asList(settings));
    Files.deleteIfExists(out);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
            .start();
    return new ServerProcess(process, out, err);
  }

  /** What the tests run with, which holds the server; surefire hides it behind a small jar. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private URI awaitReady() throws IOException {
    long deadline = System.nanoTime() + PATIENCE;
    while (process.isAlive() && System.nanoTime() < deadline) {
      Matcher line = READY.matcher(Files.readString(out));
      if (line.find()) {
        return URI.create(line.group(1));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    process.destroyForcibly();
    throw new IOException("the server did not get ready:\n" + log());
  }

  /** Where it answers. */
  public URI url() {
    return url;
  }

  /** Its port. */
  public int port() {
    return url.getPort();
  }

  /** The folder that holds what it stores. */
  public Path data() {
    return out.resolveSibling("data");
  }

  /** What it has said so far, also before a restart. */
  public String log() throws IOException {
    return Files.readString(out) + Files.readString(err);
  }

  /** Ends it as a power cut would: SIGKILL, nothing flushed, nothing said. */
  public void kill() throws IOException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Ends it in good order, and with it whatever it had started. */
  @Override
  public void close() throws IOException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    awaitEnd();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private void awaitEnd() throws IOException {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the server did not end within 30 s:\n" + log());
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
