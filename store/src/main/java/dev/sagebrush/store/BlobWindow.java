package dev.sagebrush.store;

import java.nio.ByteBuffer;

/** A piece of a blob in memory, there until it is closed. */
public interface BlobWindow extends AutoCloseable {

  /** The bytes, read-only; a buffer of the caller's own. */
  ByteBuffer bytes();

  @Override
  void close();
}
