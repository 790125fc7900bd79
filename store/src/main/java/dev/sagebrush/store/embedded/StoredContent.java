package dev.sagebrush.store.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;

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

  @Override
  default void close() throws IOException {
    channel().close();
  }
}
