package dev.sagebrush.kernel.policy;

import java.util.List;

/**
 * The resources that a statement names, or with {@code NotResource} excepts.
 *
 * <p>A policy's statements have one, but for those of trust policies: they are about the role.
 */
final class ResourceElement {

  /** Of a statement that is about whatever has the policy. */
  static final ResourceElement ANY = new ResourceElement(false, List.of("*"), false);

  private final boolean negated;
  private final boolean anything;
  private final ArnPattern[] patterns;

  ResourceElement(boolean negated, List<String> resources, boolean variables) {
    this.negated = negated;
    this.anything = resources.contains("*");
    this.patterns =
        resources.stream()
            .map(resource -> ArnPattern.resource(resource, variables))
            .toArray(ArnPattern[]::new);
  }

  boolean matches(ArnText resource, RequestContext context) {
    return negated != named(resource, context);
  }

  private boolean named(ArnText resource, RequestContext context) {
    if (anything) {
      return true;
    }
    for (ArnPattern pattern : patterns) {
      if (pattern.matches(resource, context)) {
        return true;
      }
    }
    return false;
  }
}
