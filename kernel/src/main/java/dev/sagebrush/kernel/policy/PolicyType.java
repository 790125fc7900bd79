package dev.sagebrush.kernel.policy;

/**
 * What a policy is attached to, which decides what it must contain and what it can do.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types">Policy
 * types</a>; the wording: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Troubleshoot
 * access denied error messages</a>.
 */
public enum PolicyType {
  /** Of an organization, over the resources of an account. */
  RESOURCE_CONTROL("a", "resource control policy"),
  /** Of an organization, over the principals of an account. */
  SERVICE_CONTROL("a", "service control policy"),
  /** Attached to a resource: a bucket, a key, a secret. */
  RESOURCE("a", "resource-based policy"),
  /** Attached to a role: who may assume it. */
  TRUST("a", "resource-based policy"),
  /** Attached to a user, a group or a role. */
  IDENTITY("an", "identity-based policy"),
  /** The most a user or role can be given. */
  BOUNDARY("a", "permissions boundary"),
  /** Passed when a session was made: the most that session can do. */
  SESSION("a", "session policy");

  private final String article;
  private final String label;

  PolicyType(String article, String label) {
    this.article = article;
    this.label = label;
  }

  /** As messages of denial name it, for example {@code identity-based policy}. */
  public String label() {
    return label;
  }

  /** The same with its indefinite article. */
  String one() {
    return article + ' ' + label;
  }

  /** Whether its statements say whom they are about. */
  boolean namesPrincipals() {
    return this == RESOURCE || this == TRUST || this == RESOURCE_CONTROL;
  }
}
