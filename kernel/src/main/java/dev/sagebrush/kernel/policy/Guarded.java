package dev.sagebrush.kernel.policy;

import java.util.List;
import java.util.Map;

/**
 * What a service says of a resource that somebody asks for.
 *
 * @param arn its true name: of a key where it was asked for by alias, of a user with its path
 * @param account the twelve-digit account it belongs to
 * @param policies attached to it
 * @param resourceFirst whether permission must begin with its own policy also within the account
 * @param granted what it grants the requester otherwise: an access control list, a key's grant
 * @param tags for {@code aws:ResourceTag}
 * @param keys condition keys that only the service can give values to, for example {@code
 *     s3:ExistingObjectTag/team}
 */
public record Guarded(
    String arn,
    String account,
    List<NamedPolicy> policies,
    boolean resourceFirst,
    Grant granted,
    Map<String, String> tags,
    RequestContext keys) {

  /** Copies what it is given. */
  public Guarded {
    policies = List.copyOf(policies);
    tags = Map.copyOf(tags);
  }

  /** A resource without rules of its own. */
  public static Guarded plain(String arn, String account, Map<String, String> tags) {
    return new Guarded(arn, account, List.of(), false, Grant.NONE, tags, RequestContext.EMPTY);
  }
}
