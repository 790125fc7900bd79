package dev.sagebrush.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** An open stretch of a blob. */
public interface BlobRange extends AutoCloseable {

  /** How many bytes it has. */
  long length();

  /** The bytes as a stream. */
  InputStream stream() throws IOException;

  /**
   * The file that holds the bytes as they are, for transfer without copying through the heap; null
   * when the engine has no such file (encrypted, remote or inlined content).
   */
  @Nullable FileChannel channel();

  /** Where in {@link #channel()} the stretch begins. */
  long position();

  /**
   * The bytes from an offset on, as many as the engine has in memory together; null when it offers
   * no such memory. Meant for stretches of a MiB and more that go to a socket or a device.
   *
   * @param offset from the beginning of the stretch, less than {@link #length()}
   */
  default @Nullable BlobWindow window(long offset) throws IOException {
    return null;
  }

  @Override
  void close() throws IOException;
}
