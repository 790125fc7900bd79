package dev.sagebrush.kernel.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The comparisons that conditions are made of. A value that is not of its kind is like nothing. */
final class ConditionTests {

  private static final ConditionTest NEVER = (value, context) -> false;

  /** A number of more digits is not meant. */
  private static final int LONGEST_NUMBER = 100;

  private ConditionTests() {}

  static ConditionTest string(String expected, boolean variables) {
    Template template = Template.of(expected, variables, false);
    return (value, context) -> {
      Glob glob = template.resolve(context);
      return glob != null && glob.literal().equals(value);
    };
  }

  static ConditionTest stringIgnoreCase(String expected, boolean variables) {
    Template template = Template.of(expected, variables, false);
    return (value, context) -> {
      Glob glob = template.resolve(context);
      return glob != null && glob.literal().equalsIgnoreCase(value);
    };
  }

  static ConditionTest stringLike(String expected, boolean variables) {
    Template template = Template.of(expected, variables, true);
    return (value, context) -> {
      Glob glob = template.resolve(context);
      return glob != null && glob.matches(value);
    };
  }

  static ConditionTest arn(String expected, boolean variables) {
    ArnPattern pattern = ArnPattern.condition(expected, variables);
    return (value, context) -> pattern.matches(new ArnText(value), context);
  }

  /** Compares the request's number with the policy's. */
  static ConditionTest number(String expected, IntPredicate comparison) {
    BigDecimal bound = numberOf(expected);
    if (bound == null) {
      return NEVER;
    }
    return (value, context) -> {
      BigDecimal number = numberOf(value);
      return number != null && comparison.test(number.compareTo(bound));
    };
  }

  private static @Nullable BigDecimal numberOf(String text) {
    boolean digits = !text.isEmpty() && text.length() <= LONGEST_NUMBER;
    for (int i = 0; i < text.length() && digits; i++) {
      digits = "0123456789.-+eE".indexOf(text.charAt(i)) >= 0;
    }
    if (!digits) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Compares the request's time with the policy's. */
  static ConditionTest date(String expected, IntPredicate comparison) {
    Instant bound = Dates.parse(expected);
    if (bound == null) {
      return NEVER;
    }
    return (value, context) -> {
      Instant time = Dates.parse(value);
      return time != null && comparison.test(time.compareTo(bound));
    };
  }

  static ConditionTest bool(String expected) {
    if (!expected.equalsIgnoreCase("true") && !expected.equalsIgnoreCase("false")) {
      return NEVER;
    }
    return (value, context) -> expected.equalsIgnoreCase(value);
  }

  /** Compares bytes that both sides write in Base64. */
  static ConditionTest binary(String expected) {
    byte[] bytes = bytesOf(expected);
    if (bytes == null) {
      return NEVER;
    }
    return (value, context) -> {
      byte[] others = bytesOf(value);
      return others != null && Arrays.equals(bytes, others);
    };
  }

  private static byte @Nullable [] bytesOf(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static ConditionTest address(String expected) {
    AddressRange range = AddressRange.parse(expected);
    if (range == null) {
      return NEVER;
    }
    return (value, context) -> {
      AddressRange address = AddressRange.parse(value);
      return address != null && range.contains(address);
    };
  }
}
