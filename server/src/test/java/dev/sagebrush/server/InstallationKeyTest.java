package dev.sagebrush.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.kernel.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationKeyTest {

  @TempDir Path folder;

  @Test
  void itIsMadeOnceAndForTheOwnerOnly() throws IOException {
    byte[] made = InstallationKey.of(folder, Ids.secure());
    assertArrayEquals(made, InstallationKey.of(folder, Ids.secure()));
    Path file = folder.resolve("key");
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
  }

  @Test
  void aDamagedKeyIsNotMadeAnewInSilence() throws IOException {
    Files.write(folder.resolve("key"), new byte[5]);
    assertThrows(IOException.class, () -> InstallationKey.of(folder, Ids.secure()));
  }
}
