package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.model.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of JSONPath that batch transform knows: {@code $}, {@code .name}, {@code .*}, {@code
 * ['a','b']}, {@code [n]}, {@code [n,m]}, {@code [from:to]} and {@code [*]}, with negative indices
 * from the end and {@code to} not included.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform-data-processing.html">SageMaker
 * Developer Guide</a>, "Supported JSONPath operators".
 */
final class JsonPath {

  private final String text;
  private final List<Step> steps;

  /** One step: a value to a value. */
  @FunctionalInterface
  private interface Step {
    @Nullable Object apply(@Nullable Object value) throws JobFailure;
  }

  private JsonPath(String text, List<Step> steps) {
    this.text = text;
    this.steps = steps;
  }

  /**
   * Reads a path.
   *
   * @throws ServiceException {@code ValidationException} when it is none of those known
   */
  static JsonPath parse(String text) {
    return new Parser(text).path();
  }

  /**
   * What the path selects: the value itself for a single name or index, a list for several.
   *
   * @throws JobFailure when a name or an index is not there
   */
  @Nullable Object select(@Nullable Object value) throws JobFailure {
    Object selected = value;
    for (Step step : steps) {
      selected = step.apply(selected);
    }
    return selected;
  }

  @Override
  public String toString() {
    return text;
  }

  private static final class Parser {

    private final String text;
    private final List<Step> steps = new ArrayList<>();
    private int at = 1;

    Parser(String text) {
      this.text = text;
    }

    JsonPath path() {
      if (!text.startsWith("$")) {
        throw invalid();
      }
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '.') {
          name();
        } else if (c == '[') {
          bracket();
        } else {
          throw invalid();
        }
      }
      return new JsonPath(text, List.copyOf(steps));
    }

    private ServiceException invalid() {
      return Refusals.invalid("The JSONPath " + text + " is not valid or not supported.");
    }

    private JobFailure nothing() {
      return new JobFailure("the JSONPath " + text + " selects nothing in a record");
    }

    private void name() {
      int from = at;
      while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
        at++;
      }
      String name = text.substring(from, at);
      if (name.isEmpty()) {
        throw invalid();
      }
      steps.add(name.equals("*") ? this::all : value -> member(value, name));
    }

    private void bracket() {
      int end = text.indexOf(']', at);
      if (end < 0) {
        throw invalid();
      }
      String inner = text.substring(at, end).strip();
      at = end + 1;
      if (inner.equals("*")) {
        steps.add(this::all);
      } else if (inner.startsWith("'") || inner.startsWith("\"")) {
        names(inner);
      } else if (inner.indexOf(':') >= 0) {
        slice(inner);
      } else {
        indices(inner);
      }
    }

    private void names(String inner) {
      List<String> names = new ArrayList<>();
      for (String part : inner.split(",", -1)) {
        String quoted = part.strip();
        char quote = quoted.isEmpty() ? ' ' : quoted.charAt(0);
        if (quoted.length() < 3
            || quote != '\'' && quote != '"'
            || quoted.charAt(quoted.length() - 1) != quote) {
          throw invalid();
        }
        names.add(quoted.substring(1, quoted.length() - 1));
      }
      steps.add(value -> {
        if (names.size() == 1) {
          return member(value, names.getFirst());
        }
        List<@Nullable Object> several = new ArrayList<>();
        for (String name : names) {
          several.add(member(value, name));
        }
        return several;
      });
    }

    private void indices(String inner) {
      List<Integer> indices = new ArrayList<>();
      for (String part : inner.split(",", -1)) {
        indices.add(number(part.strip()));
      }
      steps.add(value -> {
        if (indices.size() == 1) {
          return element(value, indices.getFirst());
        }
        List<@Nullable Object> several = new ArrayList<>();
        for (int index : indices) {
          several.add(element(value, index));
        }
        return several;
      });
    }

    private void slice(String inner) {
      String[] ends = inner.split(":", -1);
      if (ends.length != 2) {
        throw invalid();
      }
      Integer from = ends[0].isBlank() ? Integer.valueOf(0) : number(ends[0].strip());
      Integer to = ends[1].isBlank() ? null : number(ends[1].strip());
      steps.add(value -> {
        List<?> list = list(value);
        int start = bound(from, list.size());
        int end = to == null ? list.size() : bound(to, list.size());
        return new ArrayList<>(list.subList(start, Math.max(start, end)));
      });
    }

    private static int bound(int index, int size) {
      return Math.clamp(index < 0 ? index + size : index, 0, size);
    }

    private int number(String digits) {
      try {
        return Integer.parseInt(digits);
      } catch (NumberFormatException e) {
        ServiceException refusal = invalid();
        refusal.initCause(e);
        throw refusal;
      }
    }

    private @Nullable Object all(@Nullable Object value) throws JobFailure {
      return value instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : list(value);
    }

    private @Nullable Object member(@Nullable Object value, String name) throws JobFailure {
      if (!(value instanceof Map<?, ?> map) || !map.containsKey(name)) {
        throw nothing();
      }
      return map.get(name);
    }

    private @Nullable Object element(@Nullable Object value, int index) throws JobFailure {
      List<?> list = list(value);
      int actual = index < 0 ? index + list.size() : index;
      if (actual < 0 || actual >= list.size()) {
        throw nothing();
      }
      return list.get(actual);
    }

    private List<?> list(@Nullable Object value) throws JobFailure {
      if (!(value instanceof List<?> list)) {
        throw nothing();
      }
      return list;
    }
  }
}
