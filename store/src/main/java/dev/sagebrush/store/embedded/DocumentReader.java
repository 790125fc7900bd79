package dev.sagebrush.store.embedded;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads untyped values. Whole numbers come as {@code Long}, beyond its range as {@code BigInteger};
 * Jackson's own reader gives the least type that fits, or fails beyond {@code long}.
 */
final class DocumentReader extends StdDeserializer<Object> {

  DocumentReader() {
    super(Object.class);
  }

  @Override
  public @Nullable Object deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> members(json, context);
      case START_ARRAY -> elements(json, context);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT ->
          json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? json.getBigIntegerValue()
              : (Object) json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> context.handleUnexpectedToken(Object.class, json);
    };
  }

  private Map<String, @Nullable Object> members(JsonParser json, DeserializationContext context)
      throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      members.put(name, deserialize(json, context));
    }
    return members;
  }

  private List<@Nullable Object> elements(JsonParser json, DeserializationContext context)
      throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(deserialize(json, context));
    }
    return elements;
  }
}
