package dev.sagebrush.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program under measurement: its lines are read as they come, and it is ended with the run. */
final class ChildProcess implements AutoCloseable {

  private static final Duration END_TIME = Duration.ofSeconds(20);
  private static final int LINES_KEPT = 200;

  private final String name;
  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final CompletableFuture<MatchResult> awaited = new CompletableFuture<>();

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Starts a program; {@link #await} tells when it has printed what {@code awaited} matches. */
  static ChildProcess start(List<String> command, Pattern awaited) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String name = String.join(" ", command.subList(0, Math.min(3, command.size())));
    ChildProcess child = new ChildProcess(name, process);
    Thread.ofPlatform()
        .daemon()
        .name("output of " + process.pid())
        .start(() -> child.readAll(awaited));
    return child;
  }

  private void readAll(Pattern pattern) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        keep(line);
        if (!awaited.isDone()) {
          Matcher matcher = pattern.matcher(line);
          if (matcher.find()) {
            awaited.complete(matcher.toMatchResult());
          }
        }
      }
      awaited.completeExceptionally(new IOException(name + " has ended: " + tail()));
    } catch (IOException closed) {
      awaited.completeExceptionally(closed);
    }
  }

  private void keep(String line) {
    synchronized (lines) {
      if (lines.size() == LINES_KEPT) {
        lines.removeFirst();
      }
      lines.add(line);
    }
  }

  /** The last lines it printed. */
  String tail() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /**
   * Waits for the line.
   *
   * @throws IOException when the program ends or the time is over before it comes
   */
  MatchResult await(Duration patience) throws IOException, InterruptedException {
    try {
      return awaited.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } catch (TimeoutException late) {
      throw new IOException(name + " is not ready after " + patience + ": " + tail(), late);
    }
  }

  /** Resident memory in bytes, as the system counts it. */
  long residentBytes() throws IOException, InterruptedException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", "" + process.pid()).start();
    String text = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    if (ps.waitFor() != 0) {
      throw new IOException("ps does not know process " + process.pid());
    }
    return Long.parseLong(text) << 10;
  }

  /** Ends the program, by force when it does not end when asked. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
