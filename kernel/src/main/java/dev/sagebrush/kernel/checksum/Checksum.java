package dev.sagebrush.kernel.checksum;

/** A checksum under calculation. Not safe for use by several threads at once. */
public interface Checksum {

  /** Takes in {@code length} bytes from {@code offset} on. */
  void update(byte[] bytes, int offset, int length);

  /** Takes in all of {@code bytes}. */
  default void update(byte[] bytes) {
    update(bytes, 0, bytes.length);
  }

  /**
   * The checksum of all bytes so far, most significant byte first. Ends the calculation: afterwards
   * the state is unspecified.
   */
  byte[] value();
}
