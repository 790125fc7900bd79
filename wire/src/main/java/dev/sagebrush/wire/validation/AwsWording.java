package dev.sagebrush.wire.validation;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.wire.validation.Violation.Constraint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Violations in the words of the AWS services: {@code 2 validation errors detected: Value 'a_b' at
 * 'trainingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern:
 * …; Value null at 'roleArn' failed to satisfy constraint: Member must not be null}. Elements of
 * lists and entries of maps are told at their list or map, with every constraint they have. Source:
 * messages of live services as quoted in AWS's and their users' documentation.
 */
final class AwsWording {

  private AwsWording() {}

  /** The message of the error. */
  static String message(List<Violation> violations) {
    Set<String> sentences = new LinkedHashSet<>();
    violations.forEach(violation -> sentences.add(sentence(violation)));
    String plural =
        sentences.size() == 1 ? " validation error detected: " : " validation errors detected: ";
    return sentences.size() + plural + String.join("; ", sentences);
  }

  private static String sentence(Violation violation) {
    boolean within = violation.container() != null;
    List<Object> path = violation.path();
    List<Object> shown = within && !violation.key() ? path.subList(0, path.size() - 1) : path;
    Object value = within ? violation.container() : violation.value();
    return "Value"
        + shown(violation, value)
        + " at '"
        + path(shown)
        + "' failed to satisfy constraint: "
        + (within ? contained(violation) : rule(violation.constraint(), violation));
  }

  private static String shown(Violation violation, @Nullable Object value) {
    if (value == null) {
      return " null";
    }
    if (violation.shape().sensitive() || value instanceof byte[] || value instanceof Map) {
      return "";
    }
    return " '" + value + "'";
  }

  private static String contained(Violation violation) {
    StringJoiner rules = new StringJoiner(", ", "[", "]");
    rules(violation.shape()).forEach(rules::add);
    String subject;
    if (violation.container() instanceof Map) {
      subject = violation.key() ? "Map keys" : "Map value";
    } else {
      subject = "Member";
    }
    return subject + " must satisfy constraint: " + rules;
  }

  /** Every rule of a shape. */
  private static List<String> rules(Shape shape) {
    List<String> rules = new ArrayList<>();
    BigDecimal max = shape.max();
    BigDecimal min = shape.min();
    String what = numeric(shape) ? "value" : "length";
    if (max != null) {
      rules.add("Member must have " + what + " less than or equal to " + max.toPlainString());
    }
    if (min != null) {
      rules.add("Member must have " + what + " greater than or equal to " + min.toPlainString());
    }
    if (shape.pattern() != null) {
      rules.add("Member must satisfy regular expression pattern: " + shape.pattern());
    }
    if (!shape.enumValues().isEmpty()) {
      rules.add(enumeration(shape));
    }
    return rules;
  }

  private static String rule(Constraint constraint, Violation violation) {
    Shape shape = violation.shape();
    return switch (constraint) {
      case REQUIRED -> "Member must not be null";
      case PATTERN -> "Member must satisfy regular expression pattern: " + shape.pattern();
      case ENUM -> enumeration(shape);
      case UNIQUE -> "Member must have unique values";
      case UNION -> "Member must have exactly one of its members set";
      case LENGTH, RANGE -> bound(shape, violation.value());
    };
  }

  private static String bound(Shape shape, @Nullable Object value) {
    BigDecimal max = shape.max();
    BigDecimal min = shape.min();
    boolean tooLarge = max != null && (min == null || size(value).compareTo(max) > 0);
    return "Member must have "
        + (numeric(shape) ? "value " : "length ")
        + (tooLarge ? "less than or equal to " : "greater than or equal to ")
        + plain(tooLarge ? max : min);
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }

  static BigDecimal size(@Nullable Object value) {
    return switch (value) {
      case String text -> BigDecimal.valueOf(text.codePointCount(0, text.length()));
      case byte[] bytes -> BigDecimal.valueOf(bytes.length);
      case List<?> list -> BigDecimal.valueOf(list.size());
      case Map<?, ?> map -> BigDecimal.valueOf(map.size());
      case Double real when !Double.isFinite(real) -> BigDecimal.ZERO;
      case Float real when !Float.isFinite(real) -> BigDecimal.ZERO;
      case Number number -> new BigDecimal(number.toString());
      case null, default -> BigDecimal.ZERO;
    };
  }

  private static boolean numeric(Shape shape) {
    return switch (shape.type()) {
      case STRING, BLOB, LIST, MAP -> false;
      default -> true;
    };
  }

  private static String enumeration(Shape shape) {
    return "Member must satisfy enum value set: [" + String.join(", ", shape.enumValues()) + "]";
  }

  /** {@code tags.1.member.key}: names begin in lower case, elements count from 1. */
  private static String path(List<Object> path) {
    StringJoiner joined = new StringJoiner(".");
    for (Object step : path) {
      switch (step) {
        case Member member -> joined.add(lower(member.name()));
        case Integer index -> joined.add(index + 1 + ".member");
        default -> joined.add(step + ".member");
      }
    }
    return joined.toString();
  }

  private static String lower(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
