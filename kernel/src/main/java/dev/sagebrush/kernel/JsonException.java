package dev.sagebrush.kernel;

/** Text that is not JSON. */
public final class JsonException extends RuntimeException {

  private final int position;

  JsonException(String message, int position) {
    super(message + " at character " + position);
    this.position = position;
  }

  /** Where the text stops being JSON, in UTF-16 units from 0. */
  public int position() {
    return position;
  }
}
