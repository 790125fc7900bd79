package dev.sagebrush.bench;

import dev.sagebrush.bench.load.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A server under measurement: ours or moto's, each as its user would start it. */
final class Server implements AutoCloseable {

  /** What moto is called in the tables. */
  static final String MOTO = "moto_server";

  private static final Pattern OUR_READY = Pattern.compile("^ready .*(http://\\S+)");
  private static final Pattern MOTO_READY = Pattern.compile("Running on (http://\\S+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChildProcess process;
  private final URI url;
  private final double startSeconds;

  private Server(ChildProcess process, URI url, double startSeconds) {
    this.process = process;
    this.url = url;
    this.startSeconds = startSeconds;
  }

  /** Ours, by {@code ./sagebrush start} on a free port and an empty data folder. */
  static Server ours(Workplace place) throws IOException, InterruptedException {
    Path data = place.fresh("data");
    return start(
        List.of(
            place.root().resolve("sagebrush").toString(),
            "start",
            "--port",
            "0",
            "--data",
            data.toString()),
        OUR_READY);
  }

  /**
   * Moto's.
   *
   * @throws SkippedException when it is not installed
   */
  static Server moto() throws IOException, InterruptedException, SkippedException {
    String python = Python.with("moto.server").command();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return start(
        List.of(python, "-m", "moto.server", "-H", "127.0.0.1", "-p", "" + port), MOTO_READY);
  }

  private static Server start(List<String> command, Pattern ready)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    ChildProcess process = ChildProcess.start(command, ready);
    try {
      String url = process.await(PATIENCE).group(1);
      double seconds = (System.nanoTime() - begun) / 1e9;
      return new Server(process, URI.create(url), seconds);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      process.close();
      throw failed;
    }
  }

  /** Where it is reached. */
  URI url() {
    return url;
  }

  /** Where the load generator reaches it. */
  Endpoint endpoint() {
    return new Endpoint(url.getHost(), url.getPort());
  }

  /** From the command to the line that says it is ready. */
  double startSeconds() {
    return startSeconds;
  }

  /** Resident memory now. */
  long residentBytes() throws IOException, InterruptedException {
    return process.residentBytes();
  }

  @Override
  public void close() {
    process.close();
  }
}
