package dev.sagebrush.wire.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order they came. Names compare without case and are kept in lower case;
 * values are kept as they are, without the white space around them.
 */
public final class Headers {

  private final List<Field> fields = new ArrayList<>();

  /** One field line. */
  public record Field(String name, String value) {}

  /** Appends a field line. */
  public Headers add(String name, String value) {
    fields.add(new Field(name.toLowerCase(Locale.ROOT), value.strip()));
    return this;
  }

  /** Replaces every field of that name by one line. */
  public Headers set(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    fields.removeIf(field -> field.name().equals(lower));
    return add(lower, value);
  }

  /** The first value of a field, or null. */
  public @Nullable String get(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return field.value();
      }
    }
    return null;
  }

  /** The first value of a field, or {@code otherwise}. */
  public String get(String name, String otherwise) {
    String value = get(name);
    return value == null ? otherwise : value;
  }

  /** Every value of a field, in order. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** Whether there is such a field. */
  public boolean has(String name) {
    return get(name) != null;
  }

  /** Every field line, in order. */
  public List<Field> fields() {
    return Collections.unmodifiableList(fields);
  }
}
