package dev.sagebrush.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What temporary credentials carry beside the principal they stand for.
 *
 * @param issued when they were made, to the second; null when that is not known (made before it was
 *     kept)
 * @param role the ARN of the role whose rights they have; null for a user's or root's own session
 *     and for a federated user
 * @param sourceIdentity who stands behind the session, or null
 * @param policy the session policy that limits it, as it was given, or null
 * @param policyArns of the managed policies that limit it
 * @param tags of the session
 */
public record SessionContext(
    @Nullable Instant issued,
    @Nullable String role,
    @Nullable String sourceIdentity,
    @Nullable String policy,
    List<String> policyArns,
    Map<String, String> tags) {

  /** Copies what it is given. */
  public SessionContext {
    policyArns = List.copyOf(policyArns);
    tags = Map.copyOf(tags);
  }

  /** The session of a role that a service assumes for its work. */
  public static SessionContext ofRole(String role, Instant issued) {
    return new SessionContext(issued, role, null, null, List.of(), Map.of());
  }
}
