package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Json;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.model.sts.AssumeRoleRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a role's trust policy lets assume it.
 *
 * <p>A statement applies when it names the caller, {@code sts:AssumeRole}, and its conditions hold.
 * Understood conditions: {@code StringEquals} on {@code sts:ExternalId}, {@code
 * sts:RoleSessionName}, {@code sts:SourceIdentity}, {@code aws:PrincipalArn}, {@code
 * aws:PrincipalAccount} and {@code aws:userid}. With any other, an allowing statement does not
 * apply and a denying one does.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">AWS
 * JSON policy elements: Principal</a>.
 */
final class TrustPolicy {

  private final List<?> statements;

  private TrustPolicy(List<?> statements) {
    this.statements = statements;
  }

  /** Reads a document that IAM has accepted. */
  static TrustPolicy parse(String document) {
    return Json.parse(document) instanceof Map<?, ?> policy
        ? new TrustPolicy(list(policy.get("Statement")))
        : new TrustPolicy(List.of());
  }

  /** Whether somebody may assume the role with this request. */
  boolean trusts(Principal principal, AssumeRoleRequest request) {
    boolean allowed = false;
    for (Object each : statements) {
      Map<?, ?> statement = (Map<?, ?>) each;
      boolean deny = "Deny".equals(statement.get("Effect"));
      if (names(principal, statement) && acts(statement)) {
        Boolean holds = holds(statement.get("Condition"), facts(principal, request));
        if (deny && (holds == null || holds)) {
          return false;
        }
        allowed |= !deny && holds != null && holds;
      }
    }
    return allowed;
  }

  private static boolean acts(Map<?, ?> statement) {
    if (statement.containsKey("NotAction")) {
      return !matchesAction(statement.get("NotAction"));
    }
    return matchesAction(statement.get("Action"));
  }

  private static boolean matchesAction(@Nullable Object actions) {
    for (Object action : list(actions)) {
      String text = String.valueOf(action).toLowerCase(Locale.ROOT);
      if (text.equals("*")
          || text.equals("sts:*")
          || text.equals("sts:assumerole")
          || text.equals("sts:assume*")) {
        return true;
      }
    }
    return false;
  }

  private static boolean names(Principal principal, Map<?, ?> statement) {
    if (statement.containsKey("NotPrincipal")) {
      return !named(principal, statement.get("NotPrincipal"));
    }
    return named(principal, statement.get("Principal"));
  }

  private static boolean named(Principal principal, @Nullable Object named) {
    if ("*".equals(named)) {
      return true;
    }
    if (!(named instanceof Map<?, ?> kinds)) {
      return false;
    }
    if (principal.kind() == Kind.SERVICE) {
      return list(kinds.get("Service")).contains(principal.arn());
    }
    for (Object one : list(kinds.get("AWS"))) {
      if (matches(principal, String.valueOf(one))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(Principal principal, String named) {
    return named.equals("*")
        || named.equals(principal.account())
        || named.equals(principal.arn())
        || named.equals(principal.userId())
        || named.matches("arn:aws[a-z-]*:iam::" + principal.account() + ":root")
        || principal.kind() == Kind.ASSUMED_ROLE && isRoleOf(principal, named);
  }

  /** A session's ARN has the name of its role without the path. */
  private static boolean isRoleOf(Principal session, String named) {
    if (!named.contains(":role/")) {
      return false;
    }
    Arn role = Arn.parse(named);
    String path = role.resourceName();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return role.account().equals(session.account())
        && Arn.parse(session.arn()).resource().startsWith("assumed-role/" + name + "/");
  }

  private static Map<String, String> facts(Principal principal, AssumeRoleRequest request) {
    Map<String, String> facts = new HashMap<>();
    facts.put("sts:rolesessionname", request.roleSessionName());
    facts.put("aws:principalarn", principal.arn());
    facts.put("aws:principalaccount", principal.account());
    facts.put("aws:userid", principal.userId());
    if (request.externalId() != null) {
      facts.put("sts:externalid", request.externalId());
    }
    if (request.sourceIdentity() != null) {
      facts.put("sts:sourceidentity", request.sourceIdentity());
    }
    return facts;
  }

  /** Whether conditions hold; null when that cannot be told. */
  private static @Nullable Boolean holds(@Nullable Object conditions, Map<String, String> facts) {
    if (conditions == null) {
      return true;
    }
    boolean holds = true;
    for (Map.Entry<?, ?> operator : ((Map<?, ?>) conditions).entrySet()) {
      if (!"StringEquals".equals(operator.getKey())
          || !(operator.getValue() instanceof Map<?, ?> keys)) {
        return null;
      }
      for (Map.Entry<?, ?> key : keys.entrySet()) {
        String name = String.valueOf(key.getKey()).toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(name)) {
          return null;
        }
        String fact = facts.get(name);
        holds &= fact != null && list(key.getValue()).contains(fact);
      }
    }
    return holds;
  }

  private static final List<String> KNOWN =
      List.of(
          "sts:externalid",
          "sts:rolesessionname",
          "sts:sourceidentity",
          "aws:principalarn",
          "aws:principalaccount",
          "aws:userid");

  /** One value or a list of them, as policies write both. */
  private static List<?> list(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> values ? new ArrayList<>(values) : List.of(value);
  }
}
