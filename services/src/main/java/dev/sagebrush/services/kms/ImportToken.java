package dev.sagebrush.services.kms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What an import token holds, beneath its seal.
 *
 * <p><b>Format, version 1</b>: one byte, the version; eight, the second until which it is good;
 * one, the length of the name of the wrapping algorithm; the name; the private wrapping key, PKCS
 * #8.
 */
record ImportToken(Instant until, String algorithm, byte[] privateKey) {

  private static final byte VERSION = 1;

  /** Sealed for one key in one Region. */
  static String context(KeyRow key) {
    return "kms.imports/" + key.arn();
  }

  byte[] bytes() {
    byte[] name = algorithm.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(10 + name.length + privateKey.length)
        .put(VERSION)
        .putLong(until.getEpochSecond())
        .put((byte) name.length)
        .put(name)
        .put(privateKey)
        .array();
  }

  static ImportToken of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (buffer.get() != VERSION) {
      throw new IllegalStateException("an import token of another version");
    }
    Instant until = Instant.ofEpochSecond(buffer.getLong());
    byte[] name = new byte[buffer.get()];
    buffer.get(name);
    byte[] key = new byte[buffer.remaining()];
    buffer.get(key);
    return new ImportToken(until, new String(name, StandardCharsets.US_ASCII), key);
  }
}
