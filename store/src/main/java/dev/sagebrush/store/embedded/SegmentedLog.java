package dev.sagebrush.store.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One log: its segments in a directory. Appends are synced, and then shown, by the caller. */
final class SegmentedLog {

  private final Path directory;
  private final String name;
  private final long segmentSize;
  private final TreeMap<Long, LogSegment> segments = new TreeMap<>();
  private @Nullable FileChannel appending;
  private long shown;

  private SegmentedLog(Path directory, String name, long segmentSize) {
    this.directory = directory;
    this.name = name;
    this.segmentSize = segmentSize;
  }

  /** Opens a log and mends what a crash left; null when it is not there and not to be made. */
  static @Nullable SegmentedLog open(Path directory, String name, long segmentSize, boolean make)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      if (!make) {
        return null;
      }
      Files.createDirectory(directory);
      Disk.syncDirectory(directory.resolve(".."));
    }
    SegmentedLog log = new SegmentedLog(directory, name, segmentSize);
    TreeSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.log")) {
      found.forEach(files::add);
    }
    for (Path file : files) {
      LogSegment segment = LogSegment.open(file, name);
      if (segment != null) {
        log.segments.put(segment.base(), segment);
      } else if (file.equals(files.last())) {
        Files.delete(file);
      } else {
        throw new IOException(file + " has a damaged header");
      }
    }
    if (!log.segments.isEmpty()) {
      LogSegment newest = log.segments.lastEntry().getValue();
      newest.cutTail();
      log.shown = newest.next();
    }
    return log;
  }

  /** Writes records at the end; answers the offset of the first. */
  synchronized long append(List<byte[]> records) throws IOException {
    LogSegment segment = segments.isEmpty() ? null : segments.lastEntry().getValue();
    if (segment == null || segment.size() >= segmentSize) {
      sync();
      segment = LogSegment.create(directory, name, segment == null ? shown : segment.next());
      segments.put(segment.base(), segment);
      Disk.syncDirectory(directory);
    }
    FileChannel channel = appending;
    if (channel == null) {
      channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE);
      appending = channel;
    }
    long offset = segment.next();
    segment.append(channel, records);
    return offset;
  }

  /** Makes what has been appended durable and shows it to readers. */
  synchronized void sync() throws IOException {
    FileChannel channel = appending;
    if (channel != null) {
      try (channel) {
        channel.force(false);
      } finally {
        appending = null;
      }
      shown = segments.lastEntry().getValue().next();
    }
  }

  /** Lets go of its file after a failure. */
  synchronized void abandon() throws IOException {
    FileChannel channel = appending;
    appending = null;
    if (channel != null) {
      channel.close();
    }
  }

  synchronized long first() {
    return segments.isEmpty() ? 0 : segments.firstKey();
  }

  synchronized long next() {
    return shown;
  }

  private record Stretch(Path file, long position, long from, long to) {}

  List<byte[]> read(long offset, int limit) throws IOException {
    List<byte[]> records = new ArrayList<>();
    for (Stretch stretch : stretches(offset)) {
      if (records.size() >= limit) {
        break;
      }
      LogSegment.read(stretch.file, stretch.position, stretch.from, stretch.to, limit, records);
    }
    return records;
  }

  private synchronized List<Stretch> stretches(long offset) {
    if (offset < first()) {
      throw new IllegalArgumentException("offset " + offset + " has been trimmed away");
    }
    List<Stretch> stretches = new ArrayList<>();
    Long from = segments.floorKey(offset);
    if (from != null) {
      for (LogSegment segment : segments.tailMap(from).values()) {
        long start = Math.max(offset, segment.base());
        long end = Math.min(shown, segment.next());
        if (start < end) {
          stretches.add(new Stretch(segment.file(), segment.position(start), start, end));
        }
      }
    }
    return stretches;
  }

  /** Removes the segments that lie wholly below an offset, except the newest. */
  synchronized void trim(long offset) throws IOException {
    while (segments.size() > 1) {
      Map.Entry<Long, LogSegment> oldest = segments.firstEntry();
      if (oldest.getValue().next() > offset) {
        return;
      }
      Files.delete(oldest.getValue().file());
      segments.remove(oldest.getKey());
    }
  }

  /** Removes everything. */
  synchronized void delete() throws IOException {
    abandon();
    segments.clear();
    shown = 0;
    Disk.empty(directory);
    Files.delete(directory);
  }
}
