package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.model.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads metric math: from weakest to strongest {@code OR}, {@code AND}, comparisons, {@code + -},
 * {@code * /}, a sign, {@code ^}; then numbers, ids, functions, arrays in brackets, parentheses.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html">Using
 * math expressions with CloudWatch metrics</a>.
 */
final class MathParser {

  private static final int DEEPEST = 50;

  private static final List<Map<String, DoubleBinaryOperator>> LEVELS =
      List.of(
          Map.of("||", or(), "OR", or()),
          Map.of("&&", and(), "AND", and()),
          Map.of(
              "==", (a, b) -> truth(a == b),
              "!=", (a, b) -> truth(a != b),
              "<=", (a, b) -> truth(a <= b),
              ">=", (a, b) -> truth(a >= b),
              "<", (a, b) -> truth(a < b),
              ">", (a, b) -> truth(a > b)),
          Map.of("+", (a, b) -> a + b, "-", (a, b) -> a - b),
          Map.of("*", (a, b) -> a * b, "/", (a, b) -> a / b));

  private final String text;
  private int at;
  private int depth;

  private MathParser(String text) {
    this.text = text;
  }

  private static DoubleBinaryOperator or() {
    return (a, b) -> truth(a != 0 || b != 0);
  }

  private static DoubleBinaryOperator and() {
    return (a, b) -> truth(a != 0 && b != 0);
  }

  private static double truth(boolean holds) {
    return holds ? 1 : 0;
  }

  /**
   * Reads an expression.
   *
   * @throws ServiceException {@code ValidationError} when it is none
   * @throws ServiceException {@code NotImplemented} for functions that are not there yet
   */
  static MathExpression parse(String text) {
    MathParser parser = new MathParser(text);
    MathExpression expression = parser.binary(0);
    parser.space();
    if (parser.at < text.length()) {
      throw parser.unexpected();
    }
    return expression;
  }

  private MathExpression binary(int level) {
    if (level == LEVELS.size()) {
      return signed();
    }
    MathExpression left = binary(level + 1);
    DoubleBinaryOperator operator = operator(LEVELS.get(level));
    while (operator != null) {
      MathExpression first = left;
      MathExpression second = binary(level + 1);
      DoubleBinaryOperator applied = operator;
      left = scope -> MathValue.combine(first.in(scope), second.in(scope), applied);
      operator = operator(LEVELS.get(level));
    }
    return left;
  }

  private @Nullable DoubleBinaryOperator operator(Map<String, DoubleBinaryOperator> level) {
    space();
    for (int length = Math.min(3, text.length() - at); length > 0; length--) {
      String sign = text.substring(at, at + length);
      DoubleBinaryOperator operator = level.get(sign);
      if (operator != null && !isWordCut(sign)) {
        at += length;
        return operator;
      }
    }
    return null;
  }

  /** Whether what looks like AND or OR is only the beginning of a longer word. */
  private boolean isWordCut(String sign) {
    int end = at + sign.length();
    return Character.isLetter(sign.charAt(0)) && end < text.length() && isIdPart(text.charAt(end));
  }

  private MathExpression signed() {
    if (!taken('-')) {
      return power();
    }
    enter();
    MathExpression positive = signed();
    depth--;
    MathValue minus = new MathValue.Scalar(-1);
    return scope -> MathValue.combine(minus, positive.in(scope), (a, b) -> a * b);
  }

  private MathExpression power() {
    MathExpression base = primary();
    if (!taken('^')) {
      return base;
    }
    enter();
    MathExpression exponent = signed();
    depth--;
    return scope -> MathValue.combine(base.in(scope), exponent.in(scope), Math::pow);
  }

  private MathExpression primary() {
    space();
    if (at == text.length()) {
      throw unexpected();
    }
    enter();
    char c = text.charAt(at);
    MathExpression primary;
    if (c == '(') {
      at++;
      primary = binary(0);
      take(')');
    } else if (c == '[') {
      at++;
      primary = MathFunctions.array(list(']'));
    } else if (Character.isDigit(c) || c == '.') {
      primary = number();
    } else if (Character.isLetter(c)) {
      primary = named();
    } else {
      throw unexpected();
    }
    depth--;
    return primary;
  }

  private MathExpression number() {
    int start = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    try {
      MathValue value = new MathValue.Scalar(Double.parseDouble(text.substring(start, at)));
      return scope -> value;
    } catch (NumberFormatException e) {
      ServiceException invalid = unexpected();
      invalid.initCause(e);
      throw invalid;
    }
  }

  /** An id, a function, or one of the words that FILL knows. */
  private MathExpression named() {
    int start = at;
    while (at < text.length() && isIdPart(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at);
    if (!taken('(')) {
      return Character.isLowerCase(name.charAt(0))
          ? scope -> scope.of(name)
          : new MathFunctions.Word(name);
    }
    if (name.equals("METRICS")) {
      return metrics();
    }
    return MathFunctions.call(name, list(')'));
  }

  private MathExpression metrics() {
    space();
    String part = "";
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      char quote = text.charAt(at++);
      int end = text.indexOf(quote, at);
      if (end < 0) {
        throw unexpected();
      }
      part = text.substring(at, end);
      at = end + 1;
    }
    take(')');
    String wanted = part;
    return scope -> new MathValue.Array(scope.metrics(wanted));
  }

  private List<MathExpression> list(char end) {
    List<MathExpression> arguments = new ArrayList<>();
    if (taken(end)) {
      return arguments;
    }
    do {
      arguments.add(binary(0));
    } while (taken(','));
    take(end);
    return arguments;
  }

  private static boolean isIdPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw Failures.validation("nested too deeply");
    }
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean taken(char c) {
    space();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void take(char c) {
    if (!taken(c)) {
      throw unexpected();
    }
  }

  private ServiceException unexpected() {
    return Failures.validation(
        at < text.length()
            ? "Unexpected character '" + text.charAt(at) + "' at position " + at
            : "Unexpected end of the expression");
  }
}
