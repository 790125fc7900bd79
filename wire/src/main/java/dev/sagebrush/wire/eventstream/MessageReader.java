package dev.sagebrush.wire.eventstream;

import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.codec.Percent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads messages, each as soon as it is there, and checks their checksums. */
public final class MessageReader {

  private static final int PRELUDE = 12;

  private final InputStream stream;

  /** A reader of a stream. */
  public MessageReader(InputStream stream) {
    this.stream = stream;
  }

  /**
   * The next message; null at the end.
   *
   * @throws Malformed when it is cut short, too long or damaged
   */
  public @Nullable Message next() throws IOException {
    byte[] prelude = stream.readNBytes(PRELUDE);
    if (prelude.length == 0) {
      return null;
    }
    if (prelude.length < PRELUDE) {
      throw new Malformed("The event stream ends within a message");
    }
    ByteBuffer head = ByteBuffer.wrap(prelude);
    long total = Integer.toUnsignedLong(head.getInt());
    long headers = Integer.toUnsignedLong(head.getInt());
    CRC32 crc = new CRC32();
    crc.update(prelude, 0, 8);
    if ((int) crc.getValue() != head.getInt()) {
      throw new Malformed("The checksum of an event's prelude does not match");
    }
    if (headers > Message.MAX_HEADERS
        || total < Message.OVERHEAD + headers
        || total - headers - Message.OVERHEAD > Message.MAX_PAYLOAD) {
      throw new Malformed("The lengths of an event are out of bounds");
    }
    crc.update(prelude, 8, 4);
    return rest(crc, (int) headers, (int) total - PRELUDE);
  }

  private Message rest(CRC32 crc, int headers, int length) throws IOException {
    byte[] rest = stream.readNBytes(length);
    if (rest.length < length) {
      throw new Malformed("The event stream ends within a message");
    }
    crc.update(rest, 0, length - 4);
    if ((int) crc.getValue() != ByteBuffer.wrap(rest, length - 4, 4).getInt()) {
      throw new Malformed("The checksum of an event does not match");
    }
    byte[] payload = new byte[length - 4 - headers];
    System.arraycopy(rest, headers, payload, 0, payload.length);
    try {
      return new Message(headers(ByteBuffer.wrap(rest, 0, headers)), payload);
    } catch (BufferUnderflowException cut) {
      throw new Malformed("A header of an event is cut short");
    }
  }

  private static Map<String, Object> headers(ByteBuffer in) {
    Map<String, Object> headers = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      int length = Byte.toUnsignedInt(in.get());
      if (length == 0) {
        throw new Malformed("A header of an event has no name");
      }
      String name = Percent.utf8(bytes(in, length));
      if (headers.put(name, value(in)) != null) {
        throw new Malformed("An event has a header twice");
      }
    }
    return headers;
  }

  private static Object value(ByteBuffer in) {
    byte type = in.get();
    return switch (type) {
      case 0 -> true;
      case 1 -> false;
      case 2 -> in.get();
      case 3 -> in.getShort();
      case 4 -> in.getInt();
      case 5 -> in.getLong();
      case 6 -> bytes(in, Short.toUnsignedInt(in.getShort()));
      case 7 -> Percent.utf8(bytes(in, Short.toUnsignedInt(in.getShort())));
      case 8 -> Instant.ofEpochMilli(in.getLong());
      case 9 -> new UUID(in.getLong(), in.getLong());
      default -> throw new Malformed("A header of an event is of unknown type " + type);
    };
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
