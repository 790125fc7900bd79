package dev.sagebrush.kernel.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What IAM knows of a principal.
 *
 * @param policies of the user with its groups, or of the role
 * @param boundary the permissions boundary; null without one
 * @param session the policies that limit the session
 * @param tags of the principal, those of the session over those of the role
 * @param exists whether the user or role is there
 */
public record Identity(
    List<NamedPolicy> policies,
    @Nullable NamedPolicy boundary,
    List<NamedPolicy> session,
    Map<String, String> tags,
    boolean exists) {

  /** A principal that needs no policies, or has none: root, anonymous, a service. */
  public static final Identity NONE = new Identity(List.of(), null, List.of(), Map.of(), true);

  /** Copies what it is given. */
  public Identity {
    policies = List.copyOf(policies);
    session = List.copyOf(session);
    tags = Map.copyOf(tags);
  }
}
