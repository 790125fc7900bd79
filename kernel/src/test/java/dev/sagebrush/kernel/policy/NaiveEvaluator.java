package dev.sagebrush.kernel.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The published evaluation logic written down a second time, as plainly as possible and sharing
 * nothing with the engine: it walks the parsed JSON of every policy for every request.
 */
final class NaiveEvaluator {

  /** The documents that apply, as {@link Policies} has them. */
  record Documents(
      List<Map<?, ?>> identity,
      List<Map<?, ?>> boundary,
      List<Map<?, ?>> session,
      List<Map<?, ?>> resource,
      List<List<Map<?, ?>>> serviceControl,
      List<List<Map<?, ?>>> resourceControl) {}

  private final AccessRequest request;
  private final boolean bounded;
  private boolean denied;

  private NaiveEvaluator(AccessRequest request, boolean bounded) {
    this.request = request;
    this.bounded = bounded;
  }

  static Outcome decide(AccessRequest request, Documents documents) {
    return new NaiveEvaluator(request, !documents.boundary.isEmpty()).decide(documents);
  }

  private Outcome decide(Documents documents) {
    Requester who = request.requester();
    boolean person =
        switch (who.kind()) {
          case ROOT, USER, ROLE_SESSION, FEDERATED_USER -> true;
          default -> false;
        };
    boolean linked = who.issuer() != null && who.issuer().contains("role/aws-service-role/");
    boolean organization = true;
    for (List<Map<?, ?>> level : documents.resourceControl) {
      organization &= linked || strength(level) > 0;
    }
    for (List<Map<?, ?>> level : documents.serviceControl) {
      organization &= linked || !person || strength(level) > 0;
    }
    int resource = strength(documents.resource);
    boolean root = who.kind() == Requester.Kind.ROOT;
    boolean identity = root;
    boolean boundary = true;
    boolean session = true;
    if (person) {
      identity |= strength(documents.identity) > 0;
      boundary = documents.boundary.isEmpty() | strength(documents.boundary) > 0 | root;
      boolean federated = who.kind() == Requester.Kind.FEDERATED_USER;
      session = documents.session.isEmpty() & !federated | strength(documents.session) > 0 | root;
    }
    boolean same = who.account().equals(request.resourceAccount());
    boolean may;
    if (!person) {
      may = resource > 0;
    } else if (!same) {
      may = resource > 0 && identity && boundary && session;
    } else if (resource == 3) {
      may = true;
    } else {
      boolean enough = resource > 0 || !request.resourceMustAllow();
      may = enough && (identity || resource == 2) && boundary && session;
    }
    if (denied) {
      return Outcome.EXPLICIT_DENY;
    }
    return organization && may ? Outcome.ALLOWED : Outcome.IMPLICIT_DENY;
  }

  /** 0 for nothing, 1 the account, 2 the issuer, 3 the requester itself; notes denials. */
  private int strength(List<Map<?, ?>> documents) {
    int strongest = 0;
    for (Map<?, ?> policy : documents) {
      boolean variables = "2012-10-17".equals(policy.get("Version"));
      for (Object each : list(policy.get("Statement"))) {
        strongest = Math.max(strongest, strength((Map<?, ?>) each, variables));
      }
    }
    return strongest;
  }

  private int strength(Map<?, ?> statement, boolean variables) {
    boolean deny = "Deny".equals(statement.get("Effect"));
    int who = 3;
    if (statement.containsKey("Principal")) {
      who = named(statement.get("Principal"));
    } else if (statement.containsKey("NotPrincipal")) {
      Object spared = statement.get("NotPrincipal");
      if (deny) {
        who = bounded || !allNamed(spared) ? 3 : 0;
      } else {
        who = named(spared) > 0 ? 0 : 3;
      }
    }
    boolean applies = who > 0 && acts(statement) && about(statement, variables);
    if (!applies || !conditions(statement.get("Condition"), variables)) {
      return 0;
    }
    denied |= deny;
    return deny ? 0 : who;
  }

  private boolean acts(Map<?, ?> statement) {
    boolean not = statement.containsKey("NotAction");
    boolean any = false;
    for (Object action : list(statement.get(not ? "NotAction" : "Action"))) {
      String pattern = marked(action.toString().toLowerCase(Locale.ROOT), false);
      any |= NaiveComparisons.like(pattern, request.action().toLowerCase(Locale.ROOT));
    }
    return any != not;
  }

  private boolean about(Map<?, ?> statement, boolean variables) {
    boolean not = statement.containsKey("NotResource");
    boolean any = !not && !statement.containsKey("Resource");
    for (Object resource : list(statement.get(not ? "NotResource" : "Resource"))) {
      String pattern = marked(resource.toString(), variables);
      if (pattern != null) {
        any |= NaiveComparisons.resource(pattern, request.resource());
      }
    }
    return any != not;
  }

  /** Wildcards as marks and variables as their values; null when a variable has none. */
  private String marked(String text, boolean variables) {
    if (text.indexOf('*') < 0 && text.indexOf('?') < 0 && text.indexOf('$') < 0) {
      return text;
    }
    String marked = text;
    if (variables) {
      marked = marked.replace("${*}", "\uE003").replace("${?}", "\uE004").replace("${$}", "\uE005");
    }
    StringBuilder all = new StringBuilder();
    int at = 0;
    while (at < marked.length()) {
      int end = variables && marked.startsWith("${", at) ? marked.indexOf('}', at) : -1;
      if (end < 0) {
        char c = marked.charAt(at++);
        all.append(c == '*' ? '\uE000' : c == '?' ? '\uE001' : c);
        continue;
      }
      String[] name = marked.substring(at + 2, end).split(",", 2);
      List<String> values = request.context().values(name[0].trim().toLowerCase(Locale.ROOT));
      if (values.size() == 1) {
        all.append(values.get(0).replace(':', '\uE006'));
      } else if (name.length == 2) {
        all.append(name[1].trim().replace("'", ""));
      } else {
        return null;
      }
      at = end + 1;
    }
    return all.toString().replace('\uE003', '*').replace('\uE004', '?').replace('\uE005', '$');
  }

  private boolean conditions(Object condition, boolean variables) {
    if (condition == null) {
      return true;
    }
    for (Map.Entry<?, ?> operator : ((Map<?, ?>) condition).entrySet()) {
      for (Map.Entry<?, ?> key : ((Map<?, ?>) operator.getValue()).entrySet()) {
        List<String> expected = new ArrayList<>();
        for (Object value : list(key.getValue())) {
          expected.add(value.toString());
        }
        if (!condition(
            operator.getKey().toString(), key.getKey().toString(), expected, variables)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean condition(String operator, String key, List<String> expected, boolean variables) {
    List<String> values = request.context().values(key.toLowerCase(Locale.ROOT));
    String name = operator.substring(operator.indexOf(':') + 1);
    boolean optional = name.endsWith("IfExists");
    name = optional ? name.substring(0, name.length() - 8) : name;
    if (name.equals("Null")) {
      return expected.contains(values.isEmpty() ? "true" : "false");
    }
    boolean all = operator.startsWith("ForAllValues:");
    boolean any = operator.startsWith("ForAnyValue:");
    boolean negated = name.contains("Not");
    String positive = name.replace("Not", "");
    if (values.isEmpty()) {
      return optional || all || negated && !any;
    }
    if (all && String.join("", values).isEmpty()) {
      return true;
    }
    int hits = 0;
    for (String value : values) {
      boolean hit = false;
      for (String one : expected) {
        String pattern = marked(one, variables);
        hit |= NaiveComparisons.holds(positive, pattern, one, value);
      }
      hits += hit != negated ? 1 : 0;
    }
    return all || negated && !any ? hits == values.size() : hits > 0;
  }

  private int named(Object principal) {
    if (principal.equals("*")) {
      return 3;
    }
    int strongest = 0;
    for (Map.Entry<?, ?> kind : ((Map<?, ?>) principal).entrySet()) {
      for (Object name : list(kind.getValue())) {
        if (kind.getKey().equals("AWS") && name.equals("*")) {
          return 3;
        }
        int at = 3;
        for (List<String> names : names(kind.getKey().toString())) {
          strongest = names.contains(name) ? Math.max(strongest, at) : strongest;
          at--;
        }
      }
    }
    return strongest;
  }

  private boolean allNamed(Object principal) {
    if (principal.equals("*")) {
      return true;
    }
    boolean every = false;
    List<List<String>> levels = new ArrayList<>();
    for (String kind : List.of("AWS", "Service", "Federated")) {
      levels.addAll(names(kind));
    }
    List<Object> listed = new ArrayList<>();
    for (Object value : ((Map<?, ?>) principal).values()) {
      listed.addAll(list(value));
    }
    if (listed.contains("*") && ((Map<?, ?>) principal).containsKey("AWS")) {
      return true;
    }
    for (List<String> level : levels) {
      if (!level.isEmpty()) {
        every = true;
        if (level.stream().noneMatch(listed::contains)) {
          return false;
        }
      }
    }
    return every;
  }

  /** The names of the requester of a kind, the closest first. */
  private List<List<String>> names(String kind) {
    Requester who = request.requester();
    String account = who.account();
    List<String> whole = List.of(account, "arn:aws:iam::" + account + ":root");
    return switch (who.kind()) {
      case ROOT -> kind.equals("AWS") ? List.of(whole) : List.of();
      case USER ->
          kind.equals("AWS")
              ? List.of(List.of(who.arn(), who.userId()), List.of(), whole)
              : List.of();
      case ROLE_SESSION ->
          kind.equals("AWS")
              ? List.of(
                  List.of(who.arn()), List.of(who.issuer(), who.userId().split(":")[0]), whole)
              : List.of();
      case FEDERATED_USER ->
          kind.equals("AWS")
              ? List.of(List.of(who.arn()), List.of(who.issuer()), whole)
              : List.of();
      case SERVICE -> kind.equals("Service") ? List.of(List.of(who.arn())) : List.of();
      case IDENTITY_PROVIDER -> kind.equals("Federated") ? List.of(List.of(who.arn())) : List.of();
      case ANONYMOUS -> List.of();
    };
  }

  private static List<?> list(Object value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> list ? list : List.of(value);
  }
}
