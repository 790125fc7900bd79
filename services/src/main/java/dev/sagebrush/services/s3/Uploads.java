package dev.sagebrush.services.s3;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.util.List;
import java.util.function.Consumer;

/** The rows of uploads under way. */
final class Uploads {

  private final Schema schema;
  private final ObjectTable objects;
  private final BlobLedger ledger;

  Uploads(Schema schema, ObjectTable objects, BlobLedger ledger) {
    this.schema = schema;
    this.objects = objects;
    this.ledger = ledger;
  }

  /** Ends every upload of a bucket that goes, in the transaction that lets it go. */
  void abortAll(String bucket, Consumer<Transaction> removal) {
    objects.write(
        List.of(),
        (transaction, freed) -> {
          removal.accept(transaction);
          Range all = Range.prefix(Schema.bucketPrefix(bucket));
          for (Table.Row<StoredUpload> row : transaction.scan(schema.uploads(), all)) {
            forgetParts(transaction, row.value().id(), freed);
          }
          transaction.delete(schema.uploads(), all);
        });
  }

  private void forgetParts(Transaction transaction, String upload, List<String> freed) {
    Range parts = Range.prefix(upload + Tables.SEPARATOR);
    for (Table.Row<StoredPart> row : transaction.scan(schema.parts(), parts)) {
      ledger.forget(transaction, row.value().blob(), freed);
    }
    transaction.delete(schema.parts(), parts);
  }
}
