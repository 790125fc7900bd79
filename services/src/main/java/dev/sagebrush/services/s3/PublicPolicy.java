package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a bucket policy lets in the public: allows something to everybody, without a condition
 * that pins the caller down to fixed values.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status">The
 * meaning of "public"</a>.
 */
final class PublicPolicy {

  private static final Set<String> OPERATORS =
      Set.of(
          "stringequals",
          "stringequalsignorecase",
          "stringlike",
          "arnequals",
          "arnlike",
          "ipaddress",
          "foranyvalue:stringequals",
          "foranyvalue:stringlike",
          "foranyvalue:arnequals",
          "foranyvalue:arnlike");

  private static final Set<String> KEYS =
      Set.of(
          "aws:sourcearn",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:sourceowner",
          "aws:sourceaccount",
          "aws:userid",
          "aws:principalarn",
          "aws:principalaccount",
          "aws:principalorgid",
          "aws:principalorgpaths",
          "aws:sourceorgid",
          "aws:sourceorgpaths",
          "s3:x-amz-server-side-encryption-aws-kms-key-id",
          "s3:dataaccesspointarn",
          "s3:dataaccesspointaccount");

  private static final String ADDRESS = "aws:sourceip";

  /** Blocks of addresses wider than these are the public. */
  private static final int WIDEST_V4 = 8;

  private static final int WIDEST_V6 = 32;

  private PublicPolicy() {}

  /**
   * Whether a policy is public.
   *
   * @param document a valid bucket policy
   */
  static boolean is(String document) {
    if (!(Json.parse(document) instanceof Map<?, ?> policy)) {
      return false;
    }
    for (Object each : listed(policy.get("Statement"))) {
      if (each instanceof Map<?, ?> statement
          && "Allow".equals(statement.get("Effect"))
          && letsInEverybody(statement)
          && !pinned(statement.get("Condition"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean letsInEverybody(Map<?, ?> statement) {
    if (statement.get("NotPrincipal") != null) {
      return true;
    }
    return switch (statement.get("Principal")) {
      case Map<?, ?> kinds ->
          kinds.values().stream()
              .anyMatch(names -> listed(names).stream().anyMatch(name -> "*".equals(name)));
      case null -> false;
      case Object name -> name.equals("*");
    };
  }

  private static boolean pinned(@Nullable Object condition) {
    if (!(condition instanceof Map<?, ?> operators)) {
      return false;
    }
    for (Map.Entry<?, ?> operator : operators.entrySet()) {
      boolean compares = OPERATORS.contains(lower(operator.getKey()));
      if (compares && operator.getValue() instanceof Map<?, ?> keys) {
        for (Map.Entry<?, ?> key : keys.entrySet()) {
          if (fixed(lower(key.getKey()), listed(key.getValue()))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean fixed(String key, List<?> values) {
    if (values.isEmpty()) {
      return false;
    }
    if (key.equals(ADDRESS)) {
      return values.stream().allMatch(value -> narrow(String.valueOf(value)));
    }
    return KEYS.contains(key) && values.stream().allMatch(value -> fixed(String.valueOf(value)));
  }

  /** An ARN that names its account is fixed, whatever follows. */
  private static boolean fixed(String value) {
    String[] parts = value.split(":", 6);
    boolean arn = parts.length == 6 && parts[0].equals("arn") && !parts[4].isEmpty();
    return plain(arn ? parts[4] : value);
  }

  private static boolean plain(String value) {
    return value.indexOf('*') < 0 && value.indexOf('?') < 0 && !value.contains("${");
  }

  private static boolean narrow(String block) {
    int slash = block.indexOf('/');
    if (slash < 0 || !plain(block)) {
      return plain(block);
    }
    int widest = block.indexOf(':') < 0 ? WIDEST_V4 : WIDEST_V6;
    String bits = block.substring(slash + 1);
    boolean number = bits.length() <= 3 && bits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number && !bits.isEmpty() && Integer.parseInt(bits) >= widest;
  }

  private static List<?> listed(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list;
      default -> List.of(value);
    };
  }

  private static String lower(Object name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
