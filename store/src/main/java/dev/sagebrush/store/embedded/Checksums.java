package dev.sagebrush.store.embedded;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The CRC32C checksums of a content, one per piece. The content is a row of extents and each extent
 * is cut into pieces of {@link #PIECE} bytes, the last one shorter; so contents can be joined
 * without reading them, by joining their extents.
 */
final class Checksums {

  static final int PIECE = 64 * 1024;

  private final List<Extent> extents = new ArrayList<>();
  private long length;

  /** A stretch of content whose pieces are counted from its start. */
  private record Extent(long start, long length, int[] crcs) {}

  /** A checked stretch: from {@code start} up to, without, {@code end}. */
  record Piece(long start, long end, int crc) {}

  /** How many bytes are covered. */
  long length() {
    return length;
  }

  int extents() {
    return extents.size();
  }

  /** Adds an extent; {@code crcs} has one checksum per piece of it. */
  void add(long bytes, int[] crcs) {
    if (crcs.length != (bytes + PIECE - 1) / PIECE) {
      throw new IllegalArgumentException(crcs.length + " checksums for " + bytes + " bytes");
    }
    if (bytes > 0) {
      extents.add(new Extent(length, bytes, crcs));
      length += bytes;
    }
  }

  /** Adds every extent of another content. */
  void add(Checksums other) {
    for (Extent extent : other.extents) {
      add(extent.length, extent.crcs);
    }
  }

  /** The piece that covers an offset below {@link #length}. */
  Piece at(long offset) {
    int low = 0;
    int high = extents.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (extents.get(middle).start <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    Extent extent = extents.get(low);
    int index = (int) ((offset - extent.start) / PIECE);
    long start = extent.start + (long) index * PIECE;
    return new Piece(
        start, Math.min(start + PIECE, extent.start + extent.length), extent.crcs[index]);
  }

  /** The size of {@link #write} in bytes. */
  int encodedSize() {
    int size = 0;
    for (Extent extent : extents) {
      size += Long.BYTES + Integer.BYTES * extent.crcs.length;
    }
    return size;
  }

  /** Per extent: its length as u64, then one u32 per piece. */
  void write(ByteBuffer out) {
    for (Extent extent : extents) {
      out.putLong(extent.length);
      for (int crc : extent.crcs) {
        out.putInt(crc);
      }
    }
  }

  /** Reads what {@link #write} wrote; the bytes have been verified before. */
  static Checksums read(ByteBuffer in, int extents) {
    Checksums checksums = new Checksums();
    for (int i = 0; i < extents; i++) {
      long length = in.getLong();
      int[] crcs = new int[(int) ((length + PIECE - 1) / PIECE)];
      for (int j = 0; j < crcs.length; j++) {
        crcs[j] = in.getInt();
      }
      checksums.add(length, crcs);
    }
    return checksums;
  }

  /** Collects the checksums of one extent while its bytes go by in pieces. */
  static final class Builder {
    private final CRC32C crc = new CRC32C();
    private int[] crcs = new int[16];
    private int count;
    private long length;

    /** Takes a whole piece, or, as the last one, a shorter one. */
    void piece(ByteBuffer bytes) {
      length += bytes.remaining();
      crc.reset();
      crc.update(bytes);
      if (count == crcs.length) {
        crcs = java.util.Arrays.copyOf(crcs, count * 2);
      }
      crcs[count++] = (int) crc.getValue();
    }

    void addTo(Checksums checksums) {
      checksums.add(length, java.util.Arrays.copyOf(crcs, count));
    }
  }
}
