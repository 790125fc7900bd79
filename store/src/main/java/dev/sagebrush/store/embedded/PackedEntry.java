package dev.sagebrush.store.embedded;

import dev.sagebrush.store.CorruptBlobException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The header of one content in a segment, see {@link PackedSegment} for the file.
 *
 * @param live false once the content has been deleted
 * @param address where the header was first written, which is part of the content's id
 * @param length of the content, which follows the header
 * @param crc the CRC32C of the content
 */
record PackedEntry(boolean live, long address, int length, int crc) {

  static final int HEADER = 24;
  private static final int LIVE = 0x4c495645;
  private static final int DEAD = 0x44454144;

  /** A new entry as it is written: header and content. */
  static ByteBuffer encode(long address, byte[] content, int length) {
    ByteBuffer entry = ByteBuffer.allocate(HEADER + length);
    entry.putInt(LIVE).putLong(address).putInt(length).putInt(Disk.crc(content, 0, length));
    entry.putInt(Disk.crc(entry, 4, 20));
    return entry.put(content, 0, length).flip();
  }

  /** The header at a position; null when none is there, as at the torn end of a crashed segment. */
  static @Nullable PackedEntry read(FileChannel channel, long position) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    try {
      Disk.read(channel, header, position);
    } catch (EOFException e) {
      return null;
    }
    if (header.getInt(20) != Disk.crc(header, 4, 20)) {
      return null;
    }
    int state = header.getInt(0);
    if (state != LIVE && state != DEAD) {
      throw new CorruptBlobException("the entry at " + position + " is neither live nor deleted");
    }
    return new PackedEntry(state == LIVE, header.getLong(4), header.getInt(12), header.getInt(16));
  }

  static void markDeleted(FileChannel channel, long position) throws IOException {
    Disk.write(channel, ByteBuffer.allocate(4).putInt(0, DEAD), position);
  }

  /** How many bytes of the file it takes. */
  int size() {
    return HEADER + length;
  }
}
