package dev.sagebrush.wire.eventstream;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message of a stream.
 *
 * <p>On the wire, all numbers big-endian:
 *
 * <pre>
 * u32 total length   u32 length of headers   u32 CRC-32 of these eight bytes
 * headers: u8 length of name, name, u8 type, value
 * payload            u32 CRC-32 of everything before
 * </pre>
 *
 * Types: 0 true, 1 false, 2 byte, 3 short, 4 int, 5 long, 6 bytes and 7 string (u16 length first),
 * 8 timestamp (milliseconds), 9 UUID.
 *
 * @param headers by name: {@code Boolean}, {@code Byte}, {@code Short}, {@code Integer}, {@code
 *     Long}, {@code byte[]}, {@code String}, {@code Instant} or {@link UUID}
 * @param payload the content
 */
public record Message(Map<String, Object> headers, byte[] payload) {

  /** What comes around the headers and the payload. */
  static final int OVERHEAD = 16;

  /** A longer payload is refused: 16 MiB. */
  static final int MAX_PAYLOAD = 16 << 20;

  /** Longer headers are refused: 128 KiB. */
  static final int MAX_HEADERS = 128 << 10;

  /** A header that is a string, or null. */
  public @Nullable String text(String name) {
    return headers.get(name) instanceof String text ? text : null;
  }
}
