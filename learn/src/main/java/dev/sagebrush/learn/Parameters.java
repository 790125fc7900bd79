package dev.sagebrush.learn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Valid, typed values for the parameters of one algorithm; made by {@link ParameterSpecs#parse}.
 */
public final class Parameters {
  private final Map<String, Object> values;
  private final Map<String, String> texts;
  private final Set<String> given;

  Parameters(Map<String, Object> values, Map<String, String> texts, Set<String> given) {
    this.values = Map.copyOf(values);
    this.texts = Map.copyOf(texts);
    this.given = Set.copyOf(given);
  }

  /** Whether it has a value, given or by default. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whether the user gave it. */
  public boolean given(String name) {
    return given.contains(name);
  }

  /** Whether its value is the word "auto". */
  public boolean auto(String name) {
    return "auto".equals(values.get(name));
  }

  /** A whole number. */
  public int whole(String name) {
    return Math.toIntExact((Long) value(name));
  }

  /** A number. */
  public double real(String name) {
    return ((Number) value(name)).doubleValue();
  }

  /** A truth value. */
  public boolean flag(String name) {
    return (Boolean) value(name);
  }

  /** A word or free text. */
  public String word(String name) {
    return (String) value(name);
  }

  /** The words of a list. */
  public List<String> words(String name) {
    return ((List<?>) value(name)).stream().map(String.class::cast).toList();
  }

  /** Whether its value is the given word. */
  public boolean is(String name, String word) {
    return word.equals(values.get(name));
  }

  /** The number, or the fallback when it is unset or a word such as "auto". */
  public double realOr(String name, double fallback) {
    return values.get(name) instanceof Number number ? number.doubleValue() : fallback;
  }

  /** The whole number, or the fallback when it is unset or a word such as "auto". */
  public int wholeOr(String name, int fallback) {
    return values.get(name) instanceof Number number
        ? Math.toIntExact(number.longValue())
        : fallback;
  }

  /** Its text as given, or the default's; null when it is unset. */
  public @Nullable String text(String name) {
    return texts.get(name);
  }

  /** Every value as text, sorted by name. */
  public Map<String, String> texts() {
    Map<String, String> sorted = new LinkedHashMap<>();
    texts.keySet().stream().sorted().forEach(name -> sorted.put(name, texts.get(name)));
    return sorted;
  }

  private Object value(String name) {
    return Objects.requireNonNull(values.get(name), () -> "no value for parameter " + name);
  }

  @Override
  public String toString() {
    return texts().toString();
  }
}
