package dev.sagebrush.store.embedded;

import dev.sagebrush.store.BlobWindow;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** An open content: where in which file it lies. Whoever has it closes it. */
interface StoredContent extends Closeable {

  String id();

  FileChannel channel();

  /** Where in the file the content begins. */
  long start();

  /** Its size in bytes. */
  long length();

  /** Its checksums, read when first asked for. */
  Checksums checksums() throws IOException;

  /** The bytes from {@code offset} of the content on in mapped memory; null when it is packed. */
  default @Nullable BlobWindow window(long offset) throws IOException {
    return null;
  }

  @Override
  default void close() throws IOException {
    channel().close();
  }
}
