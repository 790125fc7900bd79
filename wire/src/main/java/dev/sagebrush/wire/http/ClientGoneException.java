package dev.sagebrush.wire.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The client does not take its response: it is gone, or has stopped reading. */
final class ClientGoneException extends IOException {

  private static final long serialVersionUID = 1L;

  ClientGoneException(String message) {
    this(message, null);
  }

  ClientGoneException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
