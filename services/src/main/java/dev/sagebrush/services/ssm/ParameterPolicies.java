package dev.sagebrush.services.ssm;

import dev.sagebrush.kernel.Json;
import dev.sagebrush.kernel.JsonException;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.ssm.IncompatiblePolicyException;
import dev.sagebrush.model.ssm.InvalidPolicyAttributeException;
import dev.sagebrush.model.ssm.InvalidPolicyTypeException;
import dev.sagebrush.model.ssm.ParameterInlinePolicy;
import dev.sagebrush.model.ssm.PoliciesLimitExceededException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies of advanced parameters: a date on which one expires, and notices before or without a
 * change. Notices are kept and shown; there is no event bus that would carry them.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html">Assigning
 * parameter policies</a>.
 *
 * @param expires the date, or null
 */
record ParameterPolicies(List<Map<?, ?>> all, @Nullable Instant expires) {

  private static final int MOST = 10;
  private static final Set<String> TYPES =
      Set.of("Expiration", "ExpirationNotification", "NoChangeNotification");

  static ParameterPolicies of(@Nullable String document) {
    if (document == null || document.isBlank()) {
      return new ParameterPolicies(List.of(), null);
    }
    List<Map<?, ?>> all = new ArrayList<>();
    Set<String> once = new HashSet<>();
    Instant expires = null;
    for (Object policy : parsed(document)) {
      String type = policy instanceof Map<?, ?> map ? String.valueOf(map.get("Type")) : "";
      if (!(policy instanceof Map<?, ?> map) || !TYPES.contains(type)) {
        throw InvalidPolicyTypeException.because("The policy type is not supported.");
      }
      if (!type.endsWith("Notification") && !once.add(type)) {
        throw IncompatiblePolicyException.because("There is more than one policy of type " + type);
      }
      Map<?, ?> attributes = map.get("Attributes") instanceof Map<?, ?> given ? given : Map.of();
      if (type.equals("Expiration")) {
        expires = moment(attributes.get("Timestamp"));
      } else {
        checkNotice(type, attributes);
      }
      all.add(map);
    }
    if (all.size() > MOST) {
      throw PoliciesLimitExceededException.because("A parameter has at most 10 policies.");
    }
    return new ParameterPolicies(all, expires);
  }

  private static List<?> parsed(String document) {
    try {
      if (Json.parse(document) instanceof List<?> policies) {
        return policies;
      }
    } catch (JsonException e) {
      ServiceException invalid =
          InvalidPolicyAttributeException.because("The policies are not valid JSON.");
      invalid.initCause(e);
      throw invalid;
    }
    throw InvalidPolicyAttributeException.because("The policies are not a JSON array.");
  }

  private static Instant moment(@Nullable Object text) {
    try {
      return OffsetDateTime.parse(String.valueOf(text)).toInstant();
    } catch (DateTimeException e) {
      ServiceException invalid =
          InvalidPolicyAttributeException.because("The Timestamp of an Expiration is not a time.");
      invalid.initCause(e);
      throw invalid;
    }
  }

  private static void checkNotice(String type, Map<?, ?> attributes) {
    Object count = attributes.get(type.startsWith("Expiration") ? "Before" : "After");
    Object unit = attributes.get("Unit");
    if (!String.valueOf(count).matches("\\d{1,4}")
        || !"Days".equals(unit) && !"Hours".equals(unit)) {
      throw InvalidPolicyAttributeException.because(
          "A " + type + " needs a number and the unit Days or Hours.");
    }
  }

  /** As they are shown. */
  @Nullable List<ParameterInlinePolicy> shown() {
    return all.isEmpty()
        ? null
        : all.stream()
            .map(policy ->
                ParameterInlinePolicy.builder()
                    .policyType(String.valueOf(policy.get("Type")))
                    .policyText(text(policy))
                    .policyStatus("Pending")
                    .build())
            .toList();
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      List<String> members = new ArrayList<>();
      map.forEach((name, member) -> members.add("\"" + name + "\":" + text(member)));
      return "{" + String.join(",", members) + "}";
    }
    String plain = String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"");
    return "\"" + plain + "\"";
  }
}
