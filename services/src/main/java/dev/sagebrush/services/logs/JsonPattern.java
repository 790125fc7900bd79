package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.Json;
import dev.sagebrush.kernel.JsonException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on the members of messages that are JSON: {@code { ($.a.b[0] = "x*") && $.n > 3 }}. A
 * condition on a member that is not there does not hold, save {@code NOT EXISTS}.
 */
record JsonPattern(Predicate<Object> condition) implements FilterPattern {

  static JsonPattern read(PatternReader reader) {
    reader.take("{");
    Predicate<Object> condition = either(reader);
    reader.take("}");
    reader.space();
    if (!reader.atEnd()) {
      throw reader.invalid();
    }
    return new JsonPattern(condition);
  }

  private static Predicate<Object> either(PatternReader reader) {
    Predicate<Object> condition = both(reader);
    while (reader.taken("||")) {
      condition = condition.or(both(reader));
    }
    return condition;
  }

  private static Predicate<Object> both(PatternReader reader) {
    Predicate<Object> condition = one(reader);
    while (reader.taken("&&")) {
      condition = condition.and(one(reader));
    }
    return condition;
  }

  private static Predicate<Object> one(PatternReader reader) {
    if (reader.taken("(")) {
      reader.enter();
      Predicate<Object> condition = either(reader);
      reader.take(")");
      reader.leave();
      return condition;
    }
    List<String> path = path(reader);
    if (reader.takenWord("IS")) {
      return is(reader, path);
    }
    if (reader.takenWord("NOT")) {
      if (!reader.takenWord("EXISTS")) {
        throw reader.invalid();
      }
      return document -> find(document, path).isEmpty();
    }
    if (reader.takenWord("EXISTS")) {
      return document -> !find(document, path).isEmpty();
    }
    Comparison comparison = Comparison.read(reader);
    if (comparison == null) {
      throw reader.invalid();
    }
    return document ->
        find(document, path).stream().anyMatch(value -> holds(comparison, value.value));
  }

  private static Predicate<Object> is(PatternReader reader, List<String> path) {
    Object wanted;
    if (reader.takenWord("TRUE")) {
      wanted = true;
    } else if (reader.takenWord("FALSE")) {
      wanted = false;
    } else if (reader.takenWord("NULL")) {
      return document -> find(document, path).stream().anyMatch(value -> value.value == null);
    } else {
      throw reader.invalid();
    }
    return document -> find(document, path).stream().anyMatch(value -> wanted.equals(value.value));
  }

  /** The steps of a selector: names; numbers and asterisks after a bracket that opens. */
  private static List<String> path(PatternReader reader) {
    reader.take("$");
    List<String> steps = new ArrayList<>();
    while (reader.peek() == '.' || reader.peek() == '[') {
      if (reader.peek() == '.') {
        reader.take(".");
        String name =
            reader.characters(c -> Character.isLetterOrDigit(c) || "_-:*".indexOf(c) >= 0);
        if (name.isEmpty()) {
          throw reader.invalid();
        }
        steps.add(name);
      } else {
        reader.take("[");
        reader.space();
        steps.add(bracketed(reader));
        reader.take("]");
      }
    }
    return steps;
  }

  private static String bracketed(PatternReader reader) {
    if (reader.peek() == '"') {
      return reader.quoted();
    }
    if (reader.taken("'")) {
      String name = reader.characters(c -> c != '\'');
      reader.take("'");
      return name;
    }
    String index = reader.characters(c -> c >= '0' && c <= '9' || c == '*');
    if (index.isEmpty() || index.length() > 9) {
      throw reader.invalid();
    }
    return "[" + index;
  }

  /** A value found, which may be null. */
  private record Found(@Nullable Object value) {}

  private static List<Found> find(Object document, List<String> path) {
    List<Found> found = List.of(new Found(document));
    for (String step : path) {
      List<Found> next = new ArrayList<>();
      for (Found from : found) {
        step(from.value, step, next);
      }
      found = next;
    }
    return found;
  }

  private static void step(@Nullable Object from, String step, List<Found> to) {
    if (step.equals("[*") && from instanceof List<?> list) {
      list.forEach(value -> to.add(new Found(value)));
    } else if (step.startsWith("[") && from instanceof List<?> list) {
      int index = step.contains("*") ? list.size() : Integer.parseInt(step.substring(1));
      if (index < list.size()) {
        to.add(new Found(list.get(index)));
      }
    } else if (from instanceof Map<?, ?> map && map.containsKey(step)) {
      to.add(new Found(map.get(step)));
    } else if (step.equals("*") && from instanceof Map<?, ?> map) {
      map.values().forEach(value -> to.add(new Found(value)));
    }
  }

  private static boolean holds(Comparison comparison, @Nullable Object value) {
    return switch (value) {
      case String text -> comparison.holds(text, null);
      case BigDecimal number -> comparison.holds(number.toPlainString(), number);
      case Boolean flag -> comparison.holds(flag.toString(), null);
      case null, default -> false;
    };
  }

  @Override
  public boolean matches(String message) {
    try {
      Object document = Json.parse(message);
      return document instanceof Map<?, ?> && condition.test(document);
    } catch (JsonException e) {
      // Most lines of most logs are not JSON: those just do not match.
      return false;
    }
  }
}
