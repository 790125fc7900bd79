package dev.sagebrush.services.s3;

import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import java.util.Locale;

/** The tables of S3; what their keys are is said in the package's documentation. */
record Schema(
    Tables tables,
    Table<StoredBucket> buckets,
    Table<StoredObject> objects,
    Table<Layout> layouts,
    Table<References> blobs,
    Table<StoredUpload> uploads,
    Table<StoredPart> parts,
    Table<Completion> completions) {

  static Schema declare(Tables tables) {
    return new Schema(
        tables,
        tables.table(TableSpec.of("s3.buckets", StoredBucket.class)),
        tables.table(TableSpec.of("s3.objects", StoredObject.class)),
        tables.table(TableSpec.of("s3.layouts", Layout.class)),
        tables.table(TableSpec.of("s3.blobs", References.class)),
        tables.table(TableSpec.of("s3.uploads", StoredUpload.class)),
        tables.table(TableSpec.of("s3.parts", StoredPart.class)),
        tables.table(TableSpec.of("s3.completions", Completion.class)));
  }

  /** What the keys of a bucket's rows begin with. */
  static String bucketPrefix(String bucket) {
    return bucket + Tables.SEPARATOR;
  }

  static String objectKey(String bucket, String key) {
    return Tables.key(bucket, key);
  }

  static String uploadKey(String bucket, String key, String upload) {
    return Tables.key(bucket, key, upload);
  }

  static String partKey(String upload, int number) {
    return Tables.key(upload, String.format(Locale.ROOT, "%05d", number));
  }
}
