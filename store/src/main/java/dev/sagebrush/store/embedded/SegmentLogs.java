package dev.sagebrush.store.embedded;

import dev.sagebrush.store.Logs;
import dev.sagebrush.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs in files, see {@link LogSegment}. Each log has a directory, named by the SHA-256 of its name
 * in hexadecimal; each segment states the name itself. What many callers append at once is synced
 * together, one sync per log that was written to.
 */
public final class SegmentLogs implements Logs {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentLogs.class);
  private static final long SEGMENT_SIZE = 64L << 20;

  private final Path directory;
  private final long segmentSize;
  private final DirectoryLock lock;
  private final Map<String, SegmentedLog> logs = new HashMap<>();
  private final Map<String, SegmentedLog> written = new LinkedHashMap<>();
  private final GroupCommit commits = new GroupCommit("logs-commit", new Written());

  private SegmentLogs(Path directory, long segmentSize, DirectoryLock lock) {
    this.directory = directory;
    this.segmentSize = segmentSize;
    this.lock = lock;
  }

  /**
   * Opens the logs of a directory, made where needed.
   *
   * @throws StoreException when they are in use or the directory cannot be used
   */
  public static SegmentLogs open(Path directory) {
    return open(directory, SEGMENT_SIZE);
  }

  static SegmentLogs open(Path directory, long segmentSize) {
    DirectoryLock lock = DirectoryLock.acquire(directory, "logs.lock");
    try {
      Path logs = Files.createDirectories(directory.resolve("logs"));
      return new SegmentLogs(logs, segmentSize, lock);
    } catch (IOException e) {
      lock.close();
      throw new StoreException("cannot open " + directory + ": " + e.getMessage(), e);
    }
  }

  private final class Written implements GroupCommit.Group {

    @Override
    public void commit() throws IOException {
      for (SegmentedLog log : written.values()) {
        log.sync();
      }
      written.clear();
    }

    @Override
    public void abandon() {
      // What is on the disk of these logs is unknown: the next use finds out, as after a crash.
      written.forEach((name, log) -> forget(name, log));
      written.clear();
    }
  }

  private void forget(String name, SegmentedLog log) {
    synchronized (logs) {
      logs.remove(name);
    }
    try {
      log.abandon();
    } catch (IOException e) {
      LOG.warn("cannot close log {} after a failure", name, e);
    }
  }

  private @Nullable SegmentedLog find(String name, boolean make) throws IOException {
    synchronized (logs) {
      SegmentedLog known = logs.get(name);
      if (known == null) {
        known = SegmentedLog.open(directory.resolve(hash(name)), name, segmentSize, make);
        if (known != null) {
          logs.put(name, known);
        }
      }
      return known;
    }
  }

  private static String hash(String name) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public long append(String log, List<byte[]> records) throws IOException {
    KeyBytes.of(log);
    return run(() -> {
      SegmentedLog found = Objects.requireNonNull(find(log, true));
      if (records.isEmpty()) {
        return found.next();
      }
      written.put(log, found);
      return found.append(records);
    });
  }

  private <R extends @Nullable Object> R run(Callable<R> work) throws IOException {
    try {
      return commits.run(work);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public List<byte[]> read(String log, long offset, int limit) throws IOException {
    SegmentedLog found = find(log, false);
    return found == null ? List.of() : found.read(offset, limit);
  }

  @Override
  public long first(String log) throws IOException {
    SegmentedLog found = find(log, false);
    return found == null ? 0 : found.first();
  }

  @Override
  public long next(String log) throws IOException {
    SegmentedLog found = find(log, false);
    return found == null ? 0 : found.next();
  }

  @Override
  public void trim(String log, long offset) throws IOException {
    SegmentedLog found = find(log, false);
    if (found != null) {
      found.trim(offset);
    }
  }

  @Override
  public void delete(String log) throws IOException {
    run(() -> {
      SegmentedLog found = find(log, false);
      if (found != null) {
        written.remove(log);
        synchronized (logs) {
          logs.remove(log);
        }
        found.delete();
        Disk.syncDirectory(directory);
      }
      return null;
    });
  }

  @Override
  public void close() {
    commits.close();
    lock.close();
  }
}
