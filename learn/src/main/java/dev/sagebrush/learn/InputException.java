package dev.sagebrush.learn;

/** What the user handed in cannot be used; the message tells the user what to change. */
public abstract sealed class InputException extends RuntimeException
    permits InvalidParameterException, InvalidDataException {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
