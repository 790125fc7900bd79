package dev.sagebrush.kernel.policy;

import dev.sagebrush.kernel.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where the statements of a policy stand in its text, which has been read as JSON: only
 * braces, brackets and strings matter.
 */
final class StatementRanges {

  private final String document;
  private final List<TextRange> ranges = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  private StatementRanges(String document) {
    this.document = document;
  }

  /** A range for each statement, in the order of the document. */
  static List<TextRange> of(String document) {
    StatementRanges finder = new StatementRanges(document);
    finder.find();
    return finder.ranges;
  }

  /** Goes through the members of the policy; statements are one object, or a list of them. */
  private void find() {
    int depth = 0;
    boolean named = false;
    boolean listed = false;
    while (at < document.length()) {
      char c = document.charAt(at);
      if (c == '"') {
        String text = string();
        named |= depth == 1 && "Statement".equals(Json.parse(text)) && isName();
        continue;
      }
      if (named && c == '[' && !listed) {
        listed = true;
      } else if (named && c == '{') {
        range();
        named = listed;
        continue;
      } else if (named && c == ']') {
        named = false;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      step();
    }
  }

  private boolean isName() {
    int next = at;
    while (next < document.length() && Character.isWhitespace(document.charAt(next))) {
      next++;
    }
    return next < document.length() && document.charAt(next) == ':';
  }

  /** Takes in an object. */
  private void range() {
    int startLine = line;
    int startColumn = at - lineStart + 1;
    int depth = 0;
    do {
      char c = document.charAt(at);
      if (c == '"') {
        string();
        continue;
      }
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      step();
    } while (depth > 0);
    ranges.add(new TextRange(startLine, startColumn, line, at - lineStart + 1));
  }

  /** Takes in a string with its quotes, its escapes unread. */
  private String string() {
    int start = at;
    step();
    while (document.charAt(at) != '"') {
      if (document.charAt(at) == '\\') {
        step();
      }
      step();
    }
    step();
    return document.substring(start, at);
  }

  private void step() {
    if (document.charAt(at) == '\n') {
      line++;
      lineStart = at + 1;
    }
    at++;
  }
}
