package dev.sagebrush.generator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON tree of maps, lists and scalars, with the few accessors the generator needs. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  static Map<String, Object> read(Path file) throws IOException {
    try (JsonParser parser = FACTORY.createParser(file.toFile())) {
      parser.nextToken();
      return object(parser);
    }
  }

  static Map<String, Object> object(Map<String, Object> in, String name) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (in.get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> out.put(key.toString(), value));
    }
    return out;
  }

  static String text(Map<String, Object> in, String name) {
    Object value = in.get(name);
    return value == null ? "" : value.toString();
  }

  static boolean flag(Map<String, Object> in, String name) {
    return Boolean.TRUE.equals(in.get(name));
  }

  static List<String> texts(Map<String, Object> in, String name) {
    return in.get(name) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> parser.getText();
    };
  }
}
