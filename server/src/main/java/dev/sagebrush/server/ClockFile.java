package dev.sagebrush.server;

import dev.sagebrush.kernel.AdvanceableClock.Setting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the clock of an installation is set, so that a restart does not take it back: the file {@code
 * clock} of the data folder. There is none while the clock shows the machine's time.
 *
 * <pre>
 * sagebrush clock 1
 * ahead PT744H              or: pinned 2027-01-01T00:00:00Z
 * </pre>
 */
final class ClockFile {

  private static final String HEAD = "sagebrush clock 1";
  private static final String AHEAD = "ahead ";
  private static final String PINNED = "pinned ";

  private final Path file;

  ClockFile(Path data) {
    this.file = data.resolve("clock");
  }

  /**
   * How the clock was left.
   *
   * @throws IOException when the file cannot be read or understood
   */
  Setting read() throws IOException {
    if (!Files.exists(file)) {
      return Setting.MACHINE;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() == 2 && lines.getFirst().equals(HEAD)) {
      String line = lines.getLast();
      try {
        if (line.startsWith(PINNED)) {
          return new Setting(Instant.parse(line.substring(PINNED.length())), Duration.ZERO);
        }
        if (line.startsWith(AHEAD)) {
          return new Setting(null, Duration.parse(line.substring(AHEAD.length())));
        }
      } catch (DateTimeException unreadable) {
        throw unreadable(unreadable);
      }
    }
    throw unreadable(null);
  }

  private IOException unreadable(@Nullable Exception cause) {
    return new IOException(
        file
            + " is not what a server writes; delete it to go by the machine's clock, or restore it",
        cause);
  }

  /** Keeps a setting, durably. */
  void write(Setting setting) throws IOException {
    if (setting.equals(Setting.MACHINE)) {
      Files.deleteIfExists(file);
      return;
    }
    Instant pinned = setting.pinned();
    String line = pinned != null ? PINNED + pinned : AHEAD + setting.ahead();
    Path draft = file.resolveSibling("clock.draft");
    byte[] text = (HEAD + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
