package dev.sagebrush.wire.validation;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.validation.Violation.Constraint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Violations in the words of {@code smithy.framework#ValidationException}, which also lists them
 * one by one. Source: smithy-validation-model and the malformed-request cases of the Smithy
 * protocol tests.
 */
final class SmithyWording {

  private SmithyWording() {}

  /** The error as the model's own structure. */
  static Struct error(Shape exception, Member fieldList, List<Violation> violations) {
    Shape field = fieldList.shape().element().shape();
    List<Struct> fields = new ArrayList<>();
    StringJoiner sentences = new StringJoiner("; ");
    for (Violation violation : violations) {
      String sentence = sentence(violation);
      sentences.add(sentence);
      @Nullable Object[] values = new @Nullable Object[field.members().size()];
      set(field, "path", path(violation), values);
      set(field, "message", sentence, values);
      fields.add(field.create(values));
    }
    String count =
        violations.size() == 1
            ? "1 validation error detected. "
            : violations.size() + " validation errors detected. ";
    @Nullable Object[] values = new @Nullable Object[exception.members().size()];
    set(exception, "message", count + sentences, values);
    values[fieldList.index()] = fields;
    return exception.create(values);
  }

  private static void set(Shape shape, String name, Object value, @Nullable Object[] values) {
    Member member = shape.member(name);
    if (member != null) {
      values[member.index()] = value;
    }
  }

  private static String sentence(Violation violation) {
    String length =
        violation.constraint() == Constraint.LENGTH
            ? " with length " + AwsWording.size(violation.value()).toPlainString()
            : "";
    return "Value"
        + length
        + " at '"
        + path(violation)
        + "' failed to satisfy constraint: "
        + rule(violation);
  }

  private static String rule(Violation violation) {
    Shape shape = violation.shape();
    return switch (violation.constraint()) {
      case REQUIRED -> "Member must not be null";
      case PATTERN -> "Member must satisfy regular expression pattern: " + shape.pattern();
      case ENUM ->
          "Member must satisfy enum value set: [" + String.join(", ", shape.enumValues()) + "]";
      case UNIQUE -> "Member must have unique values";
      case UNION -> "Member must have exactly one of its members set";
      case LENGTH -> "Member must have length " + bounds(shape);
      case RANGE -> "Member must be " + bounds(shape);
    };
  }

  private static String bounds(Shape shape) {
    BigDecimal min = shape.min();
    BigDecimal max = shape.max();
    if (min != null && max != null) {
      return "between " + min.toPlainString() + " and " + max.toPlainString() + ", inclusive";
    }
    return min != null
        ? "greater than or equal to " + min.toPlainString()
        : "less than or equal to " + (max == null ? "" : max.toPlainString());
  }

  private static String path(Violation violation) {
    StringBuilder joined = new StringBuilder();
    for (Object step : violation.path()) {
      joined.append('/').append(step instanceof Member member ? member.name() : step);
    }
    return joined.toString();
  }
}
