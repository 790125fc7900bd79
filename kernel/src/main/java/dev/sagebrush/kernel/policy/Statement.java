package dev.sagebrush.kernel.policy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One statement of a policy, made ready for being asked often. */
public final class Statement {

  private final int index;
  private final @Nullable String sid;
  private final Effect effect;
  private final @Nullable PrincipalElement principal;
  private final ActionElement action;
  private final ResourceElement resource;
  private final Condition[] conditions;
  private final Set<String> contextKeys;
  private final TextRange range;

  Statement(
      int index,
      @Nullable String sid,
      Effect effect,
      @Nullable PrincipalElement principal,
      ActionElement action,
      ResourceElement resource,
      List<Condition> conditions,
      Set<String> contextKeys,
      TextRange range) {
    this.index = index;
    this.sid = sid;
    this.effect = effect;
    this.principal = principal;
    this.action = action;
    this.resource = resource;
    this.conditions = conditions.toArray(Condition[]::new);
    this.contextKeys = Collections.unmodifiableSet(new TreeSet<>(contextKeys));
    this.range = range;
  }

  /** Its place in the policy, from 0. */
  public int index() {
    return index;
  }

  /** Its id; null without one. */
  public @Nullable String sid() {
    return sid;
  }

  /** What it does. */
  public Effect effect() {
    return effect;
  }

  /** The keys that its conditions and variables ask for, as it writes them, in order. */
  public Set<String> contextKeys() {
    return contextKeys;
  }

  /** Where it stands in the document. */
  public TextRange range() {
    return range;
  }

  /** Whether it is about an action, given in lower case. */
  boolean isAbout(String lowerAction) {
    return action.matches(lowerAction);
  }

  /** How closely it names somebody: {@link Grant#DIRECT} when its policy names nobody. */
  Grant grant(Requester requester) {
    return principal == null ? Grant.DIRECT : principal.grant(requester);
  }

  /** Whether it denies somebody, as far as its principals say. */
  boolean denies(Requester requester, boolean bounded) {
    return principal == null || principal.denies(requester, bounded);
  }

  /** Whether resource and conditions hold. */
  boolean holds(ArnText asked, RequestContext context) {
    if (!resource.matches(asked, context)) {
      return false;
    }
    for (Condition condition : conditions) {
      if (!condition.holds(context)) {
        return false;
      }
    }
    return true;
  }
}
