package dev.sagebrush.kernel.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MasterSealerTest {

  private static final byte[] KEY = new byte[32];

  /** Sealed by version 1 under a key of zeros: "attack at dawn" for "a/b". */
  private static final String GOLDEN =
      "Ad4sXyK9fJQrAAECAwQFBgcICQoLDA0ODxAREhMUFRYXbPzRekzhJ0ZaCbrwkBW3erWN1a" + "xOt+aTbSg9LPgg";

  private final MasterSealer sealer = new MasterSealer(KEY, new Ids(new Random(1)));

  @Test
  void givesBackWhatItSealed() {
    for (int length : new int[] {0, 1, 16, 1000, 70_000}) {
      byte[] secret = new byte[length];
      new Random(length).nextBytes(secret);
      byte[] sealed = sealer.seal(secret, "here");
      assertEquals(length + 49, sealed.length);
      assertArrayEquals(secret, sealer.unseal(sealed, "here"));
      assertFalse(Arrays.equals(sealed, sealer.seal(secret, "here")));
    }
  }

  @Test
  void readsWhatVersionOneHasWritten() {
    assertEquals("attack at dawn", sealer.unsealText(GOLDEN, "a/b"));
  }

  @Test
  void opensNothingElsewhereOrUnderAnotherKey() {
    String sealed = sealer.sealText("secret", "iam.keys/AKIA1");
    assertFalse(sealed.contains("secret"));
    assertThrows(UnsealException.class, () -> sealer.unsealText(sealed, "iam.keys/AKIA2"));
    byte[] other = new byte[32];
    other[31] = 1;
    MasterSealer stranger = new MasterSealer(other, new Ids(new Random(1)));
    assertNotEquals(sealer.keyId(), stranger.keyId());
    UnsealException refusal =
        assertThrows(UnsealException.class, () -> stranger.unsealText(sealed, "iam.keys/AKIA1"));
    assertTrue(String.valueOf(refusal.getMessage()).contains(sealer.keyId()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new MasterSealer(new byte[31], new Ids(new Random(1))));
  }

  @Test
  void noticesEveryChangedBitAndEveryCut() {
    byte[] sealed = sealer.seal("secret".getBytes(StandardCharsets.UTF_8), "here");
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(UnsealException.class, () -> sealer.unseal(changed, "here"), "bit " + bit);
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThrows(UnsealException.class, () -> sealer.unseal(cut, "here"), "length " + length);
    }
  }

  @Test
  void refusesWhateverElseIsHandedToIt() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[random.nextInt(120)];
      random.nextBytes(noise);
      if (noise.length > 0 && random.nextBoolean()) {
        noise[0] = 1;
      }
      assertThrows(UnsealException.class, () -> sealer.unseal(noise, ""));
    }
    assertThrows(UnsealException.class, () -> sealer.unsealText("not base 64!", ""));
  }
}
