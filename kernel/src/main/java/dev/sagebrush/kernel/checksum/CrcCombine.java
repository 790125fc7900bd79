package dev.sagebrush.kernel.checksum;

/**
 * The CRC of two byte sequences after one another, from the CRC of each and the length of the
 * second: crc(AB) = crc(A) · x^(8·|B|) mod p ⊕ crc(B).
 *
 * <p>Source: the method of zlib's {@code crc32_combine}: powers of x by repeated squaring in GF(2)
 * modulo the reflected polynomial. Cost: one polynomial multiplication per bit set in the length.
 */
final class CrcCombine {

  private final int width;
  private final long polynomial;

  /** x^(2^k) mod p, for k from 0. */
  private final long[] squares = new long[64];

  /**
   * The arithmetic of one CRC.
   *
   * @param width 32 or 64 bits
   * @param polynomial with its bits reversed
   */
  CrcCombine(int width, long polynomial) {
    this.width = width;
    this.polynomial = polynomial;
    squares[0] = 1L << (width - 2);
    for (int k = 1; k < squares.length; k++) {
      squares[k] = multiply(squares[k - 1], squares[k - 1]);
    }
  }

  private static final CrcCombine CRC32 = new CrcCombine(32, 0xEDB88320L);
  private static final CrcCombine CRC32C = new CrcCombine(32, 0x82F63B78L);
  private static final CrcCombine CRC64NVME = new CrcCombine(64, Crc64Nvme.POLYNOMIAL);

  /** The arithmetic of an algorithm. */
  static CrcCombine of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32 -> CRC32;
      case CRC32C -> CRC32C;
      case CRC64NVME -> CRC64NVME;
      default -> throw new IllegalArgumentException(algorithm + " is no CRC");
    };
  }

  /** The CRC of the first sequence followed by the second, which is {@code length} bytes long. */
  long combine(long first, long second, long length) {
    return multiply(power(length), first) ^ second;
  }

  /** x^(8·n) mod p. */
  private long power(long n) {
    long product = 1L << (width - 1);
    int k = 3;
    for (long rest = n; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        product = multiply(squares[k], product);
      }
      k++;
    }
    return product;
  }

  private long multiply(long a, long b) {
    long product = 0;
    long factor = b;
    for (long mask = 1L << (width - 1); mask != 0; mask >>>= 1) {
      if ((a & mask) != 0) {
        product ^= factor;
      }
      factor = (factor >>> 1) ^ (polynomial & -(factor & 1));
    }
    return product;
  }
}
