package dev.sagebrush.kernel.checksum;

/** Numbers as bytes, most significant first. */
final class BigEndian {

  private BigEndian() {}

  /** The low {@code length} bytes of {@code value}. */
  static byte[] bytes(long value, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (value >>> (8 * (length - 1 - i)));
    }
    return bytes;
  }

  /** The unsigned number in at most eight bytes. */
  static long value(byte[] bytes) {
    long value = 0;
    for (byte b : bytes) {
      value = value << 8 | (b & 0xff);
    }
    return value;
  }
}
