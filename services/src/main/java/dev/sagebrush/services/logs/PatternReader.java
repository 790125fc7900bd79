package dev.sagebrush.services.logs;

import dev.sagebrush.model.ServiceException;
import java.util.function.IntPredicate;

/** Reads a filter pattern from left to right. */
final class PatternReader {

  private static final int DEEPEST = 50;

  private final String text;
  private int at;
  private int depth;

  PatternReader(String text) {
    this.text = text;
  }

  ServiceException invalid() {
    return Failures.invalid("Invalid filter pattern");
  }

  void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** The next character, or 0 at the end. */
  char peek() {
    return atEnd() ? 0 : text.charAt(at);
  }

  /** Takes a piece of text if it comes next, after white space. */
  boolean taken(String piece) {
    space();
    if (!text.startsWith(piece, at)) {
      return false;
    }
    at += piece.length();
    return true;
  }

  void take(String piece) {
    if (!taken(piece)) {
      throw invalid();
    }
  }

  /** Takes a word in capitals if it comes next and ends there. */
  boolean takenWord(String word) {
    space();
    int end = at + word.length();
    boolean ends = end >= text.length() || !Character.isLetterOrDigit(text.charAt(end));
    return text.startsWith(word, at) && ends && taken(word);
  }

  /** The characters from here that pass; may be none. */
  String characters(IntPredicate test) {
    int start = at;
    while (at < text.length() && test.test(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** A text in double quotes, where a backslash takes the next character as it is. */
  String quoted() {
    take("\"");
    StringBuilder characters = new StringBuilder();
    while (peek() != '"') {
      if (peek() == '\\') {
        at++;
      }
      if (atEnd()) {
        throw invalid();
      }
      characters.append(text.charAt(at++));
    }
    at++;
    return characters.toString();
  }

  /** Goes into a parenthesis: only so deep. */
  void enter() {
    if (++depth > DEEPEST) {
      throw invalid();
    }
  }

  void leave() {
    depth--;
  }

  /** Regular expressions stand between percent signs. */
  void refuseRegex() {
    if (peek() == '%') {
      throw ServiceException.notImplemented("A regular expression in a filter pattern");
    }
  }
}
