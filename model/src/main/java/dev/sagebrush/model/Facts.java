package dev.sagebrush.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object of an API model, read by name. */
final class Facts {

  private static final Facts NONE = new Facts(Map.of());

  private final Map<?, ?> json;

  Facts(Map<?, ?> json) {
    this.json = json;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(json.get(name));
  }

  boolean has(String name) {
    return json.containsKey(name);
  }

  @Nullable String text(String name) {
    Object value = json.get(name);
    return value == null ? null : value.toString();
  }

  String text(String name, String otherwise) {
    String value = text(name);
    return value == null ? otherwise : value;
  }

  int number(String name, int otherwise) {
    return json.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  @Nullable BigDecimal decimal(String name) {
    Object value = json.get(name);
    return value == null ? null : new BigDecimal(value.toString());
  }

  @Nullable Object value(String name) {
    return json.get(name);
  }

  Facts object(String name) {
    return json.get(name) instanceof Map<?, ?> map ? new Facts(map) : NONE;
  }

  List<Facts> objects(String name) {
    return json.get(name) instanceof List<?> list
        ? list.stream().map(item -> new Facts((Map<?, ?>) item)).toList()
        : List.of();
  }

  List<String> texts(String name) {
    return json.get(name) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  List<String> names() {
    return json.keySet().stream().map(Object::toString).toList();
  }
}
