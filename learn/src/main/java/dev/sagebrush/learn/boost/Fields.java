package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.InvalidDataException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed access to the fields of a parsed model file; what is missing or odd is an error. */
final class Fields {
  private final Map<?, ?> map;
  private final String path;

  private Fields(Map<?, ?> map, String path) {
    this.map = map;
    this.path = path;
  }

  /** The fields of a parsed document. */
  static Fields of(Object document) {
    return of(document, "model");
  }

  private static Fields of(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return new Fields(map, path);
    }
    throw new InvalidDataException(path + " is not an object");
  }

  boolean has(String name) {
    return map.containsKey(name);
  }

  /** A nested object. */
  Fields object(String name) {
    return of(map.get(name), path + "." + name);
  }

  /** A list of objects. */
  List<Fields> objects(String name) {
    if (map.get(name) instanceof List<?> list) {
      return list.stream().map(value -> of(value, path + "." + name)).toList();
    }
    throw new InvalidDataException(path + "." + name + " is not a list");
  }

  String text(String name) {
    if (map.get(name) instanceof String text) {
      return text;
    }
    throw new InvalidDataException(path + "." + name + " is not a text");
  }

  /** Every field that is text. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach((name, value) -> {
      if (name instanceof String key && value instanceof String text) {
        texts.put(key, text);
      }
    });
    return texts;
  }

  /** A whole number, which XGBoost writes as text. */
  int whole(String name, int fallback) {
    Object value = map.get(name);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Number number) {
      return number.intValue();
    }
    String text = text(name);
    if (!text.matches("-?\\d{1,9}")) {
      throw new InvalidDataException(path + "." + name + " is not a whole number: " + text);
    }
    return Integer.parseInt(text);
  }

  /** Numbers as floats; an empty list counts as none. */
  float[] floats(String name) {
    return switch (map.get(name)) {
      case float[] values -> values;
      case double[] values -> {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
          narrow[i] = (float) values[i];
        }
        yield narrow;
      }
      case List<?> list -> {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) number(list.get(i), name);
        }
        yield values;
      }
      case null, default -> {
        int[] values = ints(name);
        float[] wide = new float[values.length];
        for (int i = 0; i < wide.length; i++) {
          wide[i] = values[i];
        }
        yield wide;
      }
    };
  }

  /** Numbers or truth values as ints; an empty list or no field counts as none. */
  int[] ints(String name) {
    return switch (map.get(name)) {
      case null -> new int[0];
      case int[] values -> values;
      case long[] values -> narrowed(values.length, i -> values[i]);
      case double[] values -> narrowed(values.length, i -> values[i]);
      case float[] values -> narrowed(values.length, i -> values[i]);
      case List<?> list -> narrowed(list.size(), i -> number(list.get(i), name));
      default -> throw new InvalidDataException(path + "." + name + " is not a list of numbers");
    };
  }

  private double number(@Nullable Object value, String name) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Boolean truth -> truth ? 1 : 0;
      case null, default ->
          throw new InvalidDataException(path + "." + name + " holds what is no number");
    };
  }

  private int[] narrowed(int length, Element element) {
    int[] values = new int[length];
    for (int i = 0; i < length; i++) {
      double value = element.at(i);
      if (value != (int) value) {
        throw new InvalidDataException(path + ": " + value + " is not a whole number");
      }
      values[i] = (int) value;
    }
    return values;
  }

  private interface Element {
    double at(int i);
  }
}
