package dev.sagebrush.services.kms;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Encryption contexts as they are authenticated. */
final class EncryptionContexts {

  private EncryptionContexts() {}

  /**
   * The canonical bytes of a context: its pairs in the order of their keys (by UTF-16 unit), each
   * key and each value as its length in four bytes and its UTF-8. None and an empty one are the
   * same.
   */
  static byte[] canonical(@Nullable Map<String, String> context) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (context != null) {
      new TreeMap<>(context)
          .forEach((key, value) -> {
            append(bytes, key);
            append(bytes, value);
          });
    }
    return bytes.toByteArray();
  }

  private static void append(ByteArrayOutputStream bytes, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(0, utf8.length).array());
    bytes.writeBytes(utf8);
  }
}
