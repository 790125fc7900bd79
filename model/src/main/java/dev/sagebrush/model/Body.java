package dev.sagebrush.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Content that is streamed and read once, never held whole in memory.
 *
 * <p>In a request the service reads {@link #stream()}; checksums and signatures are verified on the
 * way, and the read that would reach the end fails if they do not match: nothing may be committed
 * before that. In a response {@code wire} sends it and then closes it.
 */
public interface Body extends AutoCloseable {

  /** How many bytes; -1 when it is not known beforehand. */
  long length();

  /** The bytes. */
  InputStream stream() throws IOException;

  /**
   * The file that holds exactly these bytes from {@link #position()} on, so that they can be sent
   * without passing through the heap; null when there is none.
   */
  default @Nullable FileChannel file() {
    return null;
  }

  /** Where in {@link #file()} the bytes begin. */
  default long position() {
    return 0;
  }

  /**
   * The bytes from an offset on that are in memory together; null when there is no such memory.
   *
   * @param offset from the beginning of the body, less than {@link #length()}
   */
  default @Nullable Window window(long offset) throws IOException {
    return null;
  }

  /** Bytes in memory, there until closed. */
  interface Window extends AutoCloseable {

    /** The bytes, from the position to the limit. */
    ByteBuffer bytes();

    @Override
    void close();
  }

  @Override
  default void close() throws IOException {}

  /** Bytes at hand. */
  static Body of(byte[] bytes) {
    return of(new ByteArrayInputStream(bytes), bytes.length);
  }

  /** A stream; closing the body closes it. */
  static Body of(InputStream stream, long length) {
    return new Body() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream stream() {
        return stream;
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }
}
