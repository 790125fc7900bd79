package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Json;
import dev.sagebrush.kernel.JsonException;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.MalformedPolicyDocumentException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What makes a policy document well formed.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 * of the IAM JSON policy language</a>.
 */
final class PolicyDocuments {

  private static final Set<String> TOP = Set.of("Version", "Id", "Statement");
  private static final Set<String> IN_STATEMENT =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private PolicyDocuments() {}

  /**
   * Checks a policy that says what somebody may do.
   *
   * @throws ServiceException {@code MalformedPolicyDocument}
   */
  static void checkIdentity(String document) {
    for (Map<?, ?> statement : statements(document)) {
      if (statement.containsKey("Principal") || statement.containsKey("NotPrincipal")) {
        throw malformed("Policy document should not specify a principal.");
      }
      checkActions(statement);
      if (!isText(statement.get("Resource")) && !isText(statement.get("NotResource"))) {
        throw malformed("Policy statement must contain resources.");
      }
    }
  }

  /**
   * Checks a policy that says who may assume a role.
   *
   * @throws ServiceException {@code MalformedPolicyDocument}
   */
  static void checkTrust(String document) {
    for (Map<?, ?> statement : statements(document)) {
      if (statement.containsKey("Resource") || statement.containsKey("NotResource")) {
        throw malformed("Has prohibited field Resource");
      }
      checkActions(statement);
      for (Object action : listed(statement.get("Action"))) {
        String text = String.valueOf(action).toLowerCase(Locale.ROOT);
        if (!text.startsWith("sts:") && !text.equals("*")) {
          throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
        }
      }
      checkPrincipal(statement);
    }
  }

  private static void checkPrincipal(Map<?, ?> statement) {
    Object principal =
        statement.containsKey("Principal")
            ? statement.get("Principal")
            : statement.get("NotPrincipal");
    if (principal == null) {
      throw malformed("Missing required field Principal");
    }
    if ("*".equals(principal)) {
      return;
    }
    Set<String> kinds = Set.of("AWS", "Service", "Federated", "CanonicalUser");
    boolean known =
        principal instanceof Map<?, ?> named
            && !named.isEmpty()
            && kinds.containsAll(named.keySet())
            && named.values().stream().allMatch(PolicyDocuments::isText);
    if (!known) {
      throw malformed("AssumeRolepolicy contained an invalid principal: \"" + principal + "\".");
    }
  }

  private static void checkActions(Map<?, ?> statement) {
    boolean actions = statement.containsKey("Action");
    Object named = actions ? statement.get("Action") : statement.get("NotAction");
    if (!isText(named)) {
      throw malformed("Policy statement must contain actions.");
    }
    if (actions && statement.containsKey("NotAction")) {
      throw malformed("Syntax errors in policy.");
    }
    for (Object action : listed(named)) {
      String text = String.valueOf(action);
      if (!text.equals("*") && !text.contains(":")) {
        throw malformed(
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
      }
    }
  }

  private static List<Map<?, ?>> statements(String document) {
    if (!(parse(document) instanceof Map<?, ?> policy) || !TOP.containsAll(policy.keySet())) {
      throw malformed("Syntax errors in policy.");
    }
    Object version = policy.get("Version");
    if (version != null && !"2012-10-17".equals(version) && !"2008-10-17".equals(version)) {
      throw malformed("The policy must contain a valid version string");
    }
    List<?> statements = listed(policy.get("Statement"));
    Set<Object> sids = new HashSet<>();
    if (statements.isEmpty()) {
      throw malformed("Syntax errors in policy.");
    }
    return statements.stream().<Map<?, ?>>map(each -> statement(each, sids)).toList();
  }

  private static Map<?, ?> statement(@Nullable Object each, Set<Object> sids) {
    if (!(each instanceof Map<?, ?> statement) || !IN_STATEMENT.containsAll(statement.keySet())) {
      throw malformed("Syntax errors in policy.");
    }
    Object effect = statement.get("Effect");
    Object sid = statement.get("Sid");
    Object condition = statement.get("Condition");
    boolean shaped =
        ("Allow".equals(effect) || "Deny".equals(effect))
            && (sid == null || sid instanceof String)
            && (condition == null || isCondition(condition));
    if (!shaped) {
      throw malformed("Syntax errors in policy.");
    }
    if (sid != null && !sid.equals("") && !sids.add(sid)) {
      throw malformed("Statement IDs (SID) in a single policy must be unique.");
    }
    return statement;
  }

  private static boolean isCondition(Object condition) {
    return condition instanceof Map<?, ?> operators
        && operators.values().stream().allMatch(keys -> keys instanceof Map<?, ?>);
  }

  private static @Nullable Object parse(String document) {
    try {
      return Json.parse(document);
    } catch (JsonException e) {
      ServiceException malformed = malformed("This policy contains invalid Json");
      malformed.initCause(e);
      throw malformed;
    }
  }

  private static ServiceException malformed(String message) {
    return MalformedPolicyDocumentException.because(message);
  }

  /** One text, or a list of them that is not empty. */
  private static boolean isText(@Nullable Object value) {
    return value instanceof String
        || value instanceof List<?> list
            && !list.isEmpty()
            && list.stream().allMatch(each -> each instanceof String);
  }

  private static List<?> listed(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> list ? list : List.of(value);
  }

  /** How many characters count against a quota: all but white space. */
  static int size(String document) {
    return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  /** A document as answers have it: percent-encoded as RFC 3986 says. */
  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
