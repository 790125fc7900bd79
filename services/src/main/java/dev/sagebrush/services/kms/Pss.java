package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Ids;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * EMSA-PSS of a digest that was made elsewhere, with a salt as long as the digest and MGF1 over the
 * same hash. Java's own signs messages only.
 *
 * <p>Source: <a href="https://www.rfc-editor.org/rfc/rfc8017#section-9.1">RFC 8017, 9.1</a>.
 */
final class Pss {

  private static final byte TRAILER = (byte) 0xbc;
  private static final int ZEROS = 8;

  private Pss() {}

  /**
   * The block to be signed.
   *
   * @param hash Java's name of the digest
   * @param bits of the modulus, a multiple of eight
   */
  static byte[] encode(String hash, byte[] digest, int bits, Ids random)
      throws GeneralSecurityException {
    byte[] salt = random.bytes(digest.length);
    byte[] proof = proof(hash, digest, salt);
    byte[] block = new byte[bits / Byte.SIZE];
    int masked = block.length - digest.length - 1;
    block[masked - salt.length - 1] = 1;
    System.arraycopy(salt, 0, block, masked - salt.length, salt.length);
    mask(hash, proof, block, masked);
    System.arraycopy(proof, 0, block, masked, proof.length);
    block[block.length - 1] = TRAILER;
    return block;
  }

  /** Whether a block is one of a digest. */
  static boolean matches(String hash, byte[] digest, byte[] signed)
      throws GeneralSecurityException {
    byte[] block = signed.clone();
    int masked = block.length - digest.length - 1;
    boolean topBit = block[0] < 0;
    if (block[block.length - 1] != TRAILER || topBit) {
      return false;
    }
    byte[] proof = Arrays.copyOfRange(block, masked, masked + digest.length);
    mask(hash, proof, block, masked);
    int padding = masked - digest.length - 1;
    for (int i = 0; i < padding; i++) {
      if (block[i] != 0) {
        return false;
      }
    }
    byte[] salt = Arrays.copyOfRange(block, padding + 1, masked);
    return block[padding] == 1 && MessageDigest.isEqual(proof, proof(hash, digest, salt));
  }

  private static byte[] proof(String hash, byte[] digest, byte[] salt)
      throws GeneralSecurityException {
    MessageDigest all = MessageDigest.getInstance(hash);
    all.update(new byte[ZEROS]);
    all.update(digest);
    return all.digest(salt);
  }

  /** Masks the first bytes of a block with MGF1, and clears its first bit. */
  private static void mask(String hash, byte[] seed, byte[] block, int length)
      throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance(hash);
    for (int at = 0, counter = 0; at < length; counter++) {
      digest.update(seed);
      byte[] mask = digest.digest(ByteBuffer.allocate(Integer.BYTES).putInt(0, counter).array());
      for (int i = 0; i < mask.length && at < length; i++, at++) {
        block[at] ^= mask[i];
      }
    }
    block[0] &= 0x7f;
  }
}
