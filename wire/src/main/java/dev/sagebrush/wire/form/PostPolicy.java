package dev.sagebrush.wire.form;

import dev.sagebrush.kernel.Json;
import dev.sagebrush.kernel.JsonException;
import dev.sagebrush.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a form may upload, as whoever signed it says. */
public final class PostPolicy {

  /** Fields that no condition need mention. */
  private static final Set<String> FREE =
      Set.of("x-amz-signature", "file", "policy", "awsaccesskeyid", "signature");

  private static final String RANGE = "content-length-range";

  private final Instant expiration;
  private final List<Condition> conditions;
  private final long least;
  private final long most;

  /**
   * One condition on a field.
   *
   * @param text as the policy has it, for the refusal
   */
  private record Condition(String field, String value, boolean prefix, String text) {

    boolean holds(@Nullable String given) {
      return prefix ? (given == null ? "" : given).startsWith(value) : value.equals(given);
    }
  }

  private PostPolicy(Instant expiration, List<Condition> conditions, long least, long most) {
    this.expiration = expiration;
    this.conditions = conditions;
    this.least = least;
    this.most = most;
  }

  /**
   * Reads a policy.
   *
   * @param encoded the field as it came: JSON in base 64
   * @throws ServiceException {@code InvalidPolicyDocument}
   */
  public static PostPolicy read(String encoded) {
    if (!(json(encoded) instanceof Map<?, ?> document)) {
      throw invalid("Invalid JSON.");
    }
    Object expiration = document.get("expiration");
    if (expiration == null) {
      throw invalid("Policy missing expiration.");
    }
    if (!(document.get("conditions") instanceof List<?> given)) {
      throw invalid("Policy missing conditions.");
    }
    List<Condition> conditions = new ArrayList<>();
    long least = 0;
    long most = Long.MAX_VALUE;
    for (Object each : given) {
      if (each instanceof List<?> list && !list.isEmpty() && word(list.getFirst()).equals(RANGE)) {
        if (list.size() != 3) {
          throw invalid("Invalid " + RANGE + ": it has a least and a greatest length.");
        }
        least = Math.max(least, length(list.get(1)));
        most = Math.min(most, length(list.get(2)));
      } else {
        add(conditions, each);
      }
    }
    return new PostPolicy(time(expiration), conditions, least, most);
  }

  private static @Nullable Object json(String encoded) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(encoded.getBytes(StandardCharsets.UTF_8));
      return Json.parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonException | IllegalArgumentException e) {
      throw caused(invalid("Invalid JSON."), e);
    }
  }

  private static Instant time(Object expiration) {
    try {
      return OffsetDateTime.parse(expiration.toString()).toInstant();
    } catch (DateTimeException e) {
      throw caused(invalid("Invalid 'expiration' value: '" + expiration + "'"), e);
    }
  }

  private static ServiceException caused(ServiceException refusal, Exception cause) {
    refusal.initCause(cause);
    return refusal;
  }

  private static long length(@Nullable Object value) {
    String text = String.valueOf(value);
    boolean number = text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || text.isEmpty()) {
      throw invalid("Invalid " + RANGE + ": " + text);
    }
    return Long.parseLong(text);
  }

  private static void add(List<Condition> conditions, @Nullable Object condition) {
    if (condition instanceof Map<?, ?> fields && !fields.isEmpty()) {
      fields.forEach((name, value) ->
          conditions.add(condition("eq", word(name), String.valueOf(value), false)));
      return;
    }
    if (condition instanceof List<?> list && list.size() == 3) {
      String operator = word(list.getFirst());
      String name = word(list.get(1));
      boolean known = operator.equals("eq") || operator.equals("starts-with");
      if (known && name.startsWith("$")) {
        boolean prefix = operator.equals("starts-with");
        conditions.add(condition(operator, name.substring(1), String.valueOf(list.get(2)), prefix));
        return;
      }
    }
    throw invalid("Invalid Condition: " + condition);
  }

  private static Condition condition(String operator, String field, String value, boolean prefix) {
    String text = "[\"" + operator + "\", \"$" + field + "\", \"" + value + "\"]";
    return new Condition(field, value, prefix, text);
  }

  private static String word(@Nullable Object value) {
    return String.valueOf(value).toLowerCase(Locale.ROOT);
  }

  private static ServiceException invalid(String why) {
    return ServiceException.of("InvalidPolicyDocument", 400, "Invalid Policy: " + why);
  }

  /**
   * Refuses fields that the policy does not allow.
   *
   * @param fields by name in lower case, the bucket among them
   * @throws ServiceException {@code AccessDenied}
   */
  public void check(Map<String, String> fields, Instant now) {
    if (!now.isBefore(expiration)) {
      throw denied("Policy expired.");
    }
    Set<String> mentioned = new HashSet<>(FREE);
    for (Condition condition : conditions) {
      mentioned.add(condition.field());
      if (!condition.holds(fields.get(condition.field()))) {
        throw denied("Policy Condition failed: " + condition.text());
      }
    }
    for (String field : fields.keySet()) {
      if (!mentioned.contains(field) && !field.startsWith("x-ignore-")) {
        throw denied("Extra input fields: " + field);
      }
    }
  }

  private static ServiceException denied(String why) {
    return ServiceException.of("AccessDenied", 403, "Invalid according to Policy: " + why);
  }

  /** The least and the greatest length of the file, in bytes. */
  public long[] lengths() {
    return new long[] {least, most};
  }
}
