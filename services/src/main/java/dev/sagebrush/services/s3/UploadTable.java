package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The rows of uploads under way and of their parts. */
final class UploadTable {

  private final Schema schema;
  private final ObjectTable objects;
  private final BlobLedger ledger;
  private final LifecycleBook book;

  UploadTable(Schema schema, ObjectTable objects, BlobLedger ledger, LifecycleBook book) {
    this.schema = schema;
    this.objects = objects;
    this.ledger = ledger;
    this.book = book;
  }

  /**
   * An upload under way.
   *
   * @throws ServiceException {@code NoSuchUpload}
   */
  StoredUpload require(String bucket, String key, String id) {
    return schema.tables().read(view -> require(view, bucket, key, id));
  }

  StoredUpload require(View view, String bucket, String key, String id) {
    StoredUpload upload = view.get(schema.uploads(), Schema.uploadKey(bucket, key, id));
    if (upload == null) {
      throw Failures.noSuchUpload(id);
    }
    return upload;
  }

  /** Begins an upload. */
  void begin(String bucket, StoredUpload upload) {
    objects.write(transaction -> {
      StoredBucket owner = objects.bucket(transaction, bucket);
      String row = Schema.uploadKey(bucket, upload.key(), upload.id());
      transaction.put(schema.uploads(), row, upload);
      book.begun(transaction, bucket, owner, upload);
    });
  }

  /** Puts a part whose content has just been taken in. */
  void putPart(String bucket, StoredUpload upload, int number, StoredPart part) {
    objects.write(
        part.blob() == null ? List.of() : List.of(part.blob()),
        (transaction, freed) -> {
          require(transaction, bucket, upload.key(), upload.id());
          String row = Schema.partKey(upload.id(), number);
          StoredPart old = transaction.get(schema.parts(), row);
          ledger.name(transaction, part.blob());
          transaction.put(schema.parts(), row, part);
          if (old != null) {
            ledger.forget(transaction, old.blob(), freed);
          }
        });
  }

  /** The parts of an upload with their numbers, ascending. */
  List<Table.Row<StoredPart>> parts(View view, String upload) {
    return view.scan(schema.parts(), parts(upload));
  }

  private static Range parts(String upload) {
    return Range.prefix(upload + Tables.SEPARATOR);
  }

  /** A page of the parts of an upload, from the first after {@code marker}. */
  List<Table.Row<StoredPart>> parts(String upload, int marker, int most) {
    return schema.parts().scan(parts(upload).after(Schema.partKey(upload, marker)).limit(most));
  }

  /** The number of a part. */
  static int number(Table.Row<StoredPart> row) {
    return Integer.parseInt(row.key().substring(row.key().lastIndexOf(Tables.SEPARATOR) + 1));
  }

  /**
   * Ends an upload: its row and those of its parts go.
   *
   * @param kept the parts whose blobs go on under another name
   */
  void end(
      Transaction transaction,
      String bucket,
      StoredUpload upload,
      Predicate<Integer> kept,
      List<String> freed) {
    for (Table.Row<StoredPart> row : parts(transaction, upload.id())) {
      if (!kept.test(number(row))) {
        ledger.forget(transaction, row.value().blob(), freed);
      }
    }
    transaction.delete(schema.parts(), parts(upload.id()));
    transaction.delete(schema.uploads(), Schema.uploadKey(bucket, upload.key(), upload.id()));
  }

  /** Ends every upload of a bucket that goes, in the transaction that lets it go. */
  void endAll(String bucket, Consumer<Transaction> removal) {
    objects.write(
        List.of(),
        (transaction, freed) -> {
          removal.accept(transaction);
          Range all = Range.prefix(Schema.bucketPrefix(bucket));
          for (Table.Row<StoredUpload> row : transaction.scan(schema.uploads(), all)) {
            end(transaction, bucket, row.value(), number -> false, freed);
          }
        });
  }
}
