package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.TimestampFormat;
import dev.sagebrush.wire.codec.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists in one header field, separated by commas; an item with a comma or a quote is quoted.
 * Source: Smithy specification, "httpHeader trait", serialisation rules.
 */
final class HeaderLists {

  private HeaderLists() {}

  /** The items of a list of simple values. */
  static List<String> split(String text, ShapeType type, TimestampFormat format) {
    if (type == ShapeType.TIMESTAMP && format == TimestampFormat.RFC822) {
      return dates(text);
    }
    List<String> items = new ArrayList<>();
    int at = 0;
    while (at <= text.length()) {
      at = blanks(text, at);
      if (at < text.length() && text.charAt(at) == '"') {
        StringBuilder item = new StringBuilder();
        at = blanks(text, quoted(text, at + 1, item));
        if (at < text.length() && text.charAt(at) != ',') {
          throw new Malformed("Unexpected text after a quoted header value");
        }
        items.add(item.toString());
        at++;
      } else {
        int end = text.indexOf(',', at);
        end = end < 0 ? text.length() : end;
        items.add(text.substring(at, end).strip());
        at = end + 1;
      }
    }
    return items;
  }

  private static int blanks(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int quoted(String text, int from, StringBuilder item) {
    for (int at = from; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '"') {
        return at + 1;
      }
      if (character == '\\' && at + 1 < text.length()) {
        at++;
      }
      item.append(text.charAt(at));
    }
    throw new Malformed("Unterminated quote in a header value");
  }

  private static List<String> dates(String text) {
    List<String> items = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int day = text.indexOf(',', from);
      int end = day < 0 ? -1 : text.indexOf(',', day + 1);
      end = end < 0 ? text.length() : end;
      items.add(text.substring(from, end).strip());
      from = end + 1;
    }
    return items;
  }

  /** Appends one item of a list. */
  static void append(StringBuilder out, String item, boolean text) {
    if (!out.isEmpty()) {
      out.append(", ");
    }
    if (text && (item.indexOf(',') >= 0 || item.indexOf('"') >= 0)) {
      out.append('"').append(item.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    } else {
      out.append(item);
    }
  }
}
