package dev.sagebrush.kernel.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final byte[] WRAPPED = "wrapped".getBytes(StandardCharsets.UTF_8);

  /** Written by version 1 under the bytes 0 to 31: "attack at dawn" for "a/b". */
  private static final String GOLDEN = "AQAHd3JhcHBlZG/Iwb/WR6PcfIjNVG9CxM3rO6ALoVqsFfenLiKiPA==";

  private static byte[] key() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return key;
  }

  @Test
  void readsWhatVersionOneHasWritten() {
    Envelope golden = Envelope.read(Base64.getDecoder().decode(GOLDEN));
    assertArrayEquals(WRAPPED, golden.wrappedKey());
    assertEquals("attack at dawn", new String(golden.open(key(), "a/b"), StandardCharsets.UTF_8));
    assertEquals(GOLDEN, Base64.getEncoder().encodeToString(golden.bytes()));
  }

  @Test
  void noticesEveryChangeAndRefusesNoise() {
    byte[] bytes = Envelope.of(key(), WRAPPED, WRAPPED, "here").bytes();
    assertArrayEquals(WRAPPED, Envelope.read(bytes).open(key(), "here"));
    assertThrows(UnsealException.class, () -> Envelope.read(bytes).open(key(), "there"));
    Random random = new Random(4);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThrows(UnsealException.class, () -> Envelope.read(changed).open(key(), "here"));
      byte[] cut = Arrays.copyOf(bytes, i);
      assertThrows(UnsealException.class, () -> Envelope.read(cut).open(key(), "here"));
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      assertThrows(UnsealException.class, () -> Envelope.read(noise).open(key(), "here"));
    }
  }
}
