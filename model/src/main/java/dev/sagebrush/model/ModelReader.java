package dev.sagebrush.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a model's JSON into maps, lists and scalars. */
public final class ModelReader {

  private static final JsonFactory JSON = new JsonFactory();

  private ModelReader() {}

  /** The pinned model, with what {@code supplement/<id>.json} adds to it where there is one. */
  static Map<String, Object> resource(String id) {
    Map<String, Object> model = read("/aws/" + id + ".json");
    if (model == null) {
      throw new IllegalStateException("no model aws/" + id + ".json on the class path");
    }
    Map<String, Object> supplement = read("/supplement/" + id + ".json");
    return supplement == null ? model : sum(model, supplement);
  }

  private static @Nullable Map<String, Object> read(String path) {
    try (InputStream stream = ModelReader.class.getResourceAsStream(path)) {
      return stream == null ? null : read(stream);
    } catch (IOException broken) {
      throw new UncheckedIOException(path, broken);
    }
  }

  private static Map<String, Object> sum(Map<?, ?> model, Map<?, ?> supplement) {
    Map<String, Object> sum = LinkedHashMap.newLinkedHashMap(model.size() + supplement.size());
    model.forEach((name, value) -> sum.put(name.toString(), value));
    supplement.forEach((name, value) -> {
      if (value instanceof Map<?, ?> more && model.get(name) instanceof Map<?, ?> there) {
        sum.put(name.toString(), sum(there, more));
      } else {
        sum.put(name.toString(), value);
      }
    });
    return sum;
  }

  /** A JSON object as a map. */
  public static Map<String, Object> read(InputStream stream) throws IOException {
    try (JsonParser parser = JSON.createParser(stream)) {
      parser.nextToken();
      return object(parser);
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = LinkedHashMap.newLinkedHashMap(4);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
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
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }
}
