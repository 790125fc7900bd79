package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of objects: every change is one transaction together with the names of its blobs. */
final class ObjectTable {

  private final Schema schema;
  private final BlobLedger ledger;

  ObjectTable(Schema schema, BlobLedger ledger) {
    this.schema = schema;
    this.ledger = ledger;
  }

  /** The object under a key, or null. */
  @Nullable StoredObject find(String bucket, String key) {
    return schema.objects().get(Schema.objectKey(bucket, key));
  }

  /**
   * The object under a key.
   *
   * @throws ServiceException {@code NoSuchKey}
   */
  StoredObject require(String bucket, String key) {
    StoredObject object = find(bucket, key);
    if (object == null) {
      throw Failures.noSuchKey(key);
    }
    return object;
  }

  /**
   * Puts an object whose content has just been taken in; when a condition forbids it the content is
   * removed again.
   */
  void put(String bucket, String key, StoredObject object, WriteCondition condition) {
    String blob = object.content().blob();
    List<String> taken = blob == null ? List.of() : List.of(blob);
    write(
        taken,
        (transaction, freed) -> {
          ledger.name(transaction, blob);
          replace(transaction, bucket, key, object, condition, freed);
        });
  }

  /** Puts a row within a transaction; its content is named already. */
  void replace(
      Transaction transaction,
      String bucket,
      String key,
      StoredObject object,
      WriteCondition condition,
      List<String> freed) {
    if (transaction.get(schema.buckets(), bucket) == null) {
      throw Failures.noSuchBucket(bucket);
    }
    String row = Schema.objectKey(bucket, key);
    StoredObject old = transaction.get(schema.objects(), row);
    condition.check(key, old);
    transaction.put(schema.objects(), row, object);
    if (old != null) {
      ledger.forget(transaction, old, freed);
    }
  }

  /** Replaces what is kept beside the content. */
  void update(String bucket, String key, java.util.function.UnaryOperator<StoredObject> change) {
    schema
        .tables()
        .write(transaction -> {
          String row = Schema.objectKey(bucket, key);
          StoredObject old = transaction.get(schema.objects(), row);
          if (old == null) {
            throw Failures.noSuchKey(key);
          }
          transaction.put(schema.objects(), row, change.apply(old));
          return true;
        });
  }

  /**
   * Removes objects of a bucket, as one transaction.
   *
   * @param each for every key, in order: whether it may go, given the object or null
   */
  void remove(String bucket, List<String> keys, List<Predicate<@Nullable StoredObject>> each) {
    write(
        List.of(),
        (transaction, freed) -> {
          for (int i = 0; i < keys.size(); i++) {
            String row = Schema.objectKey(bucket, keys.get(i));
            StoredObject old = transaction.get(schema.objects(), row);
            if (each.get(i).test(old) && old != null) {
              transaction.delete(schema.objects(), row);
              ledger.forget(transaction, old, freed);
            }
          }
        });
  }

  /** A transaction that may free blobs. */
  @FunctionalInterface
  interface Change {
    void make(Transaction transaction, List<String> freed);
  }

  /**
   * Runs a transaction and then removes the blobs it freed.
   *
   * @param taken blobs taken in for it: removed when it is refused. When the store itself fails,
   *     nobody knows whether it is durable: they stay, for {@link Leftovers} to judge
   */
  void write(List<String> taken, Change change) {
    List<String> freed;
    try {
      freed =
          schema
              .tables()
              .write(transaction -> {
                List<String> collected = new ArrayList<>();
                change.make(transaction, collected);
                return collected;
              });
    } catch (ServiceException e) {
      ledger.discard(taken);
      throw e;
    }
    ledger.discard(freed);
  }

  /** Runs a transaction that frees nothing. */
  void write(Consumer<Transaction> change) {
    write(List.of(), (transaction, freed) -> change.accept(transaction));
  }
}
