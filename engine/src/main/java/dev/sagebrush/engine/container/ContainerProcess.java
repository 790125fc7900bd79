package dev.sagebrush.engine.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A container's process while it runs. Its output arrives line by line; it is ended as Docker ends
 * one: SIGTERM, some patience, SIGKILL for it and everything it has started.
 *
 * <p>Its process id and start time stand in {@value #MARK} in its folder, so that a server that
 * comes back after a crash can {@link #reap} what the crash left running.
 */
public final class ContainerProcess {

  /** The file that names the process: its id, a space, its start in milliseconds of the epoch. */
  public static final String MARK = "process";

  private static final int LONGEST_LINE = 256 << 10;

  private final Process process;
  private final Thread output;
  private final Path mark;

  private ContainerProcess(Process process, Thread output, Path mark) {
    this.process = process;
    this.output = output;
    this.mark = mark;
  }

  /**
   * Starts a process.
   *
   * @param folder its working directory, which must exist
   * @param lines takes each line of its output and of its errors, without line end; a line longer
   *     than 256 KiB comes in pieces
   * @throws IOException when the program cannot be started
   */
  public static ContainerProcess start(Command command, Path folder, Consumer<String> lines)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.line());
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    builder.directory(folder.toFile()).redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    Path mark = folder.resolve(MARK);
    Files.writeString(mark, process.pid() + " " + startOf(process.toHandle()));
    Thread output =
        Thread.ofVirtual()
            .name("container-" + process.pid())
            .start(() -> read(process.getInputStream(), lines));
    return new ContainerProcess(process, output, mark);
  }

  /**
   * Waits for the end of the process and of its output.
   *
   * @return its exit code; 128 plus the signal's number when a signal ended it
   */
  public int await() throws InterruptedException, IOException {
    int code = process.waitFor();
    output.join();
    Files.deleteIfExists(mark);
    return code;
  }

  /** Asks the process to end, and ends it when it has not after {@code patience}. */
  public void stop(Duration patience) throws InterruptedException {
    // Not Process.destroy: that closes the output too, and with it the last words.
    process.toHandle().destroy();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      kill(process.toHandle());
    }
  }

  /** Ends at once the process that a server now gone has left running in a folder, if it does. */
  public static void reap(Path folder) throws IOException {
    Path mark = folder.resolve(MARK);
    if (!Files.exists(mark)) {
      return;
    }
    String[] parts = Files.readString(mark).split(" ", -1);
    if (parts.length == 2) {
      ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(handle -> startOf(handle) == Long.parseLong(parts[1]))
          .ifPresent(ContainerProcess::kill);
    }
    Files.delete(mark);
  }

  private static void kill(ProcessHandle handle) {
    handle.descendants().forEach(ProcessHandle::destroyForcibly);
    handle.destroyForcibly();
  }

  /** Process ids are used again; with the start they name one process only. */
  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
  }

  private static void read(InputStream stream, Consumer<String> lines) {
    LineBuffer line = new LineBuffer(lines);
    byte[] chunk = new byte[8192];
    try (stream) {
      for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
        line.add(chunk, n);
      }
    } catch (IOException closed) {
      lines.accept("The output of the process broke off: " + closed.getMessage());
    }
    line.end();
  }

  /** Cuts bytes into lines. */
  private static final class LineBuffer {

    private final Consumer<String> lines;
    private final byte[] pending = new byte[LONGEST_LINE];
    private int length;

    LineBuffer(Consumer<String> lines) {
      this.lines = lines;
    }

    void add(byte[] bytes, int count) {
      for (int i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
          flush();
        } else {
          if (length == pending.length) {
            flush();
          }
          pending[length++] = bytes[i];
        }
      }
    }

    void end() {
      if (length > 0) {
        flush();
      }
    }

    private void flush() {
      int end = length > 0 && pending[length - 1] == '\r' ? length - 1 : length;
      lines.accept(new String(pending, 0, end, StandardCharsets.UTF_8));
      length = 0;
    }
  }
}
