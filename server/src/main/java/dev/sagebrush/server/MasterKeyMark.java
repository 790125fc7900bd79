package dev.sagebrush.server;

import dev.sagebrush.kernel.seal.MasterSealer;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import java.io.IOException;

/**
 * Which master key the secrets of the tables are sealed under, written down with them: a server
 * that has another, because {@code master.key} was lost and made anew, refuses to start instead of
 * failing wherever a secret is read.
 */
final class MasterKeyMark {

  private static final String KEY = "key";

  private MasterKeyMark() {}

  /** A row: the id of the master key. */
  record Mark(String id) {}

  /**
   * Compares the tables' master key with the present one, and notes it where there was none.
   *
   * @throws IOException when they differ
   */
  static void check(Tables tables, MasterSealer sealer) throws IOException {
    Table<Mark> marks = tables.table(TableSpec.of("server.master", Mark.class));
    Mark mark = marks.get(KEY);
    if (mark == null) {
      marks.put(KEY, new Mark(sealer.keyId()));
    } else if (!mark.id().equals(sealer.keyId())) {
      throw new IOException(
          "the data was sealed under master key "
              + mark.id()
              + ", and master.key holds "
              + sealer.keyId()
              + ": bring back the file master.key that belongs to it");
    }
  }
}
