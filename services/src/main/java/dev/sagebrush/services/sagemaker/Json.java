package dev.sagebrush.services.sagemaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** JSON as it stands in the files of a container: configuration, manifests, records. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  /** Maps, lists and scalars as compact JSON. */
  static byte[] bytes(@Nullable Object tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a tree of JSON", e);
    }
  }

  /** One JSON text as maps, lists and scalars. */
  static @Nullable Object read(InputStream in) throws IOException {
    return MAPPER.readValue(in, Object.class);
  }

  /** One JSON text as maps, lists and scalars. */
  static @Nullable Object read(byte[] json) throws IOException {
    return MAPPER.readValue(json, Object.class);
  }
}
