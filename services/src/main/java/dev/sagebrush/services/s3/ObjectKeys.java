package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What an object may be called: any text of 1 to 1,024 bytes in UTF-8. */
final class ObjectKeys {

  /** The longest key, in bytes. */
  static final int LIMIT = 1024;

  private ObjectKeys() {}

  /**
   * Refuses a key that S3 refuses.
   *
   * @throws ServiceException {@code KeyTooLongError}, {@code InvalidURI} for text that is no UTF-8
   */
  static void check(String key) {
    if (key.isEmpty()) {
      throw Failures.invalidArgument("Object key must not be empty", "Key", key);
    }
    int size = key.getBytes(StandardCharsets.UTF_8).length;
    if (size > LIMIT) {
      throw ServiceException.of(
          "KeyTooLongError",
          400,
          "Your key is too long",
          Map.of("Size", String.valueOf(size), "MaxSizeAllowed", String.valueOf(LIMIT)));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
      throw ServiceException.of("InvalidURI", 400, "Couldn't parse the specified URI.");
    }
  }
}
