package dev.sagebrush.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The server's own log: one JSON object a line, with {@code time}, {@code level}, {@code logger},
 * {@code thread}, {@code message} and, for a failure, {@code error}. It goes to {@code logs/} in
 * the data folder, in files of 16 MiB of which five are kept; warnings and the progress of long
 * work go to the terminal too.
 */
final class ServerLog {

  private static final int FILE_BYTES = 16 << 20;
  private static final int FILES = 5;

  /** Kept here because the log manager holds loggers weakly. */
  private static final Logger PROGRESS = Logger.getLogger("dev.sagebrush.progress");

  private ServerLog() {}

  /** Sends everything from {@code level} on to the folder. */
  static void open(Path data, String level) throws IOException {
    Path folder = Files.createDirectories(data.resolve("logs"));
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(level(level));
    Handler file =
        new FileHandler(folder.resolve("server.%g.log").toString(), FILE_BYTES, FILES, true);
    file.setFormatter(new Json());
    root.addHandler(file);
    Handler terminal = new ConsoleHandler();
    terminal.setLevel(Level.WARNING);
    terminal.setFormatter(new Plain());
    root.addHandler(terminal);
    Handler progress = new ConsoleHandler();
    progress.setFormatter(new Plain());
    progress.setFilter(entry -> entry.getLevel().intValue() < Level.WARNING.intValue());
    PROGRESS.addHandler(progress);
    Logger.getLogger("io.netty").setLevel(Level.WARNING);
  }

  private static Level level(String name) {
    return switch (name) {
      case "error" -> Level.SEVERE;
      case "warn" -> Level.WARNING;
      case "debug" -> Level.FINE;
      case "trace" -> Level.FINEST;
      default -> Level.INFO;
    };
  }

  private static String stackTrace(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.toString());
    for (StackTraceElement frame : failure.getStackTrace()) {
      text.append("\n  at ").append(frame);
    }
    Throwable cause = failure.getCause();
    return cause == null ? text.toString() : text + "\ncaused by " + stackTrace(cause);
  }

  /** For people: the message, with the level of those that warn. */
  private static final class Plain extends Formatter {

    @Override
    public String format(LogRecord entry) {
      Throwable failure = entry.getThrown();
      String reason = failure == null ? "" : System.lineSeparator() + stackTrace(failure);
      boolean warning = entry.getLevel().intValue() >= Level.WARNING.intValue();
      String level = warning ? entry.getLevel() + " " : "";
      return level + formatMessage(entry) + reason + System.lineSeparator();
    }
  }

  /** For programs. */
  private static final class Json extends Formatter {

    @Override
    public String format(LogRecord entry) {
      StringBuilder line = new StringBuilder(160).append('{');
      field(line, "time", entry.getInstant().toString()).append(',');
      field(line, "level", entry.getLevel().getName()).append(',');
      field(line, "logger", entry.getLoggerName()).append(',');
      field(line, "thread", Thread.currentThread().getName()).append(',');
      field(line, "message", formatMessage(entry));
      Throwable failure = entry.getThrown();
      if (failure != null) {
        field(line.append(','), "error", stackTrace(failure));
      }
      return line.append("}\n").toString();
    }

    private static StringBuilder field(StringBuilder line, String name, String value) {
      line.append('"').append(name).append("\":\"");
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        switch (c) {
          case '"', '\\' -> line.append('\\').append(c);
          case '\n' -> line.append("\\n");
          case '\r' -> line.append("\\r");
          case '\t' -> line.append("\\t");
          default -> {
            if (c < ' ') {
              line.append("\\u00").append(Character.forDigit(c >> 4, 16));
              line.append(Character.forDigit(c & 15, 16));
            } else {
              line.append(c);
            }
          }
        }
      }
      return line.append('"');
    }
  }
}
