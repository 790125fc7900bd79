package dev.sagebrush.kernel.policy;

/**
 * How closely a resource's own rules name the one who asks, from not at all to exactly; the closer,
 * the fewer other policies must agree.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html">How
 * AWS evaluates requests within one account</a>, the table of resource-based policies.
 */
public enum Grant {
  /** Not at all. */
  NONE,
  /** By the account: it decides for itself which of its identities may. */
  ACCOUNT,
  /**
   * By the role or user that issued the session. Takes the place of an identity-based policy, while
   * a boundary and session policies still limit it.
   */
  ISSUER,
  /** By itself, or with everybody. Nothing but explicit denials and the organization limit it. */
  DIRECT
}
