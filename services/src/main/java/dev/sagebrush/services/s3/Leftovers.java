package dev.sagebrush.services.s3;

import dev.sagebrush.store.Blobs;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the contents that a crash left without a row: taken in and not yet named, or named no
 * more and not yet removed.
 *
 * <table>
 *   <caption>States of the job {@code s3-leftovers}</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>–<td>the service starts<td>running<td>looks at every blob older than this start
 *   <tr><td>running<td>a page of blobs<td>running<td>those without a row in {@code s3.blobs} go
 *   <tr><td>running<td>the last page<td>–<td>
 *   <tr><td>running<td>the server stops<td>–<td>what is left is found by the next start
 * </table>
 *
 * <p>It shares nothing with requests: the store lists only blobs that were there when it was
 * opened, and a blob of a finished upload that has lost its last name never gets another.
 */
final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final int PAGE = 1000;

  private final Schema schema;
  private final Blobs blobs;
  private final BlobLedger ledger;

  Leftovers(Schema schema, Blobs blobs, BlobLedger ledger) {
    this.schema = schema;
    this.blobs = blobs;
    this.ledger = ledger;
  }

  /** Looks through all blobs once. */
  void sweep() throws IOException, InterruptedException {
    String after = "";
    long removed = 0;
    List<String> page;
    do {
      page = blobs.ids(after, PAGE);
      List<String> ids = page;
      List<String> ownerless =
          schema
              .tables()
              .read(
                  view -> ids.stream().filter(id -> view.get(schema.blobs(), id) == null).toList());
      ledger.discard(ownerless);
      removed += ownerless.size();
      if (!page.isEmpty()) {
        after = page.getLast();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped after " + after);
      }
    } while (page.size() == PAGE);
    if (removed > 0) {
      LOG.info("removed {} contents that a crash had left ownerless", removed);
    }
  }
}
