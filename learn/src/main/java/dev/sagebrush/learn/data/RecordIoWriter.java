package dev.sagebrush.learn.data;

import java.io.IOException;
import java.io.OutputStream;

/** Writes RecordIO framing, each record whole; see {@link RecordIoReader} for the layout. */
public final class RecordIoWriter {
  private static final int LIMIT = 1 << 29;

  private final OutputStream out;
  private final byte[] head = new byte[8];

  /** A writer to {@code out}, which it neither flushes nor closes. */
  public RecordIoWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes one record.
   *
   * @throws IllegalArgumentException if the payload has 2^29 bytes or more
   */
  public void write(byte[] payload) throws IOException {
    if (payload.length >= LIMIT) {
      throw new IllegalArgumentException("a record is shorter than " + LIMIT + " bytes");
    }
    put(0, RecordIoReader.MAGIC);
    put(4, payload.length);
    out.write(head);
    out.write(payload);
    put(0, 0);
    out.write(head, 0, -payload.length & 3);
  }

  private void put(int at, int word) {
    for (int i = 0; i < 4; i++) {
      head[at + i] = (byte) (word >>> 8 * i);
    }
  }
}
