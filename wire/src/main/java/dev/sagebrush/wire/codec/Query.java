package dev.sagebrush.wire.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a raw query string or form, in the order they came. Names and values are
 * decoded leniently ({@link Percent#lenient}), so that routing and signatures see the same
 * parameters whatever a stranger sends; who needs them well-formed reads {@link FormFields}.
 */
public record Query(List<Parameter> parameters) {

  /**
   * One parameter.
   *
   * @param name decoded
   * @param rawName as it came
   * @param rawValue as it came; empty for {@code ?name} as for {@code ?name=}
   * @param valued whether it has an equals sign
   */
  public record Parameter(String name, String rawName, String rawValue, boolean valued) {

    /** The value, decoded; a plus is a space. */
    public String value() {
      return Percent.lenient(rawValue, true);
    }
  }

  private static final Query EMPTY = new Query(List.of());

  /** Reads {@code a=1&b=2}; nothing between two ampersands is no parameter. */
  public static Query of(String raw) {
    if (raw.isEmpty()) {
      return EMPTY;
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int at = 0; at < raw.length(); ) {
      int end = raw.indexOf('&', at);
      end = end < 0 ? raw.length() : end;
      if (end > at) {
        parameters.add(parameter(raw, at, end));
      }
      at = end + 1;
    }
    return new Query(parameters);
  }

  private static Parameter parameter(String raw, int from, int to) {
    int equals = raw.indexOf('=', from);
    boolean valued = equals >= 0 && equals < to;
    String name = raw.substring(from, valued ? equals : to);
    String value = valued ? raw.substring(equals + 1, to) : "";
    return new Parameter(Percent.lenient(name, true), name, value, valued);
  }

  /** The decoded value of the first parameter of that name, or null. */
  public @Nullable String get(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter.value();
      }
    }
    return null;
  }

  /** Whether there is such a parameter. */
  public boolean has(String name) {
    return count(name) > 0;
  }

  /** How often a parameter of that name occurs. */
  public long count(String name) {
    return parameters.stream().filter(parameter -> parameter.name().equals(name)).count();
  }
}
