package dev.sagebrush.wire.eventstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;

/** Writes messages. */
public final class MessageWriter {

  private MessageWriter() {}

  /**
   * A message as bytes.
   *
   * @throws IllegalArgumentException when headers or payload are longer than the format allows
   */
  public static byte[] write(Message message) {
    byte[] headers = headers(message.headers());
    byte[] payload = message.payload();
    if (payload.length > Message.MAX_PAYLOAD) {
      throw new IllegalArgumentException("an event of " + payload.length + " bytes");
    }
    int total = Message.OVERHEAD + headers.length + payload.length;
    byte[] bytes = new byte[total];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    out.putInt(total).putInt(headers.length).putInt(crc(bytes, 8));
    out.put(headers).put(payload).putInt(crc(bytes, total - 4));
    return bytes;
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /**
   * Headers as a message has them.
   *
   * @throws IllegalArgumentException when they are longer than the format allows
   */
  public static byte[] headers(Map<String, Object> headers) {
    ByteBuffer out = ByteBuffer.allocate(length(headers));
    headers.forEach((name, value) -> {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      out.put((byte) bytes.length).put(bytes);
      value(out, value);
    });
    return Arrays.copyOf(out.array(), out.position());
  }

  private static int length(Map<String, Object> headers) {
    long length = 0;
    for (Map.Entry<String, Object> header : headers.entrySet()) {
      int name = header.getKey().getBytes(StandardCharsets.UTF_8).length;
      int value =
          switch (header.getValue()) {
            case String text -> 2 + text.getBytes(StandardCharsets.UTF_8).length;
            case byte[] bytes -> 2 + bytes.length;
            case Boolean _ -> 0;
            case Byte _ -> 1;
            case Short _ -> 2;
            case Integer _ -> 4;
            case Long _, Instant _ -> 8;
            default -> 16;
          };
      if (name == 0 || name > 255 || value > 2 + 0xffff) {
        throw new IllegalArgumentException("an event header " + header.getKey());
      }
      length += name + value + 2;
    }
    if (length > Message.MAX_HEADERS) {
      throw new IllegalArgumentException("event headers of " + length + " bytes");
    }
    return (int) length;
  }

  private static void value(ByteBuffer out, Object value) {
    switch (value) {
      case Boolean flag -> out.put((byte) (flag ? 0 : 1));
      case Byte number -> out.put((byte) 2).put(number);
      case Short number -> out.put((byte) 3).putShort(number);
      case Integer number -> out.put((byte) 4).putInt(number);
      case Long number -> out.put((byte) 5).putLong(number);
      case byte[] bytes -> out.put((byte) 6).putShort((short) bytes.length).put(bytes);
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.put((byte) 7).putShort((short) bytes.length).put(bytes);
      }
      case Instant instant -> out.put((byte) 8).putLong(instant.toEpochMilli());
      case UUID uuid ->
          out.put((byte) 9)
              .putLong(uuid.getMostSignificantBits())
              .putLong(uuid.getLeastSignificantBits());
      default -> throw new IllegalArgumentException("no value of a header: " + value.getClass());
    }
  }
}
