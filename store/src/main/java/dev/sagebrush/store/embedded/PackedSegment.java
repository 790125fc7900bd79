package dev.sagebrush.store.embedded;

import dev.sagebrush.store.CorruptBlobException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds many small contents. It is written once, from front to back; a deletion marks
 * an entry; compaction writes the next generation of the file with what is left.
 *
 * <h2>Format, version 1 (all numbers big-endian)</h2>
 *
 * <pre>
 * file name   (epoch).(number).(generation), epoch and number in base 36, generation in decimal
 * header      16 bytes:
 *   u32       magic 0x53425053 "SBPS"
 *   u32       version, 1
 *   u32       generation: 0 as first written, then one more by each compaction
 *   u32       CRC32C of the 12 bytes before
 * entries     each:
 *   u32       "LIVE" or "DEAD", the only bytes ever written in place
 *   u64       address: the position of this entry in generation 0
 *   u32       length of the content
 *   u32       CRC32C of the content
 *   u32       CRC32C of the 16 bytes from "address" on
 *   content
 * </pre>
 *
 * <p>After a crash the file may end in a torn entry, which nobody was ever given the id of, and in
 * zeros: room that was made for entries to come.
 */
final class PackedSegment {

  static final int HEADER = 16;
  private static final int MAGIC = 0x53425053;
  private static final int VERSION = 1;

  private final Path directory;
  private final String name;
  private volatile int generation;
  private volatile @Nullable TreeMap<Long, Long> positions;
  private long deleted;
  private boolean counted;

  /** An open file of the segment and where in it an entry lies. */
  record Found(FileChannel channel, long position, PackedEntry entry) {}

  /** A segment whose newest file is of {@code generation}. */
  PackedSegment(Path directory, String name, int generation) {
    this.directory = directory;
    this.name = name;
    this.generation = generation;
  }

  String name() {
    return name;
  }

  int generation() {
    return generation;
  }

  private Path path(int ofGeneration) {
    return directory.resolve(name + '.' + ofGeneration);
  }

  /** Makes the file of a new segment; the caller syncs it and its directory. */
  FileChannel create() throws IOException {
    counted = true;
    return create(path(0), 0);
  }

  private static FileChannel create(Path path, int generation) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putInt(MAGIC).putInt(VERSION).putInt(generation).putInt(Disk.crc(header, 0, 12));
    Disk.write(channel, header.flip(), 0);
    return channel;
  }

  /**
   * Finds a live entry by its address; the caller closes the channel.
   *
   * @throws NoSuchFileException when it is not there, or deleted
   */
  Found find(String id, long address) throws IOException {
    Found found = find(address, StandardOpenOption.READ);
    if (found == null) {
      throw new NoSuchFileException(id);
    }
    return found;
  }

  private @Nullable Found find(long address, StandardOpenOption... options) throws IOException {
    while (true) {
      int present = generation;
      try {
        return find(FileChannel.open(path(present), options), address, present);
      } catch (NoSuchFileException e) {
        if (present == generation) {
          return null;
        }
        // A compaction has replaced the file in between.
      }
    }
  }

  private @Nullable Found find(FileChannel channel, long address, int present) throws IOException {
    Found found = null;
    try {
      Long position = present == 0 ? (Long) address : positions(channel).get(address);
      PackedEntry entry = position == null ? null : PackedEntry.read(channel, position);
      if (position != null && entry != null && entry.live() && entry.address() == address) {
        found = new Found(channel, position, entry);
      }
      return found;
    } finally {
      if (found == null) {
        channel.close();
      }
    }
  }

  /** Where each address has gone in a compacted file. */
  private TreeMap<Long, Long> positions(FileChannel channel) throws IOException {
    TreeMap<Long, Long> known = positions;
    if (known == null) {
      TreeMap<Long, Long> found = new TreeMap<>();
      walk(channel, (position, entry) -> found.put(entry.address(), position));
      positions = found;
      known = found;
    }
    return known;
  }

  private interface Visitor {
    void visit(long position, PackedEntry entry) throws IOException;
  }

  private void walk(FileChannel channel, Visitor visitor) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    Disk.read(channel, header, 0);
    if (header.getInt(0) != MAGIC || header.getInt(12) != Disk.crc(header, 0, 12)) {
      throw new CorruptBlobException("segment " + name + " has a damaged header");
    }
    if (header.getInt(4) != VERSION) {
      throw new CorruptBlobException("segment " + name + " has format " + header.getInt(4));
    }
    long position = HEADER;
    while (true) {
      PackedEntry entry = PackedEntry.read(channel, position);
      if (entry == null) {
        return;
      }
      visitor.visit(position, entry);
      position += entry.size();
    }
  }

  /** The addresses of everything that is not deleted. */
  synchronized List<Long> live() throws IOException {
    List<Long> addresses = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(path(generation), StandardOpenOption.READ)) {
      walk(
          channel,
          (position, entry) -> {
            if (entry.live()) {
              addresses.add(entry.address());
            }
          });
    }
    return addresses;
  }

  /** Marks an entry as deleted; nothing happens when it is absent. */
  synchronized void delete(long address) throws IOException {
    Found found = find(address, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (found != null) {
      try (FileChannel channel = found.channel) {
        PackedEntry.markDeleted(channel, found.position);
        deleted += found.entry.size();
      }
    }
  }

  /** Whether more than half of the file is known, or has to be found out, to be deleted. */
  synchronized boolean worthCompacting() throws IOException {
    if (!counted) {
      long[] dead = new long[1];
      try (FileChannel channel = FileChannel.open(path(generation), StandardOpenOption.READ)) {
        walk(channel, (position, entry) -> dead[0] += entry.live() ? 0 : entry.size());
      }
      deleted = dead[0];
      counted = true;
    }
    return deleted > 0 && deleted * 2 >= Files.size(path(generation)) - HEADER;
  }

  /**
   * Writes what is left into the next generation and removes this one. After a crash at any moment
   * the newest complete generation holds everything.
   *
   * @param unfinished where the new file grows until it is whole
   * @return false when nothing was left, and with it no file
   */
  synchronized boolean compact(Path unfinished) throws IOException {
    int next = generation + 1;
    Path growing = unfinished.resolve(name + '.' + next);
    TreeMap<Long, Long> moved = new TreeMap<>();
    try (FileChannel source = FileChannel.open(path(generation), StandardOpenOption.READ);
        FileChannel target = create(growing, next)) {
      long[] end = {HEADER};
      walk(
          source,
          (position, entry) -> {
            if (entry.live()) {
              copy(source, position, target, end[0], entry.size());
              moved.put(entry.address(), end[0]);
              end[0] += entry.size();
            }
          });
      target.force(true);
    }
    Path old = path(generation);
    if (moved.isEmpty()) {
      Files.delete(growing);
      Files.delete(old);
      return false;
    }
    Files.move(growing, path(next), StandardCopyOption.ATOMIC_MOVE);
    Disk.syncDirectory(directory);
    positions = moved;
    generation = next;
    deleted = 0;
    Files.delete(old);
    return true;
  }

  private static void copy(FileChannel source, long from, FileChannel target, long to, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    Disk.read(source, bytes, from);
    Disk.write(target, bytes.flip(), to);
  }
}
