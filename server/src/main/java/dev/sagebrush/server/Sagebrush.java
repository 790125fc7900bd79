package dev.sagebrush.server;

import dev.sagebrush.kernel.Setting;
import dev.sagebrush.kernel.Settings;
import dev.sagebrush.kernel.SettingsException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The server's command line: {@code Sagebrush [--setting value]...}. */
public final class Sagebrush {

  private static final int USAGE = 2;
  private static final int FAILURE = 1;

  private Sagebrush() {}

  /** Serves until the process is told to end; says {@code ready} and the URL once it does. */
  public static void main(String[] arguments) {
    List<String> line = Arrays.asList(arguments);
    if (line.contains("--help")) {
      System.out.print(help());
      return;
    }
    try {
      Settings settings = Settings.read(line, System.getenv());
      RunningServer server = RunningServer.start(settings);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(server::close));
      System.out.println("ready " + since(server) + server.url());
      server.awaitClose();
    } catch (SettingsException wrong) {
      System.err.println("sagebrush: " + wrong.getMessage());
      System.exit(USAGE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      System.err.println("sagebrush: " + failed.getMessage());
      System.exit(FAILURE);
    }
  }

  /** How long the start took, where the command that made it says when that was. */
  private static String since(RunningServer server) {
    String begun = System.getProperty("sagebrush.begun", "");
    if (!begun.matches("\\d+[.,]\\d+")) {
      return "";
    }
    double seconds = Double.parseDouble(begun.replace(',', '.'));
    double took = server.machine().now().toEpochMilli() / 1000.0 - seconds;
    return String.format(Locale.ROOT, "in %.2f s at ", took);
  }

  private static String help() {
    StringBuilder text = new StringBuilder("Settings, as --name value or SAGEBRUSH_NAME:\n\n");
    for (Setting setting : Setting.values()) {
      String value = setting.defaultValue().isEmpty() ? "" : " [" + setting.defaultValue() + "]";
      text.append(
          String.format(Locale.ROOT, "  --%-24s%s%s%n", setting.key(), setting.help(), value));
    }
    return text.toString();
  }
}
