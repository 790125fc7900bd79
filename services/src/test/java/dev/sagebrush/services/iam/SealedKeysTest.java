package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.seal.MasterSealer;
import dev.sagebrush.kernel.seal.UnsealException;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.embedded.SqliteTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedKeysTest {

  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  @TempDir Path folder;

  /** A row of version 1. */
  private record Old(String account, String user, String secret, boolean active, Instant created) {}

  private boolean onDisk(String text) throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve("tables.db"));
    return new String(file, StandardCharsets.ISO_8859_1).contains(text);
  }

  @Test
  void aFolderOfTheTimeBeforeIsSealedWhenItIsOpened() throws IOException {
    try (SqliteTables tables = SqliteTables.open(folder)) {
      Table<Old> old = tables.table(TableSpec.of("iam.keys", Old.class));
      old.put("AKIA1", new Old("000000000000", "AIDA1", SECRET, true, Client.START));
    }
    assertTrue(onDisk(SECRET));
    try (SqliteTables tables = SqliteTables.open(folder)) {
      KeyRow row = tables.table(KeyRow.table(Client.SEALER)).get("AKIA1");
      Assertions.assertNotNull(row);
      assertEquals(SECRET, row.secret(Client.SEALER));
      MasterSealer other = new MasterSealer(new Ids(new Random(8)).bytes(32), Ids.secure());
      Assertions.assertThrows(UnsealException.class, () -> row.secret(other));
    }
    assertFalse(onDisk(SECRET));
  }
}
