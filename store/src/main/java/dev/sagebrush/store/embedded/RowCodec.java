package dev.sagebrush.store.embedded;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sagebrush.store.StoreException;
import java.io.IOException;
import java.util.Map;

/**
 * A record as compact JSON and back.
 *
 * <p>Members are the record's components by name; a null component is left out. Bytes are base64, a
 * time is ISO 8601 in UTC with all its nanoseconds, an enum its name. In an untyped value a whole
 * number comes back as {@code Long} (or {@code BigInteger} beyond), any other as {@code Double}. A
 * member the record does not have is an error.
 */
final class RowCodec<T> {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addDeserializer(Object.class, new DocumentReader()))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private static final ObjectReader TREE =
      MAPPER.readerFor(new TypeReference<Map<String, Object>>() {});

  private final Class<T> type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  RowCodec(Class<T> type) {
    this.type = type;
    this.reader = MAPPER.readerFor(type);
    this.writer = MAPPER.writerFor(type);
  }

  byte[] write(T row) {
    try {
      return writer.writeValueAsBytes(row);
    } catch (JsonProcessingException e) {
      return writeEscaped(row);
    }
  }

  /** UTF-8 has no half of a surrogate pair, JSON's escapes do: the second attempt uses them. */
  private byte[] writeEscaped(T row) {
    try {
      return writer.with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsBytes(row);
    } catch (JsonProcessingException e) {
      throw new StoreException("cannot store a " + type.getSimpleName(), e);
    }
  }

  T read(byte[] json) {
    try {
      return reader.readValue(json);
    } catch (IOException e) {
      throw new StoreException("a stored row is not a " + type.getSimpleName(), e);
    }
  }

  /** A row as maps, lists and scalars, whatever its version. */
  static Map<String, Object> readTree(byte[] json) {
    try {
      return TREE.readValue(json);
    } catch (IOException e) {
      throw new StoreException("a stored row is not a JSON object", e);
    }
  }

  /** A migrated tree as a row of the present version; fails when it is not one. */
  byte[] writeTree(Map<String, Object> tree) {
    try {
      return write(read(MAPPER.writeValueAsBytes(tree)));
    } catch (JsonProcessingException e) {
      throw new StoreException("a migration gave what JSON cannot hold", e);
    }
  }
}
