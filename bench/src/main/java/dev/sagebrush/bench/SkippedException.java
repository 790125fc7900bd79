package dev.sagebrush.bench;

/** A benchmark cannot run here; the message says what is missing. */
public final class SkippedException extends Exception {

  private static final long serialVersionUID = 1;

  /** Skipped for a reason. */
  public SkippedException(String reason) {
    super(reason);
  }

  /** The reason, never absent. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
