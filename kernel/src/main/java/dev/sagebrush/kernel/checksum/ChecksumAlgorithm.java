package dev.sagebrush.kernel.checksum;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The algorithms of S3's {@code ChecksumAlgorithm}, by their names in the model. */
public enum ChecksumAlgorithm {
  CRC32(4, () -> new JdkCrc(new CRC32())),
  CRC32C(4, () -> new JdkCrc(new CRC32C())),
  CRC64NVME(8, Crc64Nvme::new),
  SHA1(20, () -> new JdkDigest("SHA-1")),
  SHA256(32, () -> new JdkDigest("SHA-256")),
  SHA512(64, () -> new JdkDigest("SHA-512")),
  MD5(16, () -> new JdkDigest("MD5")),
  XXHASH64(8, XxHash64::new),
  XXHASH3(8, null),
  XXHASH128(16, null);

  private final int length;
  private final @Nullable Supplier<Checksum> maker;
  private final String headerName = "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);

  ChecksumAlgorithm(int length, @Nullable Supplier<Checksum> maker) {
    this.length = length;
    this.maker = maker;
  }

  /** The header or trailer that carries the value, in lower case. */
  public String headerName() {
    return headerName;
  }

  /** The size of a value, in bytes. */
  public int length() {
    return length;
  }

  /** Whether {@link #start()} works. False for XXHASH3 and XXHASH128. */
  public boolean supported() {
    return maker != null;
  }

  /** Whether the checksums of parts can be joined to that of the whole: see {@link CrcCombine}. */
  public boolean combinable() {
    return this == CRC32 || this == CRC32C || this == CRC64NVME;
  }

  /**
   * A new calculation.
   *
   * @throws UnsupportedOperationException when not {@link #supported()}
   */
  public Checksum start() {
    if (maker == null) {
      throw new UnsupportedOperationException(name() + " is not implemented");
    }
    return maker.get();
  }

  /** The value of {@code bytes} in base 64, as headers carry it. */
  public String of(byte[] bytes) {
    Checksum checksum = start();
    checksum.update(bytes);
    return Base64.getEncoder().encodeToString(checksum.value());
  }

  /** The algorithm of a header such as {@code x-amz-checksum-crc32}, in any case; null if none. */
  public static @Nullable ChecksumAlgorithm ofHeader(String name) {
    for (ChecksumAlgorithm algorithm : values()) {
      if (algorithm.headerName.equalsIgnoreCase(name)) {
        return algorithm;
      }
    }
    return null;
  }

  /** The algorithm of a model name such as {@code CRC64NVME}, in any case; null if none. */
  public static @Nullable ChecksumAlgorithm ofName(String name) {
    for (ChecksumAlgorithm algorithm : values()) {
      if (algorithm.name().equalsIgnoreCase(name)) {
        return algorithm;
      }
    }
    return null;
  }

  private record JdkCrc(java.util.zip.Checksum crc) implements Checksum {
    @Override
    public void update(byte[] bytes, int offset, int length) {
      crc.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
      return BigEndian.bytes(crc.getValue(), 4);
    }
  }

  private record JdkDigest(MessageDigest digest) implements Checksum {
    JdkDigest(String algorithm) {
      this(digest(algorithm));
    }

    private static MessageDigest digest(String algorithm) {
      try {
        return MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has " + algorithm, e);
      }
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
      return digest.digest();
    }
  }
}
