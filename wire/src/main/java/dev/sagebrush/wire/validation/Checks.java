package dev.sagebrush.wire.validation;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The constraints of one shape, worked out once.
 *
 * @param min the least length or count
 * @param max the greatest length or count
 * @param least the least number, or null
 * @param most the greatest number, or null
 * @param pattern what a string must match, or null
 * @param values the enumeration, empty for none
 * @param nested whether values within may break constraints
 */
record Checks(
    long min,
    long max,
    @Nullable BigDecimal least,
    @Nullable BigDecimal most,
    @Nullable BoundedPattern pattern,
    Set<String> values,
    boolean nested) {

  private static final Map<Shape, Checks> MADE = new ConcurrentHashMap<>();

  static Checks of(Shape shape) {
    Checks made = MADE.get(shape);
    return made == null ? MADE.computeIfAbsent(shape, Checks::make) : made;
  }

  private static Checks make(Shape shape) {
    BigDecimal min = shape.min();
    BigDecimal max = shape.max();
    boolean number = numeric(shape.type());
    String pattern = shape.pattern();
    return new Checks(
        min == null || number ? Long.MIN_VALUE : min.longValue(),
        max == null || number ? Long.MAX_VALUE : max.longValue(),
        number ? min : null,
        number ? max : null,
        pattern == null ? null : BoundedPattern.of(pattern),
        Set.copyOf(shape.enumValues()),
        nested(shape));
  }

  private static boolean nested(Shape shape) {
    return switch (shape.type()) {
      case LIST -> constrained(shape.element().shape());
      case MAP -> constrained(shape.element().shape()) || constrained(shape.key().shape());
      case STRUCTURE -> true;
      default -> false;
    };
  }

  private static boolean constrained(Shape shape) {
    return switch (shape.type()) {
      case STRUCTURE, LIST, MAP -> true;
      default ->
          shape.min() != null
              || shape.max() != null
              || shape.pattern() != null
              || !shape.enumValues().isEmpty();
    };
  }

  private static boolean numeric(ShapeType type) {
    return switch (type) {
      case BYTE, SHORT, INTEGER, LONG, FLOAT, DOUBLE, BIG_INTEGER, BIG_DECIMAL -> true;
      default -> false;
    };
  }

  /** Whether a length is one the model allows. */
  boolean allowsLength(long length) {
    return length >= min && length <= max;
  }

  /** Whether a number is one the model allows; what is no number is within no range. */
  boolean allowsNumber(Number number) {
    if (least == null && most == null) {
      return true;
    }
    BigDecimal value = decimal(number);
    return value != null
        && (least == null || value.compareTo(least) >= 0)
        && (most == null || value.compareTo(most) <= 0);
  }

  private static @Nullable BigDecimal decimal(Number number) {
    return switch (number) {
      case BigDecimal decimal -> decimal;
      case Double real -> Double.isFinite(real) ? new BigDecimal(real.toString()) : null;
      case Float real -> Float.isFinite(real) ? new BigDecimal(real.toString()) : null;
      default -> new BigDecimal(number.toString());
    };
  }

  /** Whether the member must be there for a request to be served. */
  static boolean missing(Member member, @Nullable Object value) {
    return value == null && member.required();
  }
}
