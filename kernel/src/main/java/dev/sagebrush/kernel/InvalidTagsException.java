package dev.sagebrush.kernel;

/** Tags that AWS would not accept. Each service has its own error and words for it. */
public final class InvalidTagsException extends RuntimeException {

  private final Problem problem;
  private final String key;

  InvalidTagsException(Problem problem, String key, String message) {
    super(message);
    this.problem = problem;
    this.key = key;
  }

  /** What is wrong. */
  public enum Problem {
    TOO_MANY,
    DUPLICATE_KEY,
    KEY_LENGTH,
    VALUE_LENGTH,
    CHARACTERS,
    RESERVED_PREFIX
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }

  /** The key of the tag in question; empty when it is about all of them. */
  public String key() {
    return key;
  }
}
