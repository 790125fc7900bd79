package dev.sagebrush.kernel;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the values of settings from where they can be given. */
final class SettingsReader {

  private static final String CONFIG = "config";
  private static final String VARIABLES = "SAGEBRUSH_";

  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

  private SettingsReader() {}

  /** A value and where it was given, for messages. */
  private record Value(String text, String source) {}

  static Values read(List<String> arguments, Map<String, String> environment) {
    Map<String, String> line = commandLine(arguments);
    Map<String, String> variables = variables(environment);
    SettingsReader reader = new SettingsReader();
    for (Setting setting : Setting.values()) {
      reader.values.put(setting, new Value(setting.defaultValue(), "the defaults"));
    }
    String file = line.getOrDefault(CONFIG, variables.getOrDefault(CONFIG, ""));
    if (!file.isEmpty()) {
      reader.putAll(file(Path.of(file)), file);
    }
    reader.putAll(variables, "the environment");
    reader.putAll(line, "the command line");
    return new Values(reader.values);
  }

  private void putAll(Map<String, String> given, String source) {
    given.forEach((key, text) -> {
      if (!key.equals(CONFIG)) {
        values.put(setting(key, source), new Value(text.strip(), source));
      }
    });
  }

  private static Map<String, String> commandLine(List<String> arguments) {
    Map<String, String> given = new TreeMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        throw new SettingsException("settings begin with two dashes, not '" + argument + "'");
      }
      int equals = argument.indexOf('=');
      String key = argument.substring(2, equals < 0 ? argument.length() : equals);
      refuseSecret(key);
      if (equals >= 0) {
        given.put(key, argument.substring(equals + 1));
      } else if (!key.equals(CONFIG) && setting(key, "the command line").flag()) {
        given.put(key, "true");
      } else if (i + 1 < arguments.size()) {
        given.put(key, arguments.get(++i));
      } else {
        throw new SettingsException(argument + " needs a value");
      }
    }
    return given;
  }

  private static void refuseSecret(String key) {
    for (Setting setting : Setting.values()) {
      if (setting.secret() && setting.key().equals(key)) {
        throw new SettingsException(
            "every user of this machine can read command lines: give "
                + key
                + " as "
                + setting.variable()
                + " or in the file that --config names");
      }
    }
  }

  private static Map<String, String> variables(Map<String, String> environment) {
    Map<String, String> given = new TreeMap<>();
    environment.forEach((name, value) -> {
      if (name.startsWith(VARIABLES)) {
        String key = name.substring(VARIABLES.length());
        given.put(key.toLowerCase(Locale.ROOT).replace('_', '-'), value);
      }
    });
    return given;
  }

  private static Map<String, String> file(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException("cannot read the settings in " + file + ": " + e, e);
    }
    Map<String, String> given = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> given.put(key, properties.getProperty(key)));
    return given;
  }

  private static Setting setting(String key, String source) {
    Setting nearest = Setting.PORT;
    int least = Integer.MAX_VALUE;
    for (Setting setting : Setting.values()) {
      int distance = distance(key, setting.key());
      if (distance == 0) {
        return setting;
      }
      if (distance < least) {
        least = distance;
        nearest = setting;
      }
    }
    String hint = least <= 3 + key.length() / 4 ? "; did you mean '" + nearest.key() + "'?" : "";
    throw new SettingsException("unknown setting '" + key + "' in " + source + hint);
  }

  /** How many letters have to be put in, taken out or changed to make one of the other. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] present = new int[b.length() + 1];
      present[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        present[j] = Math.min(change, 1 + Math.min(previous[j], present[j - 1]));
      }
      previous = present;
    }
    return previous[b.length()];
  }

  /** The collected values, each asked for as the type it has. */
  record Values(Map<Setting, Value> values) {

    private Value value(Setting setting) {
      Value value = values.get(setting);
      return value == null ? new Value("", "nowhere") : value;
    }

    String get(Setting setting) {
      return value(setting).text;
    }

    String text(Setting setting) {
      String text = get(setting);
      if (text.isEmpty()) {
        throw wrong(setting, "a value", null);
      }
      return text;
    }

    int number(Setting setting, int least, int most) {
      String expected = "a whole number from " + least + " to " + most;
      try {
        int number = Integer.parseInt(get(setting));
        if (number < least || number > most) {
          throw wrong(setting, expected, null);
        }
        return number;
      } catch (NumberFormatException e) {
        throw wrong(setting, expected, e);
      }
    }

    boolean flag(Setting setting) {
      return switch (get(setting)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw wrong(setting, "true or false", null);
      };
    }

    <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
      String text = get(setting);
      StringBuilder names = new StringBuilder();
      for (E constant : type.getEnumConstants()) {
        String name = constant.name().toLowerCase(Locale.ROOT);
        if (name.equals(text)) {
          return constant;
        }
        names.append(names.isEmpty() ? "" : " or ").append(name);
      }
      throw wrong(setting, names.toString(), null);
    }

    private SettingsException wrong(Setting setting, String expected, @Nullable Exception cause) {
      Value value = value(setting);
      String message =
          setting.key() + " in " + value.source + " is " + expected + ", not '" + value.text + "'";
      return cause == null ? new SettingsException(message) : new SettingsException(message, cause);
    }
  }
}
