package dev.sagebrush.kernel;

/** A setting that cannot be used; the message says which, where it came from and what to do. */
public final class SettingsException extends RuntimeException {

  SettingsException(String message) {
    super(message);
  }

  SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
