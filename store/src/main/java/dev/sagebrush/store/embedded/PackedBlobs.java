package dev.sagebrush.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small contents, packed into segments, so that one sync serves all that were stored together.
 *
 * <p>An id says segment and address; no index is kept in memory or read at start. Deletions are not
 * synced by themselves: after a crash of the machine one may be undone, which costs space only.
 */
final class PackedBlobs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PackedBlobs.class);

  /**
   * Room is made ahead in steps of so many bytes: a sync of a file that has not grown leaves the
   * file system's journal alone, which on ext4 costs a third of one that does not.
   */
  private static final int ROOM = 1 << 20;

  private final Path directory;
  private final Path unfinished;
  private final String epoch;
  private final long segmentSize;
  private final Map<String, PackedSegment> segments = new ConcurrentHashMap<>();
  private final GroupCommit commits = new GroupCommit("blob-segments", new ActiveSegment());
  private final ExecutorService maintenance =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("blob-compaction").factory());
  private @Nullable FileChannel active;
  private volatile @Nullable String activeName;
  private long activeEnd;
  private long activeRoom;
  private int nextSegment;
  private boolean namesChanged;

  PackedBlobs(Path directory, Path unfinished, long epoch, long segmentSize) throws IOException {
    this.directory = directory;
    this.unfinished = unfinished;
    this.epoch = Long.toString(epoch, Character.MAX_RADIX);
    this.segmentSize = segmentSize;
    findSegments();
  }

  /** Keeps the newest generation of each segment and removes what a crash left of older ones. */
  private void findSegments() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String fileName = file.getFileName().toString();
        int dot = fileName.lastIndexOf('.');
        String name = fileName.substring(0, dot);
        int generation = Integer.parseInt(fileName.substring(dot + 1));
        PackedSegment other = segments.get(name);
        if (other != null) {
          Files.delete(directory.resolve(name + '.' + Math.min(generation, other.generation())));
        }
        if (other == null || other.generation() < generation) {
          segments.put(name, new PackedSegment(directory, name, generation));
        }
      }
    }
  }

  /** Stores a content; durable on return. */
  String put(byte[] content, int length) throws IOException {
    try {
      return commits.run(() -> append(content, length));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private String append(byte[] content, int length) throws IOException {
    FileChannel channel = active;
    if (channel != null && activeEnd >= segmentSize) {
      seal(channel);
      channel = null;
    }
    if (channel == null) {
      channel = start();
    }
    ByteBuffer entry = PackedEntry.encode(activeEnd, content, length);
    long address = activeEnd;
    int size = entry.remaining();
    if (address + size > activeRoom) {
      makeRoom(channel, address + size);
    }
    Disk.write(channel, entry, address);
    activeEnd += size;
    return "s" + activeName + '.' + Long.toString(address, Character.MAX_RADIX);
  }

  private void makeRoom(FileChannel channel, long needed) throws IOException {
    long room = Math.max(needed, Math.min(segmentSize, activeRoom + ROOM));
    ByteBuffer zeros = ByteBuffer.allocate((int) (room - activeRoom));
    Disk.write(channel, zeros, activeRoom);
    activeRoom = room;
  }

  private FileChannel start() throws IOException {
    String name = epoch + '.' + Integer.toString(nextSegment++, Character.MAX_RADIX);
    PackedSegment segment = new PackedSegment(directory, name, 0);
    FileChannel channel = segment.create();
    segments.put(name, segment);
    active = channel;
    activeName = name;
    activeEnd = PackedSegment.HEADER;
    activeRoom = PackedSegment.HEADER;
    namesChanged = true;
    return channel;
  }

  private void seal(FileChannel channel) throws IOException {
    channel.truncate(activeEnd);
    channel.force(false);
    channel.close();
    String sealed = activeName;
    active = null;
    activeName = null;
    if (sealed != null) {
      consider(segments.get(sealed));
    }
  }

  private final class ActiveSegment implements GroupCommit.Group {

    @Override
    public void commit() throws IOException {
      FileChannel channel = active;
      if (channel != null) {
        channel.force(false);
      }
      if (namesChanged) {
        Disk.syncDirectory(directory);
        namesChanged = false;
      }
    }

    @Override
    public void abandon() {
      // After a failed sync nothing is known about the file's cached pages: write no more to it.
      active = null;
      activeName = null;
    }
  }

  /** Opens a content. */
  StoredContent open(String id) throws IOException {
    PackedSegment segment = segments.get(segmentOf(id));
    if (segment == null) {
      throw new NoSuchFileException(id);
    }
    return new PackedContent(id, segment.find(id, addressOf(id)));
  }

  void delete(String id) throws IOException {
    PackedSegment segment = segments.get(segmentOf(id));
    if (segment != null) {
      segment.delete(addressOf(id));
      if (!segment.name().equals(activeName)) {
        consider(segment);
      }
    }
  }

  /** Up to {@code limit} ids of earlier epochs, from the first after {@code after}, in order. */
  List<String> ids(String after, int limit) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String name : new TreeSet<>(segments.keySet())) {
      String prefix = "s" + name + '.';
      boolean passed = prefix.compareTo(after) < 0 && !after.startsWith(prefix);
      PackedSegment segment = segments.get(name);
      if (passed || name.startsWith(epoch + '.') || segment == null) {
        continue;
      }
      segment.live().stream()
          .map(address -> prefix + Long.toString(address, Character.MAX_RADIX))
          .filter(id -> id.compareTo(after) > 0)
          .sorted()
          .limit(limit - ids.size())
          .forEach(ids::add);
      if (ids.size() >= limit) {
        break;
      }
    }
    return ids;
  }

  private static String segmentOf(String id) throws NoSuchFileException {
    int dot = id.lastIndexOf('.');
    if (dot < 1) {
      throw new NoSuchFileException(id);
    }
    return id.substring(1, dot);
  }

  private static long addressOf(String id) throws NoSuchFileException {
    try {
      return Long.parseLong(id.substring(id.lastIndexOf('.') + 1), Character.MAX_RADIX);
    } catch (NumberFormatException e) {
      throw new NoSuchFileException(id);
    }
  }

  private void consider(@Nullable PackedSegment segment) {
    if (segment != null) {
      maintenance.execute(() -> compactWhereDue(segment));
    }
  }

  private void compactWhereDue(PackedSegment segment) {
    try {
      boolean known = segments.get(segment.name()) == segment;
      if (known && segment.worthCompacting() && !segment.compact(unfinished)) {
        segments.remove(segment.name());
      }
    } catch (IOException e) {
      LOG.warn("cannot compact blob segment {}; it stays as it is", segment.name(), e);
    }
  }

  /** Waits for the compactions that are due by now. */
  void awaitMaintenance() {
    CompletableFuture.runAsync(() -> {}, maintenance).join();
  }

  @Override
  public void close() {
    commits.close();
    maintenance.close();
    FileChannel channel = active;
    if (channel != null) {
      try (channel) {
        channel.truncate(activeEnd);
      } catch (IOException e) {
        LOG.warn("cannot close the active blob segment", e);
      }
    }
  }
}
