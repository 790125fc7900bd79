package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.Unit;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One kind of configuration that a bucket may have, or may have several of by their ids: put whole,
 * got whole, deleted.
 *
 * @param <T> the document
 */
final class SubResource<T extends Struct> {

  /** The id of a configuration of which a bucket has one. */
  private static final String ONLY = "";

  private final Buckets buckets;
  private final Schema schema;
  private final Kind<T> kind;

  /**
   * What tells one kind from the others.
   *
   * @param name in the keys of rows, for ever
   * @param type of the document
   * @param shape of the document, asked for on first use: the model is read late
   * @param absent the answer where there is none
   */
  record Kind<T extends Struct>(
      String name, Class<T> type, Supplier<Shape> shape, Supplier<ServiceException> absent) {

    /**
     * A kind whose absence has a code and a message.
     *
     * @param code the error code, status 404, where there is none
     */
    static <T extends Struct> Kind<T> of(
        String name, Class<T> type, Supplier<Shape> shape, String code, String message) {
      return new Kind<>(name, type, shape, () -> ServiceException.of(code, 404, message));
    }

    /** The one that a bucket has, or null; the bucket is not looked at. */
    @Nullable T find(Schema schema, String bucket) {
      return find(schema, bucket, ONLY);
    }

    private @Nullable T find(Schema schema, String bucket, String id) {
      StoredConfiguration row = schema.configurations().get(key(bucket, id));
      return row == null ? null : document(row);
    }

    private T document(StoredConfiguration row) {
      return Documents.struct(type, shape.get(), row.document());
    }

    private String key(String bucket, String id) {
      return Tables.key(bucket, name, id);
    }
  }

  SubResource(Buckets buckets, Schema schema, Kind<T> kind) {
    this.buckets = buckets;
    this.schema = schema;
    this.kind = kind;
  }

  /** Puts the bucket's only one; null refuses the request as malformed. */
  Unit put(String bucket, @Nullable String owner, @Nullable T document) {
    return put(bucket, owner, ONLY, document);
  }

  /** Puts the one of an id. */
  Unit put(String bucket, @Nullable String owner, String id, @Nullable T document) {
    buckets.require(bucket, owner);
    StoredConfiguration row = new StoredConfiguration(Documents.tree(Documents.valid(document)));
    schema
        .tables()
        .write(transaction -> {
          if (transaction.get(schema.buckets(), bucket) == null) {
            throw Failures.noSuchBucket(bucket);
          }
          transaction.put(schema.configurations(), kind.key(bucket, id), row);
          return true;
        });
    return Unit.VALUE;
  }

  /**
   * The bucket's only one.
   *
   * @throws ServiceException when there is none, as {@link Kind#absent} says it
   */
  T require(String bucket, @Nullable String owner) {
    return require(bucket, owner, ONLY);
  }

  /** The one of an id. */
  T require(String bucket, @Nullable String owner, String id) {
    buckets.require(bucket, owner);
    T document = kind.find(schema, bucket, id);
    if (document == null) {
      throw kind.absent().get().with(Map.of("BucketName", bucket));
    }
    return document;
  }

  /** The bucket's only one, or null; the bucket is not looked at. */
  @Nullable T find(String bucket) {
    return kind.find(schema, bucket);
  }

  /** Deletes the bucket's only one, if there is one. */
  Unit delete(String bucket, @Nullable String owner) {
    buckets.require(bucket, owner);
    remove(bucket, ONLY);
    return Unit.VALUE;
  }

  /** Deletes the one of an id, which must be there. */
  Unit delete(String bucket, @Nullable String owner, String id) {
    buckets.require(bucket, owner);
    if (!remove(bucket, id)) {
      throw kind.absent().get().with(Map.of("BucketName", bucket));
    }
    return Unit.VALUE;
  }

  private boolean remove(String bucket, String id) {
    return schema
        .tables()
        .write(transaction -> transaction.delete(schema.configurations(), kind.key(bucket, id)));
  }

  /**
   * Those of a bucket in the order of their ids.
   *
   * @param after the id to begin after; empty for the first
   */
  List<T> list(String bucket, String after, int most) {
    Range all = Range.prefix(kind.key(bucket, ""));
    Range range = after.isEmpty() ? all : all.after(kind.key(bucket, after));
    return schema.configurations().scan(range.limit(most)).stream()
        .map(Table.Row::value)
        .map(kind::document)
        .toList();
  }
}
