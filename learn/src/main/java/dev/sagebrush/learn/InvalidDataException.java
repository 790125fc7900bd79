package dev.sagebrush.learn;

import java.util.Locale;

/** Training or prediction data that cannot be used: unreadable, ragged, or with a bad label. */
public final class InvalidDataException extends InputException {
  private static final long serialVersionUID = 1L;

  /** The message names the place (file, row, column), the text found and what is expected. */
  public InvalidDataException(String message) {
    super(message);
  }

  public InvalidDataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message as a format of {@link java.util.Formatter}, in no locale. */
  public static InvalidDataException of(String format, Object... arguments) {
    return new InvalidDataException(String.format(Locale.ROOT, format, arguments));
  }
}
