package dev.sagebrush.wire.codec;

/**
 * Content that cannot be read as what the model describes. A protocol turns it into its own error.
 * Carries no stack trace: strangers cause it at will, and the message says it all.
 */
public final class Malformed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Content that cannot be read, and why, for its sender. */
  public Malformed(String message) {
    super(message, null, false, false);
  }

  /** What is wrong. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
