package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.InvalidDataException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A media type with its parameters, as in {@code text/csv;label_size=0}.
 *
 * @param type in lower case; empty when none was given
 * @param parameters names in lower case
 */
record ContentType(String type, Map<String, String> parameters) {

  /** Parses a header or a channel's content type; blanks round {@code ;} and {@code =} are fine. */
  static ContentType parse(String text) {
    String[] parts = text.split(";", -1);
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        String value = parts[i].substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        parameters.put(
            parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT),
            quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return new ContentType(parts[0].strip().toLowerCase(Locale.ROOT), Map.copyOf(parameters));
  }

  /**
   * The number of label columns that {@code label_size} states.
   *
   * @throws InvalidDataException when it is no whole number of at least 0
   */
  int labels(int fallback) {
    String size = parameters.get("label_size");
    if (size == null) {
      return fallback;
    }
    if (!size.matches("\\d{1,4}")) {
      throw InvalidDataException.of(
          "The content type '%s;label_size=%s' is not valid: label_size must be an integer ≥ 0.",
          type, size);
    }
    return Integer.parseInt(size);
  }
}
