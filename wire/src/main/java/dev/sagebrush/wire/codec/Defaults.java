package dev.sagebrush.wire.codec;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.TimestampFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What members are when nothing is said of them. Source: Smithy specification, "default trait": a
 * server fills them in on its way in and on its way out.
 */
public final class Defaults {

  private Defaults() {}

  /** Fills the members that are not set and have a default. */
  public static void fill(Shape shape, @Nullable Object[] values) {
    if (shape.hasDefaults()) {
      for (Member member : shape.members()) {
        if (values[member.index()] == null) {
          values[member.index()] = of(member);
        }
      }
    }
  }

  /** The default of a member, or null. */
  static @Nullable Object of(Member member) {
    Object stated = member.defaultValue();
    return stated == null ? null : value(member, stated);
  }

  private static Object value(Member member, Object stated) {
    ShapeType type = member.shape().type();
    return switch (type) {
      case STRING -> stated.toString();
      case BYTE, SHORT, INTEGER -> number(stated).intValue();
      case LONG -> number(stated).longValue();
      case FLOAT -> number(stated).floatValue();
      case DOUBLE -> number(stated).doubleValue();
      case BIG_INTEGER -> number(stated).toBigInteger();
      case BIG_DECIMAL -> number(stated);
      case BLOB -> Scalars.base64(stated.toString());
      case TIMESTAMP ->
          stated instanceof Number
              ? Timestamps.ofEpochSeconds(number(stated).doubleValue())
              : Timestamps.parse(stated.toString(), TimestampFormat.ISO8601);
      case LIST -> List.of();
      case MAP -> Map.of();
      case BOOLEAN, DOCUMENT -> stated;
      case STRUCTURE -> throw new IllegalStateException("no default for " + member);
    };
  }

  private static BigDecimal number(Object stated) {
    return new BigDecimal(stated.toString());
  }
}
