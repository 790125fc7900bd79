package dev.sagebrush.wire.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Damages what was valid: cuts, flips, inserts, repeats and removes, up to three times.
 *
 * @param random where and how
 * @param tokens of which tails are inserted
 */
public record Damage(Random random, String tokens) {

  private static final int LONGEST = 200_000;

  /** Bytes that were valid, perhaps damaged. */
  public byte[] of(byte[] valid) {
    byte[] bytes = valid;
    for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> flipped(bytes, at);
            case 2 -> inserted(bytes, at, tokens.substring(random.nextInt(tokens.length())));
            case 3 -> inserted(bytes, at, new String(bytes, StandardCharsets.ISO_8859_1));
            default -> without(bytes, at, at + random.nextInt(bytes.length - at));
          };
    }
    return bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
  }

  /** A raw string, one character per byte, that was valid, perhaps damaged. */
  public String of(String valid) {
    return new String(of(valid.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) random.nextInt();
    return changed;
  }

  private static byte[] inserted(byte[] bytes, int at, String token) {
    byte[] more = token.getBytes(StandardCharsets.ISO_8859_1);
    byte[] changed = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, changed, at, more.length);
    System.arraycopy(bytes, at, changed, at + more.length, bytes.length - at);
    return changed;
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] changed = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(bytes, to, changed, from, bytes.length - to);
    return changed;
  }
}
