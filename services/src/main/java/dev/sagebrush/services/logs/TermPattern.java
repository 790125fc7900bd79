package dev.sagebrush.services.logs;

import java.util.ArrayList;
import java.util.List;

/**
 * Terms that messages must or must not contain, letter by letter.
 *
 * @param required every one
 * @param excluded none
 * @param any at least one, when there are any
 */
record TermPattern(List<String> required, List<String> excluded, List<String> any)
    implements FilterPattern {

  static TermPattern read(PatternReader reader) {
    List<String> required = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    List<String> optional = new ArrayList<>();
    for (reader.space(); !reader.atEnd(); reader.space()) {
      List<String> kind = required;
      if (reader.peek() == '-') {
        reader.take("-");
        kind = excluded;
      } else if (reader.peek() == '?') {
        reader.take("?");
        kind = optional;
      }
      kind.add(term(reader));
    }
    if (required.isEmpty() && excluded.isEmpty()) {
      return new TermPattern(required, excluded, optional);
    }
    // Beside other terms AWS ignores the question mark.
    required.addAll(optional);
    return new TermPattern(required, excluded, List.of());
  }

  private static String term(PatternReader reader) {
    reader.refuseRegex();
    if (reader.peek() == '"') {
      return reader.quoted();
    }
    String word = reader.characters(c -> !Character.isWhitespace(c));
    boolean plain = word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    if (word.isEmpty() || !plain) {
      throw Failures.invalid("Invalid character(s) in term '" + word + "'");
    }
    return word;
  }

  @Override
  public boolean matches(String message) {
    return required.stream().allMatch(message::contains)
        && excluded.stream().noneMatch(message::contains)
        && (any.isEmpty() || any.stream().anyMatch(message::contains));
  }
}
