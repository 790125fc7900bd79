package dev.sagebrush.store.embedded;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keys as the UTF-8 bytes they order by. */
final class KeyBytes {

  private KeyBytes() {}

  /**
   * The bytes of a key.
   *
   * @throws IllegalArgumentException for half a surrogate pair, which UTF-8 cannot hold and which
   *     would otherwise silently become another key
   */
  static byte[] of(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    // The lenient encoder above is several times faster; it turns what it cannot encode into '?'.
    for (int i = 0; i < key.length(); i++) {
      if (Character.isSurrogate(key.charAt(i))) {
        return strict(key);
      }
    }
    return bytes;
  }

  private static byte[] strict(String key) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a key must be well-formed Unicode", e);
    }
  }

  /** The key of some bytes; SQLite hands the empty ones out as null. */
  static String read(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
