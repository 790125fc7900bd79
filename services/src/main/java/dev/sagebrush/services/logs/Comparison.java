package dev.sagebrush.services.logs;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A value held against a constant.
 *
 * @param text the constant; an asterisk in it stands for any characters
 * @param number the constant as a number, or null when it is none or was in quotes
 */
record Comparison(Operator operator, String text, @Nullable BigDecimal number) {

  private static final int LONGEST_NUMBER = 40;

  /** How values are compared. */
  enum Operator {
    LESS_OR_EQUAL("<="),
    GREATER_OR_EQUAL(">="),
    NOT_EQUAL("!="),
    EQUAL("="),
    LESS("<"),
    GREATER(">");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }
  }

  /** Reads an operator and a constant, or answers null when no operator comes. */
  static @Nullable Comparison read(PatternReader reader) {
    for (Operator operator : Operator.values()) {
      if (reader.taken(operator.sign)) {
        return constant(reader, operator);
      }
    }
    return null;
  }

  private static Comparison constant(PatternReader reader, Operator operator) {
    reader.space();
    reader.refuseRegex();
    if (reader.peek() == '"') {
      return checked(reader, new Comparison(operator, reader.quoted(), null));
    }
    String word = reader.characters(c -> !Character.isWhitespace(c) && "&|)}],(".indexOf(c) < 0);
    if (word.isEmpty()) {
      throw reader.invalid();
    }
    return checked(reader, new Comparison(operator, word, number(word)));
  }

  private static Comparison checked(PatternReader reader, Comparison comparison) {
    boolean equality =
        comparison.operator == Operator.EQUAL || comparison.operator == Operator.NOT_EQUAL;
    if (!equality && comparison.number == null) {
      throw reader.invalid();
    }
    return comparison;
  }

  /** The number that a text is, or null. */
  static @Nullable BigDecimal number(String text) {
    if (text.length() > LONGEST_NUMBER
        || !text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
      return null;
    }
    return new BigDecimal(text);
  }

  boolean holds(String value) {
    return holds(value, number(value));
  }

  /** Whether a value, which may be a number, too, passes. */
  boolean holds(String value, @Nullable BigDecimal asNumber) {
    boolean numbers = number != null && asNumber != null;
    if (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL) {
      boolean equal =
          numbers && number != null && asNumber != null
              ? asNumber.compareTo(number) == 0
              : Wildcards.matches(text, value);
      return equal == (operator == Operator.EQUAL);
    }
    if (number == null || asNumber == null) {
      return false;
    }
    int order = asNumber.compareTo(number);
    return switch (operator) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      default -> order >= 0;
    };
  }
}
