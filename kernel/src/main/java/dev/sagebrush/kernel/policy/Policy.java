package dev.sagebrush.kernel.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy, made ready for being asked often and by many threads. Which statements are about an
 * action is found once per action.
 */
public final class Policy {

  /** More actions than this are asked for only by somebody who invents them. */
  private static final int REMEMBERED_ACTIONS = 2_000;

  private final String version;
  private final @Nullable String id;
  private final List<Statement> statements;
  private final Map<String, List<Statement>> byAction = new ConcurrentHashMap<>();

  Policy(String version, @Nullable String id, List<Statement> statements) {
    this.version = version;
    this.id = id;
    this.statements = List.copyOf(statements);
  }

  /** {@code 2012-10-17} or {@code 2008-10-17}. */
  public String version() {
    return version;
  }

  /** Its id; null without one. */
  public @Nullable String id() {
    return id;
  }

  /** Its statements in the order of the document. */
  public List<Statement> statements() {
    return statements;
  }

  /** The statements about an action, for example {@code s3:GetObject}. */
  List<Statement> about(String action) {
    List<Statement> known = byAction.get(action);
    if (known != null) {
      return known;
    }
    String lower = action.toLowerCase(Locale.ROOT);
    List<Statement> found =
        statements.stream().filter(statement -> statement.isAbout(lower)).toList();
    if (byAction.size() < REMEMBERED_ACTIONS) {
      byAction.put(action, found);
    }
    return found;
  }
}
