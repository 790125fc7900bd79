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
 * @param role the ARN of the role whose rights they have; of the user or root whose rights bound
 *     them for a federated user; null for a user's or root's own session
 * @param sourceIdentity who stands behind the session, or null
 * @param policy the session policy that limits it, as it was given, or null
 * @param policyArns of the managed policies that limit it
 * @param tags of the session
 * @param vouched how the caller proved who it is
 */
public record SessionContext(
    @Nullable Instant issued,
    @Nullable String role,
    @Nullable String sourceIdentity,
    @Nullable String policy,
    List<String> policyArns,
    Map<String, String> tags,
    Vouched vouched) {

  /**
   * How the caller of a session proved who it is.
   *
   * @param mfa when it showed a code of its MFA device, or null when it showed none
   * @param transitiveTags the keys of those tags that the sessions inherit which this one makes
   * @param facts condition keys that an identity provider set, such as {@code
   *     aws:FederatedProvider} and {@code accounts.example.com:sub}; empty for others
   */
  public record Vouched(
      @Nullable Instant mfa, List<String> transitiveTags, Map<String, List<String>> facts) {

    /** By a key alone. */
    public static final Vouched PLAIN = new Vouched(null, List.of(), Map.of());

    /** Copies what it is given. */
    public Vouched {
      transitiveTags = List.copyOf(transitiveTags);
      facts = Map.copyOf(facts);
    }
  }

  /** Copies what it is given. */
  public SessionContext {
    policyArns = List.copyOf(policyArns);
    tags = Map.copyOf(tags);
  }

  /** The session of a role that a service assumes for its work. */
  public static SessionContext ofRole(String role, Instant issued) {
    return new SessionContext(issued, role, null, null, List.of(), Map.of(), Vouched.PLAIN);
  }
}
