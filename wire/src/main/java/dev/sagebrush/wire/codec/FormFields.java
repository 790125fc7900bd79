package dev.sagebrush.wire.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a query string or a form, decoded, in the order they came. */
public record FormFields(List<Field> fields) {

  /** One field; a name without an equals sign has the empty value. */
  public record Field(String name, String value) {}

  /**
   * Reads {@code a=1&b=2}.
   *
   * @throws Malformed for bad escapes and for too many fields
   */
  public static FormFields parse(String text, int limit) {
    List<Field> fields = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('&', at);
      end = end < 0 ? text.length() : end;
      if (end > at) {
        if (fields.size() == limit) {
          throw new Malformed("More than " + limit + " parameters");
        }
        fields.add(field(text, at, end));
      }
      at = end + 1;
    }
    return new FormFields(fields);
  }

  private static Field field(String text, int from, int to) {
    int equals = text.indexOf('=', from);
    if (equals < 0 || equals >= to) {
      return new Field(Percent.decode(text.substring(from, to), true), "");
    }
    return new Field(
        Percent.decode(text.substring(from, equals), true),
        Percent.decode(text.substring(equals + 1, to), true));
  }

  /** The first value of a field, or null. */
  public @Nullable String get(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field.value();
      }
    }
    return null;
  }
}
