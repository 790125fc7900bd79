package dev.sagebrush.store.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One file of a log: the records from one offset on.
 *
 * <h2>Format, version 1 (all numbers big-endian)</h2>
 *
 * <pre>
 * file name   offset of the first record, in 20 decimal digits, then ".log"
 * header:
 *   u32       magic 0x53424c53 "SBLS"
 *   u32       version, 1
 *   u64       offset of the first record
 *   u32       length of the log's name in bytes
 *             the log's name in UTF-8
 *   u32       CRC32C of everything before
 * batches, one per append:
 *   u32       length of the records
 *   u32       CRC32C of the batch from "offset" on
 *   u64       offset of the batch's first record
 *   u32       number of records
 *   records   each: u32 length, then the bytes
 * </pre>
 *
 * <p>The newest file may end in a torn batch, which was never acknowledged and is cut off.
 */
final class LogSegment {

  private static final int MAGIC = 0x53424c53;
  private static final int VERSION = 1;
  private static final int FIXED_HEADER = 20;
  private static final int BATCH_HEADER = 20;
  private static final int CHECKED_FROM = 8;

  /** The distance in bytes between two entries of the index in memory. */
  private static final int INDEX_EVERY = 16 * 1024;

  private final Path file;
  private final long base;
  private final TreeMap<Long, Long> index = new TreeMap<>();
  private long indexedTo;
  private long size;
  private long next;

  private LogSegment(Path file, long base, long start) {
    this.file = file;
    this.base = base;
    this.next = base;
    this.size = start;
    this.indexedTo = start;
    index.put(base, start);
  }

  static String fileName(long base) {
    String digits = Long.toString(base);
    return "0".repeat(20 - digits.length()) + digits + ".log";
  }

  /** Makes the file of a new segment; the caller appends to it and syncs it. */
  static LogSegment create(Path directory, String log, long base) throws IOException {
    byte[] name = log.getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = ByteBuffer.allocate(FIXED_HEADER + name.length + 4);
    header.putInt(MAGIC).putInt(VERSION).putLong(base).putInt(name.length).put(name);
    header.putInt(Disk.crc(header, 0, header.position()));
    Path file = directory.resolve(fileName(base));
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      Disk.write(channel, header.flip(), 0);
    }
    return new LogSegment(file, base, header.limit());
  }

  /**
   * Opens what an earlier process wrote, up to the first batch that is not whole.
   *
   * @return null when not even the header is whole, as after a crash while it was made
   */
  static @Nullable LogSegment open(Path file, String log) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] name = log.getBytes(StandardCharsets.UTF_8);
      ByteBuffer header = ByteBuffer.allocate(FIXED_HEADER + name.length + 4);
      Disk.read(channel, header, 0);
      int end = FIXED_HEADER + name.length;
      if (header.getInt(0) != MAGIC || header.getInt(end) != Disk.crc(header, 0, end)) {
        return null;
      }
      if (header.getInt(4) != VERSION) {
        throw new IOException(file + " has format " + header.getInt(4));
      }
      byte[] found = new byte[header.getInt(16)];
      header.get(FIXED_HEADER, found);
      if (!log.equals(new String(found, StandardCharsets.UTF_8))) {
        throw new IOException(file + " belongs to another log than " + log);
      }
      LogSegment segment = new LogSegment(file, header.getLong(8), header.limit());
      segment.scan(channel);
      return segment;
    } catch (EOFException e) {
      return null;
    }
  }

  private void scan(FileChannel channel) throws IOException {
    Batch batch = read(channel, size);
    while (batch != null && batch.offset == next) {
      advance(batch.count, batch.size());
      batch = read(channel, size);
    }
  }

  private record Batch(long offset, int count, ByteBuffer records) {
    int size() {
      return BATCH_HEADER + records.limit();
    }
  }

  /** The batch at a position; null when there is no whole one. */
  private static @Nullable Batch read(FileChannel channel, long position) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(BATCH_HEADER);
    try {
      Disk.read(channel, header, position);
      int length = header.getInt(0);
      if (length < 0 || length > channel.size() - position - BATCH_HEADER) {
        return null;
      }
      ByteBuffer batch = ByteBuffer.allocate(BATCH_HEADER + length).put(header.flip());
      Disk.read(channel, batch, position + BATCH_HEADER);
      if (batch.getInt(4) != Disk.crc(batch, CHECKED_FROM, batch.limit())) {
        return null;
      }
      return new Batch(batch.getLong(8), batch.getInt(16), batch.slice(BATCH_HEADER, length));
    } catch (EOFException e) {
      return null;
    }
  }

  private void advance(int count, int bytes) {
    if (size - indexedTo >= INDEX_EVERY) {
      index.put(next, size);
      indexedTo = size;
    }
    next += count;
    size += bytes;
  }

  long base() {
    return base;
  }

  long next() {
    return next;
  }

  long size() {
    return size;
  }

  Path file() {
    return file;
  }

  /**
   * Writes one batch; the caller syncs. Records of one segment are appended one after the other.
   */
  void append(FileChannel channel, List<byte[]> records) throws IOException {
    int length = 0;
    for (byte[] each : records) {
      length = Math.addExact(length, Integer.BYTES + each.length);
    }
    ByteBuffer batch = ByteBuffer.allocate(Math.addExact(BATCH_HEADER, length));
    batch.putInt(length).putInt(0).putLong(next).putInt(records.size());
    for (byte[] each : records) {
      batch.putInt(each.length).put(each);
    }
    batch.putInt(4, Disk.crc(batch, CHECKED_FROM, batch.limit()));
    Disk.write(channel, batch.flip(), size);
    advance(records.size(), batch.limit());
  }

  /** Cuts off what {@link #open} found torn, so that the next batch follows the last whole one. */
  void cutTail() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.size() > size) {
        channel.truncate(size);
        channel.force(true);
      }
    }
  }

  /** Where to begin reading for an offset. */
  long position(long offset) {
    Map.Entry<Long, Long> entry = index.floorEntry(offset);
    return entry == null ? size : entry.getValue();
  }

  /** Adds the records from {@code offset} up to, without, {@code end}, at most {@code limit}. */
  static void read(Path file, long position, long offset, long end, int limit, List<byte[]> out)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long at = position;
      long number = offset;
      while (number < end && out.size() < limit) {
        Batch batch = read(channel, at);
        if (batch == null) {
          throw new IOException(file + " is damaged at " + at);
        }
        at += batch.size();
        for (int i = 0; i < batch.count && out.size() < limit; i++) {
          byte[] bytes = new byte[batch.records.getInt()];
          batch.records.get(bytes);
          if (batch.offset + i == number && number < end) {
            out.add(bytes);
            number++;
          }
        }
      }
    }
  }
}
