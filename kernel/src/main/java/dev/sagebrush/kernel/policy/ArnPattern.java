package dev.sagebrush.kernel.policy;

import java.util.List;

/**
 * A pattern for ARNs. A wildcard stays within its part, between colons; only the sixth part may
 * itself have colons. Where a resource is meant, a pattern of fewer parts that ends in {@code *}
 * goes on to the end.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">IAM
 * JSON policy elements: Resource</a>; <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN">ARN
 * condition operators</a>.
 */
final class ArnPattern {

  private final List<Template> parts;
  private final boolean mayEndEarly;

  /** What every ARN that is meant begins with: nearly all that are not meant differ here. */
  private final String head;

  /** Whether the head is all. */
  private final boolean literal;

  private ArnPattern(List<Template> parts, boolean mayEndEarly) {
    this.parts = parts;
    this.mayEndEarly = mayEndEarly;
    StringBuilder beginning = new StringBuilder();
    int literals = 0;
    while (literals < parts.size() && parts.get(literals).isLiteral()) {
      beginning.append(literals == 0 ? "" : ":").append(parts.get(literals).head());
      literals++;
    }
    this.literal = literals == ArnText.PARTS;
    if (literals < parts.size()) {
      beginning.append(literals == 0 ? "" : ":").append(parts.get(literals).head());
    }
    this.head = beginning.toString();
  }

  /** As statements have it in {@code Resource}. */
  static ArnPattern resource(String pattern, boolean variables) {
    return new ArnPattern(Template.split(pattern, variables, true, ArnText.PARTS), true);
  }

  /** As conditions have it for {@code ArnLike} and {@code ArnEquals}. */
  static ArnPattern condition(String pattern, boolean variables) {
    return new ArnPattern(Template.split(pattern, variables, true, ArnText.PARTS), false);
  }

  boolean matches(ArnText arn, RequestContext context) {
    if (!arn.text().startsWith(head)) {
      return false;
    }
    if (literal) {
      return arn.text().length() == head.length();
    }
    return matchesParts(arn, context);
  }

  private boolean matchesParts(ArnText arn, RequestContext context) {
    int last = parts.size() - 1;
    boolean early = last < ArnText.PARTS - 1;
    if (arn.parts() < parts.size() || early && !mayEndEarly) {
      return false;
    }
    for (int i = 0; i < last; i++) {
      Glob glob = parts.get(i).resolve(context);
      if (glob == null || !glob.matches(arn.text(), arn.from(i), arn.to(i))) {
        return false;
      }
    }
    Glob glob = parts.get(last).resolve(context);
    return glob != null
        && (!early || glob.isOpen())
        && glob.matches(arn.text(), arn.from(last), arn.text().length());
  }
}
