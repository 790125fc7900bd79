package dev.sagebrush.kernel.policy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The comparisons of the naive evaluator. Wildcards come in as the marks E000 and E001. */
final class NaiveComparisons {

  private NaiveComparisons() {}

  static boolean like(String pattern, String text) {
    return like(pattern, 0, text, 0);
  }

  private static boolean like(String pattern, int p, String text, int t) {
    if (p == pattern.length()) {
      return t == text.length();
    }
    char first = pattern.charAt(p);
    if (first == '\uE000') {
      return like(pattern, p + 1, text, t) || t < text.length() && like(pattern, p, text, t + 1);
    }
    return t < text.length()
        && (first == '\uE001' || first == text.charAt(t))
        && like(pattern, p + 1, text, t + 1);
  }

  /** A colon that came out of a variable, mark E006, separates nothing. */
  static boolean resource(String pattern, String arn) {
    if (pattern.equals("\uE000")) {
      return true;
    }
    String[] parts = pattern.split(":", 6);
    if (parts.length < 6 && !pattern.endsWith("\uE000")) {
      return false;
    }
    return parts(parts, arn.split(":", parts.length));
  }

  private static boolean arn(String pattern, String arn) {
    String[] parts = pattern.split(":", 6);
    return parts.length == 6 && parts(parts, arn.split(":", 6));
  }

  private static boolean parts(String[] patterns, String[] parts) {
    if (patterns.length != parts.length) {
      return false;
    }
    boolean all = true;
    for (int i = 0; i < parts.length; i++) {
      all &= like(patterns[i].replace('\uE006', ':'), parts[i]);
    }
    return all;
  }

  /**
   * Whether one value of a request fits one of a policy.
   *
   * @param pattern with variables replaced, or null
   * @param plain as the policy has it
   */
  static boolean holds(String operator, String pattern, String plain, String value) {
    if (operator.startsWith("String") || operator.startsWith("Arn")) {
      if (pattern == null) {
        return false;
      }
      String text = pattern.replace('\uE006', ':');
      String literal = text.replace('\uE000', '*').replace('\uE001', '?');
      return switch (operator) {
        case "StringEquals" -> literal.equals(value);
        case "StringEqualsIgnoreCase" -> literal.equalsIgnoreCase(value);
        case "StringLike" -> like(text, value);
        default -> arn(pattern, value);
      };
    }
    return switch (operator) {
      case "Bool", "BinaryEquals" -> plain.equalsIgnoreCase(value);
      case "IpAddress" -> address(plain, value);
      default ->
          operator.startsWith("Date")
              ? compared(operator.substring(4), seconds(value) - seconds(plain))
              : value.matches("-?[0-9.]+")
                  && compared(
                      operator.substring(7), Double.parseDouble(value) - Double.parseDouble(plain));
    };
  }

  private static boolean compared(String how, double difference) {
    return switch (how) {
      case "Equals" -> difference == 0;
      case "LessThan" -> difference < 0;
      case "LessThanEquals" -> difference <= 0;
      case "GreaterThan" -> difference > 0;
      default -> difference >= 0;
    };
  }

  private static double seconds(String text) {
    if (text.matches("[0-9]+")) {
      return Double.parseDouble(text);
    }
    return text.contains("T")
        ? Instant.parse(text).getEpochSecond()
        : LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }

  private static boolean address(String range, String value) {
    if (!value.matches("[0-9a-f:.]+")) {
      return false;
    }
    String[] parts = range.split("/");
    byte[] base = InetAddress.ofLiteral(parts[0]).getAddress();
    byte[] address = InetAddress.ofLiteral(value).getAddress();
    int size = base.length * 8;
    int free = size - (parts.length > 1 ? Integer.parseInt(parts[1]) : size);
    return base.length == address.length
        && new BigInteger(1, base)
            .shiftRight(free)
            .equals(new BigInteger(1, address).shiftRight(free));
  }
}
