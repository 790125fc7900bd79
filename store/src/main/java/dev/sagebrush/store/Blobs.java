package dev.sagebrush.store;

import java.io.IOException;
import java.io.InputStream;

/**
 * Immutable contents of any size, each under an id the store gives it.
 *
 * <p>A blob exists from the moment {@link Upload#commit} returns: complete, synced to the disk,
 * with its checksum. Until then nothing of it can be read, and a crash leaves nothing behind that
 * the next start does not remove. Every read verifies what it can without reading more than was
 * asked.
 */
public interface Blobs extends AutoCloseable {

  /** Begins a new blob. Close it without {@link Upload#commit} to forget it. */
  Upload upload() throws IOException;

  /** Stores a whole stream: {@link #upload}, transfer, commit. */
  default String put(InputStream content) throws IOException {
    try (Upload upload = upload()) {
      content.transferTo(upload);
      return upload.commit();
    }
  }

  /**
   * Opens a stretch of a blob.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such blob
   */
  BlobRange open(String id, long offset, long length) throws IOException;

  /** The size in bytes. */
  long size(String id) throws IOException;

  /** Removes a blob; readers that have it open go on undisturbed. Absent ids are ignored. */
  void delete(String id) throws IOException;

  /**
   * A page of the blobs that were there when the store was opened and still are, in a fixed order:
   * at most {@code limit} ids from the first after {@code after} on, empty for the very first.
   * Whoever keeps the ids finds with it what a crash left without an owner; what was written since
   * the store was opened is not in it, so that an upload under way is never taken for a leftover.
   */
  java.util.List<String> ids(String after, int limit) throws IOException;

  /** One blob after another, joined into a new one, without passing through the heap. */
  String concat(java.util.List<String> ids) throws IOException;

  @Override
  void close();

  /** A blob being written; {@link #close} without commit forgets it. */
  abstract class Upload extends java.io.OutputStream {

    /** Makes the content durable and visible; answers its id. */
    public abstract String commit() throws IOException;
  }
}
