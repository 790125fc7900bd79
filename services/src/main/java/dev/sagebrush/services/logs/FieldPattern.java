package dev.sagebrush.services.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Conditions on the fields of messages, which spaces part: {@code [ip, user, ..., status = 4*]}.
 * What stands in double quotes or in brackets is one field.
 *
 * @param before conditions on the first fields
 * @param ellipsis whether any number of fields may come between
 * @param after conditions on the last fields
 */
record FieldPattern(List<Predicate<String>> before, boolean ellipsis, List<Predicate<String>> after)
    implements FilterPattern {

  static FieldPattern read(PatternReader reader) {
    reader.take("[");
    List<Predicate<String>> before = new ArrayList<>();
    List<Predicate<String>> after = new ArrayList<>();
    boolean ellipsis = false;
    do {
      if (reader.taken("...")) {
        if (ellipsis) {
          throw reader.invalid();
        }
        ellipsis = true;
      } else {
        (ellipsis ? after : before).add(field(reader));
      }
    } while (reader.taken(","));
    reader.take("]");
    reader.space();
    if (!reader.atEnd()) {
      throw reader.invalid();
    }
    return new FieldPattern(before, ellipsis, after);
  }

  /** One field: a name alone, or conditions, which all say its name. */
  private static Predicate<String> field(PatternReader reader) {
    Predicate<String> condition = both(reader);
    while (reader.taken("||")) {
      condition = condition.or(both(reader));
    }
    return condition;
  }

  private static Predicate<String> both(PatternReader reader) {
    Predicate<String> condition = one(reader);
    while (reader.taken("&&")) {
      condition = condition.and(one(reader));
    }
    return condition;
  }

  private static Predicate<String> one(PatternReader reader) {
    if (reader.taken("(")) {
      reader.enter();
      Predicate<String> condition = field(reader);
      reader.take(")");
      reader.leave();
      return condition;
    }
    reader.space();
    String name = reader.characters(c -> Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0);
    if (name.isEmpty()) {
      throw reader.invalid();
    }
    Comparison comparison = Comparison.read(reader);
    return comparison == null ? value -> true : comparison::holds;
  }

  @Override
  public boolean matches(String message) {
    List<String> fields = split(message);
    int least = before.size() + after.size();
    if (ellipsis ? fields.size() < least : fields.size() != least) {
      return false;
    }
    return hold(before, fields.subList(0, before.size()))
        && hold(after, fields.subList(fields.size() - after.size(), fields.size()));
  }

  private static boolean hold(List<Predicate<String>> conditions, List<String> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (!conditions.get(i).test(fields.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> split(String message) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (at < message.length()) {
      char c = message.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      }
      int close = c == '"' || c == '[' ? message.indexOf(c == '[' ? ']' : '"', at + 1) : -1;
      int end = close < 0 ? wordEnd(message, at) : close;
      fields.add(message.substring(close < 0 ? at : at + 1, end));
      at = end + 1;
    }
    return fields;
  }

  private static int wordEnd(String message, int start) {
    int end = start;
    while (end < message.length() && !Character.isWhitespace(message.charAt(end))) {
      end++;
    }
    return end;
  }
}
