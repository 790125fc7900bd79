package dev.sagebrush.store;

import java.io.IOException;

/** The bytes on the disk are not those that were stored: a checksum does not fit. */
public final class CorruptBlobException extends IOException {

  /** Says which blob, and what about it is wrong. */
  public CorruptBlobException(String message) {
    super(message);
  }
}
