package dev.sagebrush.store.embedded;

import dev.sagebrush.store.BlobWindow;
import dev.sagebrush.store.CorruptBlobException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A content in a file of its own.
 *
 * <h2>Format, version 1 (all numbers big-endian)</h2>
 *
 * <pre>
 * content     the bytes as they were given
 * extents     per extent: u64 length, then u32 CRC32C of each 64 KiB of it, the last one shorter
 * trailer     32 bytes:
 *   u32       magic 0x53424246 "SBBF"
 *   u32       version, 1
 *   u64       length of the content
 *   u32       number of extents
 *   u32       length of "extents" in bytes
 *   u32       CRC32C of "extents"
 *   u32       CRC32C of the 28 bytes before
 * </pre>
 */
final class BlobFile implements StoredContent {

  private static final int MAGIC = 0x53424246;
  private static final int VERSION = 1;
  private static final int TRAILER = 32;

  private final String id;
  private final FileChannel channel;
  private final MappedWindows windows;
  private final long length;
  private final int extents;
  private final int extentBytes;
  private final int extentCrc;
  private @Nullable Checksums checksums;

  private BlobFile(String id, FileChannel channel, MappedWindows windows, ByteBuffer trailer) {
    this.id = id;
    this.windows = windows;
    this.channel = channel;
    this.length = trailer.getLong(8);
    this.extents = trailer.getInt(16);
    this.extentBytes = trailer.getInt(20);
    this.extentCrc = trailer.getInt(24);
  }

  /** Opens a finished file. */
  static BlobFile open(Path file, MappedWindows windows) throws IOException {
    String id = file.getFileName().toString();
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      long size = channel.size();
      if (size < TRAILER) {
        throw new CorruptBlobException("blob " + id + " is cut off");
      }
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
      Disk.read(channel, trailer, size - TRAILER);
      check(id, size, trailer);
      return new BlobFile(id, channel, windows, trailer);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void check(String id, long size, ByteBuffer trailer) throws IOException {
    if (trailer.getInt(0) != MAGIC || trailer.getInt(28) != Disk.crc(trailer, 0, 28)) {
      throw new CorruptBlobException("blob " + id + " has a damaged trailer");
    }
    if (trailer.getInt(4) != VERSION) {
      throw new CorruptBlobException("blob " + id + " has format " + trailer.getInt(4));
    }
    if (trailer.getLong(8) + trailer.getInt(20) + TRAILER != size) {
      throw new CorruptBlobException("blob " + id + " has a wrong size");
    }
  }

  /** Ends a file whose content has been written. */
  static void finish(FileChannel channel, Checksums checksums) throws IOException {
    int size = checksums.encodedSize();
    ByteBuffer footer = ByteBuffer.allocate(size + TRAILER);
    checksums.write(footer);
    footer.putInt(MAGIC).putInt(VERSION).putLong(checksums.length());
    footer.putInt(checksums.extents()).putInt(size).putInt(Disk.crc(footer, 0, size));
    footer.putInt(Disk.crc(footer, size, size + 28));
    Disk.write(channel, footer.flip(), checksums.length());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public FileChannel channel() {
    return channel;
  }

  @Override
  public long start() {
    return 0;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public BlobWindow window(long offset) throws IOException {
    return windows.open(this, offset);
  }

  @Override
  public synchronized Checksums checksums() throws IOException {
    Checksums known = checksums;
    if (known == null) {
      ByteBuffer bytes = ByteBuffer.allocate(extentBytes);
      Disk.read(channel, bytes, length);
      if (Disk.crc(bytes, 0, extentBytes) != extentCrc) {
        throw new CorruptBlobException("blob " + id + " has damaged checksums");
      }
      known = Checksums.read(bytes.flip(), extents);
      checksums = known;
    }
    return known;
  }
}
