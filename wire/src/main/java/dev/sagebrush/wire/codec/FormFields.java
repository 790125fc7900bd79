package dev.sagebrush.wire.codec;

import java.util.ArrayList;
import java.util.List;

/** The fields of a query string or a form, well-formed and decoded, in the order they came. */
public record FormFields(List<Field> fields) {

  /** One field; a name without an equals sign has the empty value. */
  public record Field(String name, String value) {}

  /**
   * Reads {@code a=1&b=2}.
   *
   * @param raw one character per byte
   * @throws Malformed for bad escapes, for what is no UTF-8 and for too many fields
   */
  public static FormFields parse(String raw, int limit) {
    List<Field> fields = new ArrayList<>();
    for (Query.Parameter parameter : Query.of(raw).parameters()) {
      if (fields.size() == limit) {
        throw new Malformed("More than " + limit + " parameters");
      }
      fields.add(
          new Field(
              Percent.decode(parameter.rawName(), true),
              Percent.decode(parameter.rawValue(), true)));
    }
    return new FormFields(fields);
  }
}
