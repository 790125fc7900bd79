package dev.sagebrush.kernel.policy;

/**
 * One action on one resource, for which somebody needs permission.
 *
 * @param requester who asks
 * @param action for example {@code s3:GetObject}; its case does not matter
 * @param resource the ARN, or {@code *} for an action that is on no resource
 * @param resourceAccount the twelve-digit account that the resource belongs to
 * @param resourceMustAllow whether permission also within an account begins with the resource's own
 *     policy: a key's, a role's trust policy
 * @param context the facts for conditions and variables
 */
public record AccessRequest(
    Requester requester,
    String action,
    String resource,
    String resourceAccount,
    boolean resourceMustAllow,
    RequestContext context) {

  /** A request within the requester's own account for a resource that need not allow it. */
  public static AccessRequest of(
      Requester requester, String action, String resource, RequestContext context) {
    return new AccessRequest(requester, action, resource, requester.account(), false, context);
  }

  /** This for a resource of an account. */
  public AccessRequest of(String account) {
    return new AccessRequest(requester, action, resource, account, resourceMustAllow, context);
  }

  /** This for a resource whose own policy must allow it in any case. */
  public AccessRequest resourceFirst() {
    return new AccessRequest(requester, action, resource, resourceAccount, true, context);
  }

  /** Whether requester and resource belong to one account. */
  public boolean withinAccount() {
    return requester.account().equals(resourceAccount);
  }
}
