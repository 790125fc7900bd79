package dev.sagebrush.wire.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a raw query string, in the order they came, each still encoded. */
record Query(List<Parameter> parameters) {

  /** One parameter; the value of {@code ?name} is empty, as that of {@code ?name=}. */
  record Parameter(String name, String value, boolean valued) {}

  private static final Comparator<Parameter> ORDER =
      Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

  static Query of(String raw) {
    List<Parameter> parameters = new ArrayList<>();
    for (int at = 0; at < raw.length(); ) {
      int end = raw.indexOf('&', at);
      end = end < 0 ? raw.length() : end;
      if (end > at) {
        int equals = raw.indexOf('=', at);
        if (equals < 0 || equals > end) {
          parameters.add(new Parameter(raw.substring(at, end), "", false));
        } else {
          parameters.add(
              new Parameter(raw.substring(at, equals), raw.substring(equals + 1, end), true));
        }
      }
      at = end + 1;
    }
    return new Query(parameters);
  }

  /** The decoded value of the first parameter of that name (compared as it came), or null. */
  @Nullable String get(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return UriEncoding.decodeQuery(parameter.value());
      }
    }
    return null;
  }

  /** How often a parameter of that name occurs. */
  long count(String name) {
    return parameters.stream().filter(parameter -> parameter.name().equals(name)).count();
  }

  /**
   * The canonical query string, without the signature itself.
   *
   * @param asSent whether to keep each name and value as it was sent and only sort them
   */
  String canonical(boolean asSent) {
    if (parameters.isEmpty()) {
      return "";
    }
    List<Parameter> encoded = new ArrayList<>(parameters.size());
    for (Parameter parameter : parameters) {
      if (!parameter.name().equals("X-Amz-Signature")) {
        encoded.add(asSent ? parameter : canonical(parameter));
      }
    }
    encoded.sort(ORDER);
    StringBuilder out = new StringBuilder(256);
    for (Parameter parameter : encoded) {
      out.append(out.isEmpty() ? "" : "&");
      out.append(parameter.name()).append('=').append(parameter.value());
    }
    return out.toString();
  }

  private static Parameter canonical(Parameter parameter) {
    StringBuilder name = new StringBuilder(parameter.name().length() + 8);
    UriEncoding.canonical(name, parameter.name(), false);
    StringBuilder value = new StringBuilder(parameter.value().length() + 16);
    UriEncoding.canonical(value, parameter.value(), false);
    return new Parameter(name.toString(), value.toString(), true);
  }
}
