package dev.sagebrush.kernel.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a statement: first its form, then what it says. */
final class StatementReader {

  private static final Set<String> FIELDS =
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

  private static final Set<String> KINDS = Set.of("AWS", "Service", "Federated", "CanonicalUser");

  /** A key, before its default; the three escaped characters are none. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^},*?$][^},]*)");

  private static final int MOST_ZEROS = 50;

  private final PolicyRules rules;
  private final Map<?, ?> statement;
  private final @Nullable String sid;
  private final Effect effect;

  /** Checks the form, as AWS does of all statements before it looks at what one says. */
  StatementReader(PolicyRules rules, @Nullable Object value) {
    this.rules = rules;
    if (!(value instanceof Map<?, ?> map)) {
      throw rules.syntax();
    }
    this.statement = map;
    for (Object field : map.keySet()) {
      if (!FIELDS.contains(field)) {
        throw rules.unknownField(field);
      }
    }
    this.sid = rules.optionalText(map.get("Sid"));
    this.effect = effect();
    for (String element : List.of("Action", "Resource", "Principal")) {
      if (map.containsKey(element) && map.containsKey("Not" + element)) {
        throw rules.syntax();
      }
    }
    for (String element : List.of("Action", "NotAction", "Resource", "NotResource")) {
      rules.listed(map.get(element), element).forEach(this::text);
    }
    conditions(true);
  }

  private Effect effect() {
    Object effect = statement.get("Effect");
    if (effect == null) {
      throw rules.missing("Effect");
    }
    if (effect.equals("Allow")) {
      return Effect.ALLOW;
    }
    if (effect.equals("Deny")) {
      return Effect.DENY;
    }
    throw rules.syntax();
  }

  private String text(@Nullable Object value) {
    String text = rules.optionalText(value);
    if (text == null) {
      throw rules.syntax();
    }
    return text;
  }

  /** The id; null without one. */
  @Nullable String sid() {
    return sid;
  }

  /** The statement, if it says what its policy may say. */
  Statement read(int index, boolean variables, TextRange range) {
    List<String> actions = texts("Action");
    rules.checkActions(actions, statement.containsKey("NotAction"));
    PrincipalElement principal = principal();
    rules.checkEffect(effect, principal != null && !principal.isEverybody());
    ResourceElement resource = ResourceElement.ANY;
    List<String> resources = texts("Resource");
    rules.checkResources(resources, statement.containsKey("Resource"));
    if (!resources.isEmpty()) {
      resource = new ResourceElement(statement.containsKey("NotResource"), resources, variables);
    }
    return new Statement(
        index,
        sid,
        effect,
        principal,
        new ActionElement(statement.containsKey("NotAction"), actions),
        resource,
        conditions(variables),
        contextKeys(variables),
        range);
  }

  /** The texts of an element or of its negation. */
  private List<String> texts(String element) {
    Object value = statement.get(element);
    if (value == null) {
      value = statement.get("Not" + element);
    }
    return rules.listed(value, element).stream().map(this::text).toList();
  }

  private @Nullable PrincipalElement principal() {
    boolean negated = statement.containsKey("NotPrincipal");
    Object value = statement.get(negated ? "NotPrincipal" : "Principal");
    if (!rules.wantsPrincipal(negated || statement.containsKey("Principal"))) {
      return null;
    }
    if (value instanceof String text) {
      if (!text.equals("*")) {
        throw rules.invalidPrincipal("STAR", text);
      }
      return new PrincipalElement(negated, Map.of("AWS", List.of("*")));
    }
    if (!(value instanceof Map<?, ?> kinds) || kinds.isEmpty()) {
      throw rules.noPrincipal();
    }
    Map<String, List<String>> named = new HashMap<>();
    for (Map.Entry<?, ?> entry : kinds.entrySet()) {
      String kind = String.valueOf(entry.getKey());
      List<String> names =
          rules.listed(entry.getValue(), "Principal").stream().map(this::text).toList();
      if (!KINDS.contains(kind)) {
        throw rules.invalidPrincipal(kind, String.join(",", names));
      }
      if (names.isEmpty()) {
        throw rules.noPrincipal();
      }
      names.forEach(name -> rules.checkPrincipal(kind, name));
      named.put(kind, names);
    }
    return new PrincipalElement(negated, named);
  }

  private List<Condition> conditions(boolean variables) {
    Object value = statement.get("Condition");
    if (value == null && !statement.containsKey("Condition")) {
      return List.of();
    }
    if (!(value instanceof Map<?, ?> operators)) {
      throw rules.syntax();
    }
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<?, ?> operator : operators.entrySet()) {
      if (!(operator.getValue() instanceof Map<?, ?> keys)) {
        throw rules.syntax();
      }
      for (Map.Entry<?, ?> key : keys.entrySet()) {
        conditions.add(
            condition(
                String.valueOf(operator.getKey()),
                String.valueOf(key.getKey()),
                key.getValue(),
                variables));
      }
    }
    return conditions;
  }

  /** The keys of conditions, and those of variables where there are some. */
  private Set<String> contextKeys(boolean variables) {
    Set<String> keys = new HashSet<>();
    if (variables) {
      texts("Resource").forEach(text -> addVariables(text, keys));
    }
    if (statement.get("Condition") instanceof Map<?, ?> operators) {
      for (Object operator : operators.values()) {
        for (Map.Entry<?, ?> key : ((Map<?, ?>) operator).entrySet()) {
          keys.add(String.valueOf(key.getKey()));
          if (variables) {
            rules.listed(key.getValue(), "Condition").forEach(v -> addVariables(scalar(v), keys));
          }
        }
      }
    }
    return keys;
  }

  private static void addVariables(String text, Set<String> keys) {
    VARIABLE.matcher(text).results().forEach(found -> keys.add(found.group(1).strip()));
  }

  private Condition condition(
      String operator, String key, @Nullable Object value, boolean variables) {
    List<String> values = rules.listed(value, "Condition").stream().map(this::scalar).toList();
    Condition condition = Condition.of(operator, key, values, variables);
    if (condition == null) {
      throw rules.unknownOperator(operator);
    }
    rules.checkConditionKey(key);
    return condition;
  }

  private String scalar(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean truth -> truth.toString();
      case BigDecimal number -> digits(number);
      case null, default -> throw rules.syntax();
    };
  }

  /** Without an exponent, unless that is so large that the zeros would fill the memory. */
  private static String digits(BigDecimal number) {
    return Math.abs(number.scale()) <= MOST_ZEROS ? number.toPlainString() : number.toString();
  }
}
