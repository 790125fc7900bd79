package dev.sagebrush.kernel;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that users keep inside strings: policies, log events, definitions. Requests and
 * answers are read by their codecs, not here.
 *
 * <p>Source: <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>. Names of an object must
 * differ; values nest at most {@value #DEEPEST} deep.
 */
public final class Json {

  private static final int DEEPEST = 100;

  /** A value of more digits costs more to compare than any number that is meant. */
  private static final int LONGEST_NUMBER = 400;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * The value that {@code text} is: a {@code Map} in the order of the text, {@code List}, {@code
   * String}, {@code BigDecimal}, {@code Boolean} or null.
   *
   * @throws JsonException for anything that is not exactly one value
   */
  public static @Nullable Object parse(String text) {
    Json json = new Json(text);
    json.space();
    Object value = json.value(0);
    json.space();
    if (json.at < text.length()) {
      throw json.unexpected();
    }
    return value;
  }

  private @Nullable Object value(int depth) {
    if (depth > DEEPEST) {
      throw new JsonException("nested too deeply", at);
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    space();
    if (taken('}')) {
      return members;
    }
    do {
      space();
      int start = at;
      String name = string();
      space();
      take(':');
      space();
      if (members.containsKey(name)) {
        throw new JsonException("a second \"" + name + '"', start);
      }
      members.put(name, value(depth + 1));
      space();
    } while (taken(','));
    take('}');
    return members;
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    space();
    if (taken(']')) {
      return elements;
    }
    do {
      space();
      elements.add(value(depth + 1));
      space();
    } while (taken(','));
    take(']');
    return elements;
  }

  private String string() {
    take('"');
    StringBuilder characters = new StringBuilder();
    while (!taken('"')) {
      char c = next();
      if (c < ' ') {
        throw new JsonException("a control character in a string", at - 1);
      }
      characters.append(c == '\\' ? escaped() : c);
    }
    return characters.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new JsonException("an unknown escape", at - 1);
    };
  }

  private char unicode() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new JsonException("not a hexadecimal digit", at - 1);
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private @Nullable Object literal(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    return value;
  }

  private BigDecimal number() {
    int start = at;
    taken('-');
    if (!taken('0')) {
      digits();
    }
    if (taken('.')) {
      digits();
    }
    if (taken('e') || taken('E')) {
      if (!taken('+')) {
        taken('-');
      }
      digits();
    }
    if (at - start > LONGEST_NUMBER) {
      throw new JsonException("a number too long", start);
    }
    try {
      return new BigDecimal(text.substring(start, at));
    } catch (NumberFormatException e) {
      JsonException tooLarge = new JsonException("an exponent too large", start);
      tooLarge.initCause(e);
      throw tooLarge;
    }
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw unexpected();
    }
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at == text.length()) {
      throw unexpected();
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private boolean taken(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void take(char c) {
    if (!taken(c)) {
      throw unexpected();
    }
  }

  private JsonException unexpected() {
    return at < text.length()
        ? new JsonException("'" + text.charAt(at) + "' is out of place", at)
        : new JsonException("the text ends too soon", at);
  }
}
