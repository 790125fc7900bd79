package dev.sagebrush.kernel.policy;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What each type of policy must and must not have, and what AWS says when it is otherwise. IAM's
 * wording serves users, groups, roles and sessions, S3's serves resources, and Organizations has
 * one sentence for everything.
 */
final class PolicyRules {

  private static final String ORGANIZATIONS =
      "The provided policy document does not meet the requirements of the specified policy type.";

  private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
  private static final Pattern VENDOR = Pattern.compile("[0-9A-Za-z.-]+|\\*");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern UNIQUE_ID = Pattern.compile("[A-Z0-9]{16,128}");
  private static final Pattern PRINCIPAL_ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:(iam::\\d{12}:(root|user/.+|role/.+)"
              + "|sts::\\d{12}:(assumed-role/.+/.+|federated-user/.+)"
              + "|cloudfront::cloudfront:user/.+|iam::cloudfront:user/.+)");

  private final PolicyType type;

  PolicyRules(PolicyType type) {
    this.type = type;
  }

  private boolean isResource() {
    return type == PolicyType.RESOURCE;
  }

  MalformedPolicyException malformed(String message) {
    boolean organizations =
        type == PolicyType.SERVICE_CONTROL || type == PolicyType.RESOURCE_CONTROL;
    return new MalformedPolicyException(organizations ? ORGANIZATIONS : message);
  }

  MalformedPolicyException syntax() {
    return malformed(isResource() ? "Invalid policy syntax." : "Syntax errors in policy.");
  }

  MalformedPolicyException unknownField(Object field) {
    return isResource() ? malformed("Unknown field " + field) : syntax();
  }

  MalformedPolicyException notJson(String document) {
    if (isResource() && !document.startsWith("{")) {
      return notObject();
    }
    boolean named = isResource() || type == PolicyType.TRUST;
    return named ? malformed("This policy contains invalid Json") : syntax();
  }

  MalformedPolicyException notObject() {
    return isResource()
        ? malformed("Policies must be valid JSON and the first byte must be '{'")
        : syntax();
  }

  MalformedPolicyException noStatement() {
    return isResource() ? malformed("Could not parse the policy: Statement is empty!") : syntax();
  }

  MalformedPolicyException missing(String field) {
    return isResource() ? malformed("Missing required field " + field) : syntax();
  }

  MalformedPolicyException unknownOperator(String operator) {
    return isResource() ? malformed("Invalid Condition type : " + operator) : syntax();
  }

  MalformedPolicyException noPrincipal() {
    return malformed(
        isResource()
            ? "Invalid policy syntax."
            : "Missing required field Principal cannot be empty!");
  }

  MalformedPolicyException invalidPrincipal(String kind, String name) {
    if (isResource()) {
      return malformed("Invalid principal in policy");
    }
    String quoted = "\"" + kind.toUpperCase(Locale.ROOT) + "\":\"" + name + "\"";
    return malformed(
        kind.equals("STAR")
            ? "AssumeRolepolicy contained an invalid principal: " + quoted + "."
            : "Invalid principal in policy: " + quoted);
  }

  /** A text, or null for null. */
  @Nullable String optionalText(@Nullable Object value) {
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw syntax();
  }

  /** One value, or a list of them; nothing for null. */
  List<?> listed(@Nullable Object value, String field) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      if (list.contains(null)) {
        throw syntax();
      }
      return list;
    }
    return List.of(value);
  }

  void checkSid(String sid) {
    if (!isResource() && !SID.matcher(sid).matches()) {
      throw malformed(
          "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
              + " expression [0-9A-Za-z]*");
    }
  }

  /** Whether the principal is to be read, when a statement may and must have one. */
  boolean wantsPrincipal(boolean present) {
    if (type.namesPrincipals() && !present) {
      throw malformed("Missing required field Principal");
    }
    if (!type.namesPrincipals() && present) {
      throw malformed("Policy document should not specify a principal.");
    }
    return present;
  }

  void checkPrincipal(String kind, String name) {
    boolean known =
        switch (kind) {
          case "AWS" ->
              name.equals("*")
                  || ACCOUNT.matcher(name).matches()
                  || UNIQUE_ID.matcher(name).matches()
                  || PRINCIPAL_ARN.matcher(name).matches() && name.indexOf('*') < 0;
          case "Service" -> name.equals("*") || name.indexOf('.') > 0 && name.indexOf('*') < 0;
          default -> !name.isEmpty();
        };
    if (!known) {
      throw invalidPrincipal(kind, name);
    }
  }

  /** Customers' resource control policies only deny, and deny everybody. */
  void checkEffect(Effect effect, boolean someOnly) {
    if (type == PolicyType.RESOURCE_CONTROL && someOnly) {
      throw malformed(ORGANIZATIONS);
    }
  }

  void checkActions(List<String> actions, boolean negated) {
    if (actions.isEmpty()) {
      throw isResource() ? missing("Action") : malformed("Policy statement must contain actions.");
    }
    for (String action : actions) {
      int colon = action.indexOf(':');
      if (colon < 0 && !action.equals("*")) {
        throw malformed(
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
      }
      if (action.indexOf(':', colon + 1) > colon) {
        throw malformed("Actions/Condition can contain only one colon.");
      }
      String vendor = colon < 0 ? action : action.substring(0, colon);
      if (!VENDOR.matcher(vendor).matches()) {
        throw malformed("Vendor " + vendor + " is not valid");
      }
      if (type == PolicyType.TRUST && !isAssuming(action, negated)) {
        throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
      }
    }
  }

  private static boolean isAssuming(String action, boolean negated) {
    String lower = action.toLowerCase(Locale.ROOT);
    return negated || lower.equals("*") || lower.startsWith("sts:");
  }

  void checkResources(List<String> resources, boolean named) {
    if (type == PolicyType.TRUST) {
      if (!resources.isEmpty() || named) {
        throw malformed("Has prohibited field Resource");
      }
      return;
    }
    if (resources.isEmpty()) {
      throw isResource()
          ? missing("Resource")
          : malformed("Policy statement must contain resources.");
    }
    if (!isResource()) {
      resources.forEach(resource -> ResourceFormat.check(resource, this));
    }
  }

  void checkConditionKey(String key) {
    if (key.indexOf(':') < 0) {
      throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
  }
}
