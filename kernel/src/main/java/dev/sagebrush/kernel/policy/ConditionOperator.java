package dev.sagebrush.kernel.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The condition operators. Those that negate hold when what they negate does not.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM
 * JSON policy elements: Condition operators</a>.
 */
enum ConditionOperator {
  STRING_EQUALS("StringEquals", false, ConditionTests::string),
  STRING_NOT_EQUALS("StringNotEquals", true, ConditionTests::string),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, ConditionTests::stringIgnoreCase),
  STRING_NOT_EQUALS_IGNORE_CASE(
      "StringNotEqualsIgnoreCase", true, ConditionTests::stringIgnoreCase),
  STRING_LIKE("StringLike", false, ConditionTests::stringLike),
  STRING_NOT_LIKE("StringNotLike", true, ConditionTests::stringLike),
  NUMERIC_EQUALS("NumericEquals", false, (v, x) -> ConditionTests.number(v, c -> c == 0)),
  NUMERIC_NOT_EQUALS("NumericNotEquals", true, (v, x) -> ConditionTests.number(v, c -> c == 0)),
  NUMERIC_LESS_THAN("NumericLessThan", false, (v, x) -> ConditionTests.number(v, c -> c < 0)),
  NUMERIC_LESS_THAN_EQUALS(
      "NumericLessThanEquals", false, (v, x) -> ConditionTests.number(v, c -> c <= 0)),
  NUMERIC_GREATER_THAN("NumericGreaterThan", false, (v, x) -> ConditionTests.number(v, c -> c > 0)),
  NUMERIC_GREATER_THAN_EQUALS(
      "NumericGreaterThanEquals", false, (v, x) -> ConditionTests.number(v, c -> c >= 0)),
  DATE_EQUALS("DateEquals", false, (v, x) -> ConditionTests.date(v, c -> c == 0)),
  DATE_NOT_EQUALS("DateNotEquals", true, (v, x) -> ConditionTests.date(v, c -> c == 0)),
  DATE_LESS_THAN("DateLessThan", false, (v, x) -> ConditionTests.date(v, c -> c < 0)),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, (v, x) -> ConditionTests.date(v, c -> c <= 0)),
  DATE_GREATER_THAN("DateGreaterThan", false, (v, x) -> ConditionTests.date(v, c -> c > 0)),
  DATE_GREATER_THAN_EQUALS(
      "DateGreaterThanEquals", false, (v, x) -> ConditionTests.date(v, c -> c >= 0)),
  BOOL("Bool", false, (v, x) -> ConditionTests.bool(v)),
  BINARY_EQUALS("BinaryEquals", false, (v, x) -> ConditionTests.binary(v)),
  IP_ADDRESS("IpAddress", false, (v, x) -> ConditionTests.address(v)),
  NOT_IP_ADDRESS("NotIpAddress", true, (v, x) -> ConditionTests.address(v)),
  ARN_EQUALS("ArnEquals", false, ConditionTests::arn),
  ARN_LIKE("ArnLike", false, ConditionTests::arn),
  ARN_NOT_EQUALS("ArnNotEquals", true, ConditionTests::arn),
  ARN_NOT_LIKE("ArnNotLike", true, ConditionTests::arn),
  NULL("Null", false, (v, x) -> ConditionTests.bool(v));

  private static final Map<String, ConditionOperator> BY_LABEL =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  operator -> operator.label.toLowerCase(Locale.ROOT), Function.identity()));

  private final String label;
  private final boolean negated;
  private final Compiler compiler;

  ConditionOperator(String label, boolean negated, Compiler compiler) {
    this.label = label;
    this.negated = negated;
    this.compiler = compiler;
  }

  /** The operator of a name without prefix and suffix, in whatever case; null when it is none. */
  static @Nullable ConditionOperator named(String name) {
    return BY_LABEL.get(name.toLowerCase(Locale.ROOT));
  }

  boolean negated() {
    return negated;
  }

  /** What a value of the policy demands of a value of the request. */
  ConditionTest compile(String value, boolean variables) {
    return compiler.compile(value, variables);
  }

  /** Makes a test of a value of a policy. */
  private interface Compiler {
    ConditionTest compile(String value, boolean variables);
  }
}
