package dev.sagebrush.wire.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, in order, percent-decoded; a plus sign is a space. */
public final class QueryString {

  /** One parameter; {@code a} and {@code a=} both have an empty value. */
  public record Parameter(String name, String value) {}

  private final List<Parameter> parameters;

  private QueryString(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  /** Reads what stands after the question mark. */
  public static QueryString of(String raw) {
    if (raw.isEmpty()) {
      return new QueryString(List.of());
    }
    List<Parameter> parameters = new ArrayList<>();
    int start = 0;
    while (start <= raw.length()) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      if (end > start) {
        int equals = raw.indexOf('=', start);
        boolean named = equals >= 0 && equals < end;
        String name = raw.substring(start, named ? equals : end);
        String value = named ? raw.substring(equals + 1, end) : "";
        parameters.add(new Parameter(decode(name, true), decode(value, true)));
      }
      start = end + 1;
    }
    return new QueryString(List.copyOf(parameters));
  }

  /** The first value of a parameter, or null. */
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
    return get(name) != null;
  }

  /** Every parameter, in order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * Decodes percent escapes as UTF-8. A percent sign that begins no escape stands for itself, as S3
   * keeps it.
   *
   * @param plusIsSpace true in queries and forms, false in paths
   */
  public static String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
      if (low >= 0) {
        out[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[length++] = plusIsSpace && in[i] == '+' ? (byte) ' ' : in[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
