package dev.sagebrush.learn.data;

import dev.sagebrush.learn.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads RecordIO framing: little-endian, per record
 *
 * <pre>
 * 4 bytes  magic ced7230a
 * 4 bytes  upper 3 bits: 0 whole, 1 first, 2 middle, 3 last part; lower 29 bits: length
 * length   payload
 * 0..3     zeros up to a multiple of 4
 * </pre>
 *
 * A payload in parts was cut where it held the magic, which stands again between the joined parts.
 *
 * @see <a href="https://mxnet.apache.org/versions/1.9.1/api/architecture/note_data_loading">MXNet,
 *     data loading</a>
 */
public final class RecordIoReader {
  /** The word that starts every record. */
  public static final int MAGIC = 0xced7230a;

  private static final int LENGTH = (1 << 29) - 1;
  private static final int STEP = 1 << 20;

  private final InputStream in;
  private final String source;
  private final byte[] head = new byte[8];
  private byte[] payload = new byte[4096];
  private int length;
  private long offset;
  private long record;

  /**
   * A reader of {@code in}, which it does not close.
   *
   * @param source what messages call the stream
   */
  public RecordIoReader(InputStream in, String source) {
    this.in = in;
    this.source = source;
  }

  /**
   * Moves to the next record; false if the stream ends at a record's border.
   *
   * @throws InvalidDataException if the framing is broken or ends within a record
   */
  public boolean next() throws IOException {
    length = 0;
    int part = part(true);
    if (part < 0) {
      return false;
    }
    record++;
    if (part >= 2) {
      throw broken("a record's first part is missing");
    }
    while (part == 1 || part == 2) {
      append(MAGIC);
      int following = part(false);
      if (following < 2) {
        throw broken("a record's last part is missing");
      }
      part = following;
    }
    return true;
  }

  /** Reads a part to the end of the payload; its kind, or -1 at the end of the stream. */
  private int part(boolean mayEnd) throws IOException {
    int read = in.readNBytes(head, 0, head.length);
    if (read == 0 && mayEnd) {
      return -1;
    }
    if (read < head.length) {
      throw broken("the stream ends within a record's head");
    }
    if (word(0) != MAGIC) {
      throw broken(
          "the record starts with "
              + HexFormat.of().toHexDigits(word(0))
              + " instead of ced7230a; is this RecordIO?");
    }
    int more = word(4) & LENGTH;
    int kind = word(4) >>> 29;
    if (kind > 3) {
      throw broken("unknown kind of part " + kind);
    }
    offset += head.length;
    body(more);
    int padding = -more & 3;
    if (in.readNBytes(head, 0, padding) < padding) {
      throw broken("the stream ends within a record's padding");
    }
    offset += padding;
    return kind;
  }

  /** The room grows with what arrives, not with what a damaged head announces. */
  private void body(int more) throws IOException {
    for (int left = more; left > 0; ) {
      int step = Math.min(left, STEP);
      room(step);
      int read = in.readNBytes(payload, length, step);
      length += read;
      offset += read;
      if (read < step) {
        throw broken("the stream ends within a record, " + (left - read) + " bytes are missing");
      }
      left -= step;
    }
  }

  private void append(int word) {
    room(4);
    for (int i = 0; i < 4; i++) {
      payload[length++] = (byte) (word >>> 8 * i);
    }
  }

  private void room(int more) {
    if (length + (long) more > LENGTH) {
      throw broken("the record is longer than " + LENGTH + " bytes");
    }
    if (length + more > payload.length) {
      payload = Arrays.copyOf(payload, Math.max(length + more, payload.length * 2));
    }
  }

  private int word(int at) {
    return head[at] & 0xff
        | (head[at + 1] & 0xff) << 8
        | (head[at + 2] & 0xff) << 16
        | (head[at + 3] & 0xff) << 24;
  }

  private InvalidDataException broken(String what) {
    return Malformed.at(source, "record " + Math.max(1, record) + ", byte " + offset, what);
  }

  /** The bytes in which the current record's payload lies from index 0; valid until the next. */
  public byte[] payload() {
    return payload;
  }

  /** Length of the current record's payload. */
  public int length() {
    return length;
  }

  /** The current record's number, from 1. */
  public long record() {
    return record;
  }
}
