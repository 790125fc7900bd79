package dev.sagebrush.kernel.seal;

import org.jspecify.annotations.Nullable;

/** What was to be unsealed is damaged, or was sealed elsewhere or under another master key. */
public final class UnsealException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnsealException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
