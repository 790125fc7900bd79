package dev.sagebrush.wire.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.TimestampFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from tokens of JSON or CBOR, straight into the arrays of the structures. The parser
 * bounds depth and sizes.
 */
final class JsonReader {

  private final JsonParser parser;
  private final Notation notation;

  JsonReader(JsonParser parser, Notation notation) {
    this.parser = parser;
    this.notation = notation;
  }

  /** Reads the object at which the parser stands; members the shape does not have are skipped. */
  void members(Shape shape, @Nullable Object[] values) throws IOException {
    expect(JsonToken.START_OBJECT, "Structure");
    boolean foreign = false;
    int set = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Member member = shape.bodyMember(name);
      JsonToken token = parser.nextToken();
      if (member == null || member.shape().eventStream()) {
        foreign |= token != JsonToken.VALUE_NULL && !name.equals("__type");
        parser.skipChildren();
      } else {
        Object value = value(member);
        values[member.index()] = value;
        set += value == null ? 0 : 1;
      }
    }
    if (shape.union() && (set != 1 || foreign)) {
      throw new Malformed("Exactly one member of the union " + shape.name() + " must be set");
    }
    Defaults.fill(shape, values);
  }

  /** Reads the value at which the parser stands; null for null. */
  @Nullable Object value(Member member) throws IOException {
    JsonToken token = parser.currentToken();
    Shape shape = member.shape();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (shape.type()) {
      case STRUCTURE -> structure(shape);
      case LIST -> list(shape);
      case MAP -> map(shape);
      case STRING -> {
        expect(JsonToken.VALUE_STRING, "String");
        yield parser.getText();
      }
      case BYTE, SHORT, INTEGER -> Scalars.integer(shape.type(), whole(shape.type()));
      case LONG -> whole(ShapeType.LONG);
      case FLOAT -> (float) real();
      case DOUBLE -> real();
      case BIG_INTEGER -> bigInteger();
      case BIG_DECIMAL -> bigDecimal();
      case BOOLEAN -> flag();
      case BLOB -> blob();
      case TIMESTAMP -> timestamp(member);
      case DOCUMENT -> document();
    };
  }

  private Struct structure(Shape shape) throws IOException {
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    members(shape, values);
    return shape.create(values);
  }

  private List<Object> list(Shape shape) throws IOException {
    expect(JsonToken.START_ARRAY, "List");
    List<Object> list = new ArrayList<>();
    Member element = shape.element();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(element);
      if (value == null && !shape.sparse()) {
        throw new Malformed("Unexpected null in a list");
      }
      list.add(value);
    }
    return list;
  }

  private Map<String, Object> map(Shape shape) throws IOException {
    expect(JsonToken.START_OBJECT, "Map");
    Map<String, Object> map = new LinkedHashMap<>();
    Member element = shape.element();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(element);
      if (value == null && !shape.sparse()) {
        throw new Malformed("Unexpected null in a map");
      }
      map.put(name, value);
    }
    return map;
  }

  private long whole(ShapeType type) throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, Scalars.word(type));
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new Malformed("Number out of the range of " + Scalars.word(type));
    }
    return parser.getLongValue();
  }

  private double real() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_STRING -> {
        String text = parser.getText();
        if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
          yield Scalars.parseDouble(text);
        }
        throw mismatch("Double");
      }
      default -> throw mismatch("Double");
    };
  }

  private BigInteger bigInteger() throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, "BigInteger");
    return parser.getBigIntegerValue();
  }

  private BigDecimal bigDecimal() throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw mismatch("BigDecimal");
    }
    return parser.getDecimalValue();
  }

  private Boolean flag() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw mismatch("Boolean");
    };
  }

  private byte[] blob() throws IOException {
    if (notation == Notation.JSON) {
      expect(JsonToken.VALUE_STRING, "Blob");
      return Scalars.base64(parser.getText());
    }
    expect(JsonToken.VALUE_EMBEDDED_OBJECT, "Blob");
    return parser.getBinaryValue();
  }

  private Instant timestamp(Member member) throws IOException {
    TimestampFormat format = member.timestampFormat();
    if (notation == Notation.JSON && format != null && format != TimestampFormat.EPOCH) {
      expect(JsonToken.VALUE_STRING, "Timestamp");
      return Timestamps.parse(parser.getText(), format);
    }
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT -> {
        long number = whole(ShapeType.TIMESTAMP);
        yield notation == Notation.CBOR_MILLIS
            ? Timestamps.ofEpochMillis(number)
            : Timestamps.ofEpochSeconds(number);
      }
      case VALUE_NUMBER_FLOAT -> {
        double number = parser.getDoubleValue();
        yield Timestamps.ofEpochSeconds(notation == Notation.CBOR_MILLIS ? number / 1000 : number);
      }
      default -> throw mismatch("Timestamp");
    };
  }

  private @Nullable Object document() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, document());
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(document());
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw mismatch("Document");
    };
  }

  private void expect(JsonToken token, String type) {
    if (parser.currentToken() != token) {
      throw mismatch(type);
    }
  }

  private Malformed mismatch(String type) {
    JsonToken token = parser.currentToken();
    return new Malformed(
        switch (token) {
          case null -> "Unexpected end of input";
          case START_OBJECT -> "Start of structure or map found where not expected.";
          case START_ARRAY -> "Start of list found where not expected";
          case VALUE_STRING -> "STRING_VALUE can not be converted to " + article(type);
          case VALUE_NUMBER_INT -> "NUMBER_VALUE can not be converted to " + article(type);
          case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE can not be converted to " + article(type);
          case VALUE_TRUE -> "TRUE_VALUE can not be converted to " + article(type);
          case VALUE_FALSE -> "FALSE_VALUE can not be converted to " + article(type);
          default -> "Unexpected value where " + article(type) + " was expected";
        });
  }

  private static String article(String type) {
    return ("AEIOU".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }
}
