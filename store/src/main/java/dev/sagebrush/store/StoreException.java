package dev.sagebrush.store;

/** A store could not do its work: the disk failed, is full, or holds something unexpected. */
public final class StoreException extends RuntimeException {

  /** A failure told in words, with what caused it. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A failure told in words. */
  public StoreException(String message) {
    super(message);
  }
}
