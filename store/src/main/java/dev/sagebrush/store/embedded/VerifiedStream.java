package dev.sagebrush.store.embedded;

import dev.sagebrush.store.CorruptBlobException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads a stretch of a content piece by piece, and hands out no byte of a piece that it has whole
 * before its checksum fits. A piece the stretch only touches cannot be checked without reading
 * more, and is not.
 */
final class VerifiedStream extends InputStream {

  private final String id;
  private final FileChannel channel;
  private final long contentStart;
  private final Checksums checksums;
  private final byte[] buffer;
  private final long end;
  private long next;
  private int position;
  private int available;

  /**
   * A stream from {@code offset} to {@code end} of the content that begins at {@code contentStart}
   * of a file.
   */
  VerifiedStream(
      String id,
      FileChannel channel,
      long contentStart,
      Checksums checksums,
      long offset,
      long end) {
    this.id = id;
    this.channel = channel;
    this.contentStart = contentStart;
    this.checksums = checksums;
    this.buffer = new byte[(int) Math.min(Checksums.PIECE, end - offset)];
    this.next = offset;
    this.end = end;
  }

  private boolean fill() throws IOException {
    if (next == end) {
      return false;
    }
    Checksums.Piece piece = checksums.at(next);
    long stop = Math.min(piece.end(), end);
    int length = (int) (stop - next);
    Disk.read(channel, ByteBuffer.wrap(buffer, 0, length), contentStart + next);
    boolean whole = next == piece.start() && stop == piece.end();
    if (whole && Disk.crc(buffer, 0, length) != piece.crc()) {
      throw new CorruptBlobException("blob " + id + " is damaged in the 64 KiB from " + next);
    }
    next = stop;
    position = 0;
    available = length;
    return true;
  }

  @Override
  public int read() throws IOException {
    if (position == available && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    java.util.Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position == available && !fill()) {
      return -1;
    }
    int count = Math.min(length, available - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return available - position;
  }
}
