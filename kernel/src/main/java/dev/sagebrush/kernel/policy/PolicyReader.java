package dev.sagebrush.kernel.policy;

import dev.sagebrush.kernel.Json;
import dev.sagebrush.kernel.JsonException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads policies and refuses what is none. How large one may be is not its concern, nor that
 * managed policies must have the current version.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 * of the IAM JSON policy language</a>.
 */
public final class PolicyReader {

  /** The version that has variables. */
  private static final String CURRENT = "2012-10-17";

  /** What a policy without a version has. */
  private static final String FIRST = "2008-10-17";

  private static final Set<String> TOP = Set.of("Version", "Id", "Statement");

  private final PolicyRules rules;

  private PolicyReader(PolicyType type) {
    this.rules = new PolicyRules(type);
  }

  /**
   * Reads a policy.
   *
   * @throws MalformedPolicyException with AWS's message when it is none of its type
   */
  public static Policy read(String document, PolicyType type) {
    return new PolicyReader(type).read(document);
  }

  private Policy read(String document) {
    Map<?, ?> top = object(document);
    for (Object field : top.keySet()) {
      if (!TOP.contains(field)) {
        throw rules.unknownField(field);
      }
    }
    String version = version(top.get("Version"));
    String id = rules.optionalText(top.get("Id"));
    List<?> statements = rules.listed(top.get("Statement"), "Statement");
    if (statements.isEmpty()) {
      throw rules.noStatement();
    }
    List<StatementReader> readers = new ArrayList<>();
    for (Object statement : statements) {
      readers.add(new StatementReader(rules, statement));
    }
    checkSids(readers);
    boolean variables = version.equals(CURRENT);
    List<TextRange> ranges = StatementRanges.of(document);
    List<Statement> read = new ArrayList<>();
    for (StatementReader reader : readers) {
      read.add(reader.read(read.size(), variables, ranges.get(read.size())));
    }
    return new Policy(version, id, read);
  }

  private Map<?, ?> object(String document) {
    try {
      if (Json.parse(document) instanceof Map<?, ?> top) {
        return top;
      }
    } catch (JsonException e) {
      MalformedPolicyException malformed = rules.notJson(document);
      malformed.initCause(e);
      throw malformed;
    }
    throw rules.notObject();
  }

  private String version(@Nullable Object version) {
    if (version == null) {
      return FIRST;
    }
    if (version.equals(CURRENT) || version.equals(FIRST)) {
      return (String) version;
    }
    throw rules.malformed("The policy must contain a valid version string");
  }

  private void checkSids(List<StatementReader> readers) {
    Set<String> sids = new HashSet<>();
    for (StatementReader reader : readers) {
      String sid = reader.sid();
      if (sid == null || sid.isEmpty()) {
        continue;
      }
      rules.checkSid(sid);
      if (!sids.add(sid)) {
        throw rules.malformed("Statement IDs (SID) in a single policy must be unique.");
      }
    }
  }
}
