package dev.sagebrush.kernel.policy;

/** What policies say about a request. */
public enum Outcome {
  /** Something allows it and nothing denies it. */
  ALLOWED,
  /** Nothing allows it. */
  IMPLICIT_DENY,
  /** Something denies it, so that nothing can allow it. */
  EXPLICIT_DENY
}
