package dev.sagebrush.services.s3;

import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of S3; what their keys are is said in the package's documentation. */
record Schema(
    Tables tables,
    Table<StoredBucket> buckets,
    Table<StoredObject> objects,
    Table<StoredObject> versions,
    Table<NullVersion> nulls,
    Table<StoredLifecycle> lifecycles,
    Table<Due> due,
    Table<Layout> layouts,
    Table<References> blobs,
    Table<StoredUpload> uploads,
    Table<StoredPart> parts,
    Table<Completion> completions,
    Table<StoredConfiguration> configurations,
    Table<StoredAccount> accounts) {

  /** How long the end of a version's key is that says its place. */
  static final int ORDER_LENGTH = 17;

  static Schema declare(Tables tables) {
    return new Schema(
        tables,
        tables.table(
            new TableSpec<>("s3.buckets", StoredBucket.class, 2, List.of(Schema::withAccess))),
        tables.table(TableSpec.of("s3.objects", StoredObject.class)),
        tables.table(TableSpec.of("s3.versions", StoredObject.class)),
        tables.table(TableSpec.of("s3.nulls", NullVersion.class)),
        tables.table(TableSpec.of("s3.lifecycles", StoredLifecycle.class)),
        tables.table(TableSpec.of("s3.due", Due.class)),
        tables.table(TableSpec.of("s3.layouts", Layout.class)),
        tables.table(TableSpec.of("s3.blobs", References.class)),
        tables.table(TableSpec.of("s3.uploads", StoredUpload.class)),
        tables.table(TableSpec.of("s3.parts", StoredPart.class)),
        tables.table(TableSpec.of("s3.completions", Completion.class)),
        tables.table(TableSpec.of("s3.configurations", StoredConfiguration.class)),
        tables.table(TableSpec.of("s3.accounts", StoredAccount.class)));
  }

  /** Buckets of version 1 had no ACLs and nothing public, as AWS makes them. */
  private static Map<String, Object> withAccess(Map<String, Object> bucket) {
    Map<String, Object> migrated = new HashMap<>(bucket);
    Map<String, Object> block =
        Map.of("blockAcls", true, "ignoreAcls", true, "blockPolicy", true, "restrict", true);
    migrated.put("access", Map.of("ownership", BucketAccess.ENFORCED, "block", block));
    return migrated;
  }

  /** What the keys of a bucket's rows begin with. */
  static String bucketPrefix(String bucket) {
    return bucket + Tables.SEPARATOR;
  }

  static String objectKey(String bucket, String key) {
    return Tables.key(bucket, key);
  }

  /** What the keys of the older versions of a key begin with. */
  static String versionPrefix(String bucket, String key) {
    return Tables.key(bucket, key) + Tables.SEPARATOR;
  }

  /**
   * The key of an older version.
   *
   * @param order its place; the greatest comes first
   */
  static String versionKey(String bucket, String key, long order) {
    return versionPrefix(bucket, key) + String.format(Locale.ROOT, "%016x", Long.MAX_VALUE - order);
  }

  static String uploadKey(String bucket, String key, String upload) {
    return Tables.key(bucket, key, upload);
  }

  static String partKey(String upload, int number) {
    return Tables.key(upload, String.format(Locale.ROOT, "%05d", number));
  }
}
