package dev.sagebrush.server;

import dev.sagebrush.kernel.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The secret of an installation, with which it signs what it hands out and takes back, such as page
 * tokens: 32 random bytes in the file {@code key} of the data folder, readable by the owner only.
 */
final class InstallationKey {

  private static final int BYTES = 32;

  private InstallationKey() {}

  /** Reads the key, making it when there is none. */
  static byte[] of(Path data, Ids ids) throws IOException {
    Path file = data.resolve("key");
    if (!Files.exists(file)) {
      Path draft = data.resolve("key.draft");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(draft, ids.bytes(BYTES));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != BYTES) {
      throw new IOException(file + " holds " + key.length + " bytes instead of " + BYTES);
    }
    return key;
  }
}
