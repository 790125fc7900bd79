package dev.sagebrush.services.builtin;

import java.util.Map;

/** Writes JSON text. */
final class JsonText {

  private JsonText() {}

  /** The text as it stands between quotes. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  /** An object with strings as its members. */
  static String object(Map<String, String> members) {
    StringBuilder out = new StringBuilder("{");
    members.forEach((name, value) ->
        out.append(out.length() > 1 ? ", " : "")
            .append('"')
            .append(escaped(name))
            .append("\": \"")
            .append(escaped(value))
            .append('"'));
    return out.append('}').toString();
  }
}
