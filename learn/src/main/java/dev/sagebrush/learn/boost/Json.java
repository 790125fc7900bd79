package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.InvalidDataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) as {@link Ubjson} reads its kin: arrays of numbers become {@code double[]}.
 * The words NaN, Infinity and -Infinity, which XGBoost writes, count as numbers.
 */
final class Json {
  private static final int DEEPEST = 64;

  private final byte[] in;
  private int at;

  private Json(byte[] in) {
    this.in = in;
  }

  /** The value that the bytes hold. */
  static Object parse(byte[] bytes) {
    Json reader = new Json(bytes);
    Object value = reader.value(0);
    if (reader.next() != -1) {
      throw reader.broken("there is more after the end");
    }
    return value;
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw broken("values are nested too deeply");
    }
    return switch (next()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> text();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", Ubjson.NULL);
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    at++;
    if (next() == '}') {
      at++;
      return map;
    }
    while (true) {
      if (next() != '"') {
        throw broken("a name in quotes is expected");
      }
      String key = text();
      expect(':');
      map.put(key, value(depth + 1));
      if (next() == '}') {
        at++;
        return map;
      }
      expect(',');
    }
  }

  private Object array(int depth) {
    at++;
    int first = next();
    if (first == ']') {
      at++;
      return new ArrayList<>();
    }
    boolean numbers =
        first == '-' || first == 'N' || first == 'I' || (first >= '0' && first <= '9');
    if (numbers) {
      return numbers();
    }
    List<Object> list = new ArrayList<>();
    while (true) {
      list.add(value(depth + 1));
      if (next() == ']') {
        at++;
        return list;
      }
      expect(',');
    }
  }

  private double[] numbers() {
    double[] numbers = new double[8];
    int count = 0;
    while (true) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, count * 2);
      }
      next();
      numbers[count++] = number();
      if (next() == ']') {
        at++;
        return Arrays.copyOf(numbers, count);
      }
      expect(',');
    }
  }

  private double number() {
    int from = at;
    while (at < in.length
        && (in[at] > ',' && in[at] != ']' && in[at] != '}' && in[at] != ':' || in[at] == '+')) {
      at++;
    }
    String text = new String(in, from, at - from, StandardCharsets.ISO_8859_1);
    if (!text.matches("-?(\\d+(\\.\\d*)?([eE][-+]?\\d+)?|Infinity)|NaN")) {
      at = from;
      throw broken("a value is expected");
    }
    return Double.parseDouble(text);
  }

  private Object word(String word, Object value) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= in.length || in[at + i] != word.charAt(i)) {
        throw broken(word + " is expected");
      }
    }
    at += word.length();
    return value;
  }

  private String text() {
    StringBuilder escaped = null;
    int from = ++at;
    while (at < in.length && in[at] != '"') {
      if (in[at] == '\\') {
        escaped = escaped == null ? new StringBuilder() : escaped;
        escaped.append(utf8(from, at));
        escaped.append(escape());
        from = at;
      } else {
        at++;
      }
    }
    if (at >= in.length) {
      throw broken("the text is not closed");
    }
    String rest = utf8(from, at++);
    return escaped == null ? rest : escaped.append(rest).toString();
  }

  private char escape() {
    if (at + 1 >= in.length) {
      throw broken("the text is not closed");
    }
    int code = in[at + 1];
    at += 2;
    return switch (code) {
      case '"', '\\', '/' -> (char) code;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> throw broken("unknown escape");
    };
  }

  private char hexadecimal() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < in.length ? Character.digit(in[at], 16) : -1;
      if (digit < 0) {
        throw broken("four hexadecimal digits are expected");
      }
      value = value * 16 + digit;
      at++;
    }
    return (char) value;
  }

  private String utf8(int from, int to) {
    return new String(in, from, to - from, StandardCharsets.UTF_8);
  }

  /** Passes over blanks; the byte that follows, or -1 at the end. */
  private int next() {
    while (at < in.length
        && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
      at++;
    }
    return at < in.length ? in[at] : -1;
  }

  private void expect(int wanted) {
    if (next() != wanted) {
      throw broken("'" + (char) wanted + "' is expected");
    }
    at++;
  }

  private InvalidDataException broken(String what) {
    return new InvalidDataException("byte " + at + ": " + what);
  }
}
