package dev.sagebrush.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.MasterSecret;
import dev.sagebrush.kernel.seal.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyFileTest {

  private static final MasterSecret KEY =
      new MasterSecret(MasterSecret.Kind.KEY, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  private static final MasterSecret PASSPHRASE =
      new MasterSecret(MasterSecret.Kind.PASSPHRASE, "correct horse");

  /** Sealed under the master key that every golden file below holds: "hello" for "c". */
  private static final String SEALED =
      "AfmfMPHp6dkyAAECAwQFBgcICQoLDA0ODxAREhMUFRYXPPc6e4jrRYZ9zj6Y/4R+q27UnU" + "79";

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("master.key");
  }

  private Sealer open(@Nullable MasterSecret secret) throws IOException {
    return MasterKeyFile.sealer(folder, secret, Ids.secure());
  }

  private String refusal(@Nullable MasterSecret secret) {
    IOException refused = assertThrows(IOException.class, () -> open(secret));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void itIsMadeOnceAndForTheOwnerOnly() throws IOException {
    String sealed = open(null).sealText("hello", "c");
    assertEquals("hello", open(null).unsealText(sealed, "c"));
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
  }

  @Test
  void aKeyInClearIsProtectedFromThenOn() throws IOException {
    String sealed = open(null).sealText("hello", "c");
    String clear = Files.readString(file).lines().toList().getLast();
    assertEquals("hello", open(PASSPHRASE).unsealText(sealed, "c"));
    assertFalse(Files.readString(file).contains(clear));
    assertEquals("hello", open(PASSPHRASE).unsealText(sealed, "c"));
    assertTrue(refusal(null).contains("set SAGEBRUSH_MASTER_PASSPHRASE"));
    assertTrue(refusal(KEY).contains("set SAGEBRUSH_MASTER_PASSPHRASE"));
    MasterSecret wrong = new MasterSecret(MasterSecret.Kind.PASSPHRASE, "wrong horse");
    assertTrue(refusal(wrong).contains("does not open"));
  }

  @Test
  void readsWhatVersionOneHasWritten() throws IOException {
    Files.writeString(
        file,
        "format=1\n" + "protection=none\n" + "key=ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n");
    assertEquals("hello", open(null).unsealText(SEALED, "c"));
    Files.writeString(
        file,
        "format=1\n"
            + "protection=key\n"
            + "key=AWAPpOdKJYizAAECAwQFBgcICQoLDA0ODxAREhMUFRYXzyiUPDWoqcoXiqWKwK6a49"
            + "/Ylq3qj14VQKGasPSpFhjER0v9BICnxzIX+nlzZ61+\n");
    assertEquals("hello", open(KEY).unsealText(SEALED, "c"));
    Files.writeString(
        file,
        "format=1\n"
            + "protection=passphrase\n"
            + "salt=AAECAwQFBgcICQoLDA0ODw==\n"
            + "iterations=1000\n"
            + "key=AXhL/rxId4vvAAECAwQFBgcICQoLDA0ODxAREhMUFRYXzCERYtgdMV14H/2acUP5mw"
            + "bgmxS73DOHBaAQCe2x2RDw28CzBboNUVXHHeLggDXG\n");
    assertEquals("hello", open(PASSPHRASE).unsealText(SEALED, "c"));
  }

  @Test
  void aDamagedFileIsNotMadeAnewInSilence() throws IOException {
    for (String content :
        new String[] {
          "",
          "format=2\nprotection=none\nkey=AA==",
          "format=1\nprotection=none\nkey=AA==",
          "format=1\nprotection=magic\nkey=AA==",
          "format=1\nprotection=none\nkey=*",
          "format=1\nprotection=none",
          "format=1\nprotection=passphrase\nkey=AA==\nsalt=AA==\niterations=many",
          "key=\\u00zz"
        }) {
      Files.writeString(file, content);
      assertThrows(IOException.class, () -> open(null), content);
      assertThrows(IOException.class, () -> open(PASSPHRASE), content);
      assertEquals(content, Files.readString(file));
    }
  }
}
