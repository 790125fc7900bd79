package dev.sagebrush.services.kms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CiphertextTest {

  private static final String ARN =
      "arn:aws:kms:us-east-1:000000000000:key/12345678-1234-1234-1234-123456789012";
  private static final byte[] MATERIAL = new byte[32];
  private static final byte[] CONTEXT =
      EncryptionContexts.canonical(Map.of("b", "2", "a", "1", "ä", "ö"));

  /** Written by version 1 under a key of zeros: "attack at dawn", for {@link #CONTEXT}. */
  private static final String GOLDEN =
      "twHfWzdAxgkDkZS31mZJ6fvyw9xym1Yb17IfDym33S0MxQABAgMEBQYHCAkKCwwNDg8QER"
          + "ITFBUWFwBLYXJuOmF3czprbXM6dXMtZWFzdC0xOjAwMDAwMDAwMDAwMDprZXkvMTIzNDU2"
          + "NzgtMTIzNC0xMjM0LTEyMzQtMTIzNDU2Nzg5MDEyZzagePLceNn2kYic5C1gMWCY7V6Wer"
          + "tRpaELdlmh";

  private static byte[] encrypt(byte[] plaintext) {
    return Ciphertext.encrypt(
        ARN, Materials.idOf(MATERIAL), MATERIAL, CONTEXT, plaintext, new Ids(new Random(1)));
  }

  private static Ciphertext read(byte[] blob) {
    Ciphertext ciphertext = Ciphertext.read(blob);
    assertNotNull(ciphertext);
    return ciphertext;
  }

  @Test
  void readsWhatVersionOneHasWritten() {
    Ciphertext golden = read(Base64.getDecoder().decode(GOLDEN));
    assertEquals(ARN, golden.arn());
    assertEquals(Materials.idOf(MATERIAL), golden.material());
    assertArrayEquals(
        "attack at dawn".getBytes(StandardCharsets.UTF_8), golden.decrypt(MATERIAL, CONTEXT));
  }

  @Test
  void noticesEveryChangeAndEveryCut() {
    byte[] blob = encrypt(KmsFixture.HELLO);
    assertArrayEquals(KmsFixture.HELLO, read(blob).decrypt(MATERIAL, CONTEXT));
    assertNull(read(blob).decrypt(MATERIAL, new byte[0]));
    assertNull(read(blob).decrypt(new byte[] {1}, CONTEXT));
    for (int i = 0; i < blob.length; i++) {
      byte[] changed = blob.clone();
      changed[i] ^= 4;
      Ciphertext still = Ciphertext.read(changed);
      if (still != null) {
        assertNull(still.decrypt(MATERIAL, CONTEXT), "byte " + i);
      }
      Ciphertext cut = Ciphertext.read(Arrays.copyOf(blob, i));
      if (cut != null) {
        assertNull(cut.decrypt(MATERIAL, CONTEXT), "length " + i);
      }
    }
  }

  @Test
  void takesNoNoiseForACiphertext() {
    Random random = new Random(5);
    byte[] blob = encrypt(KmsFixture.HELLO);
    for (int i = 0; i < 5000; i++) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      System.arraycopy(blob, 0, noise, 0, Math.min(noise.length, random.nextInt(blob.length)));
      Ciphertext taken = Ciphertext.read(noise);
      assertFalse(taken != null && taken.decrypt(MATERIAL, CONTEXT) != null);
    }
  }

  @Test
  void ordersContextsAndKeepsTheirPartsApart() {
    assertArrayEquals(EncryptionContexts.canonical(Map.of()), EncryptionContexts.canonical(null));
    assertFalse(
        Arrays.equals(
            EncryptionContexts.canonical(Map.of("ab", "c")),
            EncryptionContexts.canonical(Map.of("a", "bc"))));
  }
}
