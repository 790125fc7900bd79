package dev.sagebrush.store.embedded;

import dev.sagebrush.store.BlobRange;
import dev.sagebrush.store.Blobs;
import dev.sagebrush.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Blobs in the local file system. Contents up to {@value #PACKED} bytes are packed into segments
 * ({@link PackedSegment}), larger ones have a file each ({@link BlobFile}).
 *
 * <pre>
 * blobs.lock  held while the store is open
 * epoch       how often the store has been opened, in decimal; part of every id given since
 * files/      one file per large content, named by its id
 * packed/     segments of small contents
 * unfinished/ what is being written; emptied at start
 * </pre>
 */
public final class FileBlobs implements Blobs {

  /** The largest content that is packed, in bytes: up to here a copy costs less than a file. */
  static final int PACKED = 16 * 1024;

  private static final long SEGMENT_SIZE = 32L << 20;

  private final DirectoryLock lock;
  private final BlobFiles files;
  private final PackedBlobs packed;

  private FileBlobs(DirectoryLock lock, BlobFiles files, PackedBlobs packed) {
    this.lock = lock;
    this.files = files;
    this.packed = packed;
  }

  /**
   * Opens the blobs of a directory, made where needed.
   *
   * @throws StoreException when they are in use or the directory cannot be used
   */
  public static FileBlobs open(Path directory) {
    return open(directory, SEGMENT_SIZE);
  }

  static FileBlobs open(Path directory, long segmentSize) {
    DirectoryLock lock = DirectoryLock.acquire(directory, "blobs.lock");
    try {
      Path unfinished = Files.createDirectories(directory.resolve("unfinished"));
      Disk.empty(unfinished);
      Path files = Files.createDirectories(directory.resolve("files"));
      Path packed = Files.createDirectories(directory.resolve("packed"));
      long epoch = Disk.nextEpoch(directory);
      return new FileBlobs(
          lock,
          new BlobFiles(files, unfinished, epoch),
          new PackedBlobs(packed, unfinished, epoch, segmentSize));
    } catch (IOException e) {
      lock.close();
      throw new StoreException("cannot open " + directory + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Upload upload() {
    return new BlobUpload(files, packed);
  }

  @Override
  public BlobRange open(String id, long offset, long length) throws IOException {
    StoredContent content = content(id);
    try {
      Objects.checkFromIndexSize(offset, length, content.length());
      return new FileBlobRange(content, offset, length);
    } catch (IndexOutOfBoundsException e) {
      content.close();
      throw e;
    }
  }

  private StoredContent content(String id) throws IOException {
    return switch (kind(id)) {
      case 'f' -> files.open(id);
      case 's' -> packed.open(id);
      default -> throw new NoSuchFileException(id);
    };
  }

  /** An id names a file below our directory: nothing that could lead out of it passes. */
  private static char kind(String id) throws NoSuchFileException {
    boolean plain = !id.isEmpty();
    for (int i = 0; i < id.length() && plain; i++) {
      char c = id.charAt(i);
      plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.';
    }
    if (!plain) {
      throw new NoSuchFileException(id);
    }
    return id.charAt(0);
  }

  @Override
  public long size(String id) throws IOException {
    try (StoredContent content = content(id)) {
      return content.length();
    }
  }

  @Override
  public void delete(String id) throws IOException {
    switch (kind(id)) {
      case 'f' -> files.delete(id);
      case 's' -> packed.delete(id);
      default -> throw new NoSuchFileException(id);
    }
  }

  @Override
  public List<String> ids(String after, int limit) throws IOException {
    List<String> ids = new ArrayList<>(files.ids(after, limit));
    if (ids.size() < limit) {
      ids.addAll(packed.ids(after, limit - ids.size()));
    }
    return ids;
  }

  @Override
  public String concat(List<String> ids) throws IOException {
    try (BlobFileWriter writer = files.begin()) {
      for (String id : ids) {
        try (StoredContent content = content(id)) {
          writer.append(content);
        }
      }
      return writer.commit();
    }
  }

  /** Waits for the compactions that are due by now. */
  void awaitMaintenance() {
    packed.awaitMaintenance();
  }

  @Override
  public void close() {
    files.close();
    packed.close();
    lock.close();
  }
}
