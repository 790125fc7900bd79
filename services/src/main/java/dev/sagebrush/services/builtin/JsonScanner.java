package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.data.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks JSON text (RFC 8259) in place, so that arrays of numbers become floats without objects in
 * between. Like Python's, it takes {@code NaN} and {@code Infinity}. Not safe for several threads.
 */
final class JsonScanner {

  private static final int DEEPEST = 64;

  private final byte[] text;
  private final int end;
  private int at;
  private int depth;

  JsonScanner(byte[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.end = to;
  }

  /** The byte that comes next, blanks passed over; 0 at the end. */
  byte peek() {
    while (at < end && text[at] <= ' ') {
      at++;
    }
    return at < end ? text[at] : 0;
  }

  /** Passes over a character if it comes next. */
  boolean take(char character) {
    if (peek() != character) {
      return false;
    }
    at++;
    return true;
  }

  /** Passes over a character that has to come next. */
  void expect(char character) {
    if (!take(character)) {
      throw wrong("'" + character + "' is expected");
    }
  }

  /** Enters an array or object with one of its members still ahead; false when it is empty. */
  boolean open(char begin, char finish) {
    expect(begin);
    if (++depth > DEEPEST) {
      throw wrong("more than " + DEEPEST + " levels");
    }
    if (take(finish)) {
      depth--;
      return false;
    }
    return true;
  }

  /** After a member: whether another is ahead; else the array or object is left. */
  boolean more(char finish) {
    if (take(',')) {
      return true;
    }
    expect(finish);
    depth--;
    return false;
  }

  /** A member's name and the colon after it. */
  String name() {
    String name = string();
    expect(':');
    return name;
  }

  /** A string. */
  String string() {
    expect('"');
    int start = at;
    while (at < end && text[at] != '"' && text[at] != '\\') {
      at++;
    }
    if (at < end && text[at] == '"') {
      return new String(text, start, at++ - start, StandardCharsets.UTF_8);
    }
    StringBuilder whole =
        new StringBuilder(new String(text, start, at - start, StandardCharsets.UTF_8));
    while (at < end && text[at] != '"') {
      if (text[at] == '\\') {
        escape(whole);
      } else {
        int from = at;
        while (at < end && text[at] != '"' && text[at] != '\\') {
          at++;
        }
        whole.append(new String(text, from, at - from, StandardCharsets.UTF_8));
      }
    }
    if (at >= end) {
      throw wrong("the text ends within a string");
    }
    at++;
    return whole.toString();
  }

  private void escape(StringBuilder into) {
    if (at + 1 >= end) {
      throw wrong("the text ends within a string");
    }
    byte kind = text[at + 1];
    at += 2;
    switch (kind) {
      case '"', '\\', '/' -> into.append((char) kind);
      case 'b' -> into.append('\b');
      case 'f' -> into.append('\f');
      case 'n' -> into.append('\n');
      case 'r' -> into.append('\r');
      case 't' -> into.append('\t');
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = at < end ? Character.digit(text[at], 16) : -1;
          if (digit < 0) {
            throw wrong("four hexadecimal digits are expected");
          }
          code = code << 4 | digit;
          at++;
        }
        into.append((char) code);
      }
      default -> throw wrong("there is no such escape");
    }
  }

  /** A number. */
  float number() {
    peek();
    int start = at;
    int stop = bare();
    float value = stop == start ? Decimal.NONE : Decimal.parse(text, start, stop);
    if (Decimal.isNone(value)) {
      throw wrong("a number is expected");
    }
    at = stop;
    return value;
  }

  /** An array of numbers, appended to a list. */
  void numbers(Floats into) {
    if (open('[', ']')) {
      do {
        into.add(number());
      } while (more(']'));
    }
  }

  /** Passes over any value. */
  void skip() {
    value();
  }

  /** Any value: Map, List or String; numbers, truth values and null as the text they stand in. */
  Object value() {
    switch (peek()) {
      case '{' -> {
        Map<String, Object> members = new LinkedHashMap<>();
        if (open('{', '}')) {
          do {
            String name = name();
            members.put(name, value());
          } while (more('}'));
        }
        return members;
      }
      case '[' -> {
        List<Object> elements = new ArrayList<>();
        if (open('[', ']')) {
          do {
            elements.add(value());
          } while (more(']'));
        }
        return elements;
      }
      case '"' -> {
        return string();
      }
      default -> {
        int start = at;
        int stop = bare();
        String word = new String(text, start, stop - start, StandardCharsets.UTF_8);
        boolean known = word.equals("true") || word.equals("false") || word.equals("null");
        if (!known && (word.isEmpty() || Decimal.isNone(Decimal.parse(text, start, stop)))) {
          throw wrong("a value is expected");
        }
        at = stop;
        return word;
      }
    }
  }

  private int bare() {
    int stop = at;
    while (stop < end && text[stop] > ' ' && ",:]}[{\"".indexOf(text[stop]) < 0) {
      stop++;
    }
    return stop;
  }

  /** Makes sure that nothing follows. */
  void finish() {
    if (peek() != 0 || at < end) {
      throw wrong("nothing more is expected");
    }
  }

  /** The error at the place reached. */
  InvalidDataException wrong(String what) {
    return new InvalidDataException(
        "The JSON is not valid at byte " + (at + 1) + ": " + what + ".");
  }
}
