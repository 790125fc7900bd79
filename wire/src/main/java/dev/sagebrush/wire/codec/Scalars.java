package dev.sagebrush.wire.codec;

import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.TimestampFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;

/** Simple values as text: in headers, query strings, paths, forms and XML. */
public final class Scalars {

  private static final int MAX_NUMBER_LENGTH = 1000;

  private Scalars() {}

  /**
   * Reads a simple value.
   *
   * @param format of a timestamp
   * @throws Malformed when the text is no value of that shape
   */
  public static Object parse(Shape shape, String text, TimestampFormat format) {
    return switch (shape.type()) {
      case STRING -> text;
      case BYTE, SHORT, INTEGER -> integer(shape.type(), parseLong(text, shape.type()));
      case LONG -> parseLong(text, ShapeType.LONG);
      case FLOAT -> (float) parseDouble(text);
      case DOUBLE -> parseDouble(text);
      case BIG_INTEGER -> bigInteger(text);
      case BIG_DECIMAL -> bigDecimal(text);
      case BOOLEAN -> parseBoolean(text);
      case BLOB -> base64(text);
      case TIMESTAMP -> Timestamps.parse(text, format);
      case STRUCTURE, LIST, MAP, DOCUMENT ->
          throw new Malformed("Unexpected value for " + shape.name());
    };
  }

  /** Writes a simple value. */
  public static String format(Object value, TimestampFormat format) {
    return switch (value) {
      case String text -> text;
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      case Instant instant -> Timestamps.format(instant, format);
      case BigDecimal decimal -> decimal.toString();
      default -> value.toString();
    };
  }

  /** A whole number of a type no wider than 32 bits. */
  static Integer integer(ShapeType type, long number) {
    long limit =
        switch (type) {
          case BYTE -> Byte.MAX_VALUE;
          case SHORT -> Short.MAX_VALUE;
          default -> Integer.MAX_VALUE;
        };
    if (number > limit || number < -limit - 1) {
      throw new Malformed(number + " is out of the range of " + word(type));
    }
    return (int) number;
  }

  /** Strict base64, padding included. */
  public static byte[] base64(String text) {
    if (text.length() % 4 != 0) {
      throw new Malformed("Invalid base64");
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException invalid) {
      throw new Malformed("Invalid base64");
    }
  }

  static long parseLong(String text, ShapeType type) {
    if (decimal(text) && text.indexOf('.') < 0) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException tooLarge) {
        throw new Malformed(shortened(text) + " is out of the range of " + word(type));
      }
    }
    throw new Malformed(shortened(text) + " can not be converted to " + word(type));
  }

  static double parseDouble(String text) {
    switch (text) {
      case "NaN":
        return Double.NaN;
      case "Infinity":
        return Double.POSITIVE_INFINITY;
      case "-Infinity":
        return Double.NEGATIVE_INFINITY;
      default:
        break;
    }
    if (number(text)) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException invalid) {
        throw new Malformed(shortened(text) + " can not be converted to Double");
      }
    }
    throw new Malformed(shortened(text) + " can not be converted to Double");
  }

  private static Boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Malformed(shortened(text) + " can not be converted to Boolean");
    };
  }

  private static BigInteger bigInteger(String text) {
    if (decimal(text) && text.indexOf('.') < 0 && text.length() <= MAX_NUMBER_LENGTH) {
      return new BigInteger(text);
    }
    throw new Malformed(shortened(text) + " can not be converted to BigInteger");
  }

  private static BigDecimal bigDecimal(String text) {
    if (number(text) && text.length() <= MAX_NUMBER_LENGTH) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException invalid) {
        throw new Malformed(shortened(text) + " can not be converted to BigDecimal");
      }
    }
    throw new Malformed(shortened(text) + " can not be converted to BigDecimal");
  }

  /** Whether the text is digits with at most a sign before and a point within. */
  static boolean decimal(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int points = 0;
    for (int i = start; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '.') {
        points++;
      } else if (character < '0' || character > '9') {
        return false;
      }
    }
    return text.length() > start + points && points <= 1;
  }

  private static boolean number(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if ((character < '0' || character > '9') && "+-.eE".indexOf(character) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The type as AWS names it in messages. */
  static String word(ShapeType type) {
    return switch (type) {
      case BYTE -> "Byte";
      case SHORT -> "Short";
      case INTEGER -> "Integer";
      case LONG -> "Long";
      case FLOAT -> "Float";
      case DOUBLE -> "Double";
      case BIG_INTEGER -> "BigInteger";
      case BIG_DECIMAL -> "BigDecimal";
      case BOOLEAN -> "Boolean";
      case STRING -> "String";
      case BLOB -> "Blob";
      case TIMESTAMP -> "Timestamp";
      case STRUCTURE -> "Structure";
      case LIST -> "List";
      case MAP -> "Map";
      case DOCUMENT -> "Document";
    };
  }

  /** What a message may repeat of what a stranger sent. */
  static String shortened(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "...";
  }
}
