package dev.sagebrush.kernel.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The actions that a statement names, or with {@code NotAction} excepts. */
final class ActionElement {

  private final boolean negated;
  private final Set<String> names = new HashSet<>();
  private final List<Glob> patterns = new ArrayList<>();

  ActionElement(boolean negated, List<String> actions) {
    this.negated = negated;
    for (String action : actions) {
      Glob glob = Glob.of(action.toLowerCase(Locale.ROOT));
      if (glob.isLiteral()) {
        names.add(glob.literal());
      } else {
        patterns.add(glob);
      }
    }
  }

  /** Whether the statement is about an action, given in lower case. */
  boolean matches(String action) {
    return negated != named(action);
  }

  private boolean named(String action) {
    if (names.contains(action)) {
      return true;
    }
    for (Glob pattern : patterns) {
      if (pattern.matches(action)) {
        return true;
      }
    }
    return false;
  }
}
