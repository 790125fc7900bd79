package dev.sagebrush.kernel.policy;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One key of a {@code Condition} with the values it is compared with.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">Conditions
 * with multiple context keys or values</a>. Without a set operator, any value of the request may
 * fit, and an operator that negates demands that none does. {@code ForAllValues} holds of no value
 * and of the empty text alone.
 */
final class Condition {

  /** How many of a request's values must fit. */
  private enum Quantifier {
    PLAIN(""),
    ALL("forallvalues:"),
    ANY("foranyvalue:");

    private final String prefix;

    Quantifier(String prefix) {
      this.prefix = prefix;
    }
  }

  private static final String IF_EXISTS = "ifexists";

  private final Quantifier quantifier;
  private final ConditionOperator operator;
  private final boolean ifExists;
  private final String key;
  private final ConditionTest[] tests;

  private Condition(
      Quantifier quantifier,
      ConditionOperator operator,
      boolean ifExists,
      String key,
      ConditionTest[] tests) {
    this.quantifier = quantifier;
    this.operator = operator;
    this.ifExists = ifExists;
    this.key = key;
    this.tests = tests;
  }

  /**
   * Makes one ready.
   *
   * @param name of the operator, for example {@code ForAllValues:StringLikeIfExists}
   * @return null when there is no such operator
   */
  static @Nullable Condition of(String name, String key, List<String> expected, boolean variables) {
    String rest = name.toLowerCase(Locale.ROOT);
    Quantifier quantifier = Quantifier.PLAIN;
    for (Quantifier each : Quantifier.values()) {
      if (each != Quantifier.PLAIN && rest.startsWith(each.prefix)) {
        quantifier = each;
      }
    }
    rest = rest.substring(quantifier.prefix.length());
    boolean ifExists = rest.endsWith(IF_EXISTS);
    if (ifExists) {
      rest = rest.substring(0, rest.length() - IF_EXISTS.length());
    }
    ConditionOperator operator = ConditionOperator.named(rest);
    if (operator == null || ifExists && operator == ConditionOperator.NULL) {
      return null;
    }
    ConditionTest[] tests =
        expected.stream()
            .map(value -> operator.compile(value, variables))
            .toArray(ConditionTest[]::new);
    return new Condition(quantifier, operator, ifExists, key.toLowerCase(Locale.ROOT), tests);
  }

  /** The key in lower case. */
  String key() {
    return key;
  }

  boolean holds(RequestContext context) {
    List<String> values = context.values(key);
    if (operator == ConditionOperator.NULL) {
      return matches(Boolean.toString(values.isEmpty()), context);
    }
    if (values.isEmpty()) {
      return ifExists
          || quantifier == Quantifier.ALL
          || quantifier == Quantifier.PLAIN && operator.negated();
    }
    return switch (quantifier) {
      case ALL -> values.stream().allMatch(String::isEmpty) || all(values, context);
      case ANY -> any(values, context);
      case PLAIN -> operator.negated() ? all(values, context) : any(values, context);
    };
  }

  private boolean all(List<String> values, RequestContext context) {
    for (String value : values) {
      if (operator.negated() == matches(value, context)) {
        return false;
      }
    }
    return true;
  }

  private boolean any(List<String> values, RequestContext context) {
    for (String value : values) {
      if (operator.negated() != matches(value, context)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(String value, RequestContext context) {
    for (ConditionTest test : tests) {
      if (test.matches(value, context)) {
        return true;
      }
    }
    return false;
  }
}
