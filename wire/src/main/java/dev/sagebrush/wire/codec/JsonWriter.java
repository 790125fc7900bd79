package dev.sagebrush.wire.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.sagebrush.model.EventStream;
import dev.sagebrush.model.Location;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.TimestampFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as tokens of JSON or CBOR. */
public final class JsonWriter {

  private static final int CBOR_TAG_EPOCH = 1;

  private final JsonGenerator generator;
  private final Notation notation;

  JsonWriter(JsonGenerator generator, Notation notation) {
    this.generator = generator;
    this.notation = notation;
  }

  /** Writes an object of the members that travel in the body. */
  public void structure(Struct struct) throws IOException {
    generator.writeStartObject();
    members(struct);
    generator.writeEndObject();
  }

  /** Begins an object that {@link #end()} ends. */
  public void begin() throws IOException {
    generator.writeStartObject();
  }

  /** Ends the object begun last. */
  public void end() throws IOException {
    generator.writeEndObject();
  }

  /** Writes a field with a text. */
  public void field(String name, String text) throws IOException {
    generator.writeStringField(name, text);
  }

  /** Writes the members that travel in the body as fields of the object begun. */
  public void members(Struct struct) throws IOException {
    for (Member member : struct.modelShape().members()) {
      Object set = struct.memberAt(member.index());
      Object value = set == null ? Defaults.of(member) : set;
      if (value != null
          && member.location() == Location.BODY
          && !member.eventHeader()
          && !(value instanceof EventStream<?>)) {
        generator.writeFieldName(member.wireName());
        value(member, value);
      }
    }
  }

  /** Writes one value. */
  public void value(Member member, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> generator.writeNull();
      case Struct struct -> structure(struct);
      case String text -> generator.writeString(text);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case Float number -> generator.writeNumber(number);
      case Double number -> generator.writeNumber(number);
      case Boolean flag -> generator.writeBoolean(flag);
      case Instant instant -> timestamp(member, instant);
      case byte[] bytes -> generator.writeBinary(bytes);
      case BigInteger number -> generator.writeNumber(number);
      case BigDecimal number -> generator.writeNumber(number);
      case List<?> list -> list(member.shape(), list);
      case Map<?, ?> map -> map(member.shape(), map);
      default -> throw unexpected(value);
    }
  }

  private void list(Shape shape, List<?> list) throws IOException {
    if (shape.type() != dev.sagebrush.model.ShapeType.LIST) {
      document(list);
      return;
    }
    generator.writeStartArray(list, list.size());
    Member element = shape.element();
    for (Object item : list) {
      value(element, item);
    }
    generator.writeEndArray();
  }

  private void map(Shape shape, Map<?, ?> map) throws IOException {
    if (shape.type() != dev.sagebrush.model.ShapeType.MAP) {
      document(map);
      return;
    }
    generator.writeStartObject(map, map.size());
    Member element = shape.element();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      generator.writeFieldName((String) entry.getKey());
      value(element, entry.getValue());
    }
    generator.writeEndObject();
  }

  private void timestamp(Member member, Instant instant) throws IOException {
    TimestampFormat format = member.timestampFormat();
    if (notation == Notation.JSON && format != null && format != TimestampFormat.EPOCH) {
      generator.writeString(Timestamps.format(instant, format));
    } else if (notation == Notation.JSON) {
      generator.writeNumber(Timestamps.format(instant, TimestampFormat.EPOCH));
    } else {
      ((CBORGenerator) generator).writeTag(CBOR_TAG_EPOCH);
      long millis = instant.toEpochMilli();
      if (notation == Notation.CBOR_MILLIS) {
        generator.writeNumber(millis);
      } else if (millis % 1000 == 0) {
        generator.writeNumber(millis / 1000);
      } else {
        generator.writeNumber(millis / 1000.0);
      }
    }
  }

  private void document(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> generator.writeNull();
      case Map<?, ?> map -> {
        generator.writeStartObject(map, map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          generator.writeFieldName((String) entry.getKey());
          document(entry.getValue());
        }
        generator.writeEndObject();
      }
      case List<?> list -> {
        generator.writeStartArray(list, list.size());
        for (Object item : list) {
          document(item);
        }
        generator.writeEndArray();
      }
      case String text -> generator.writeString(text);
      case Boolean flag -> generator.writeBoolean(flag);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case BigInteger number -> generator.writeNumber(number);
      case BigDecimal number -> generator.writeNumber(number);
      case Float number -> generator.writeNumber(number);
      case Double number -> generator.writeNumber(number);
      default -> throw unexpected(value);
    }
  }

  private static IllegalArgumentException unexpected(Object value) {
    return new IllegalArgumentException("no value of a model: " + value.getClass().getName());
  }
}
