package dev.sagebrush.services.s3;

import dev.sagebrush.model.s3.CommonPrefix;
import dev.sagebrush.model.s3.ListObjectsOutput;
import dev.sagebrush.model.s3.ListObjectsRequest;
import dev.sagebrush.model.s3.ListObjectsV2Output;
import dev.sagebrush.model.s3.ListObjectsV2Request;
import dev.sagebrush.model.s3.Owner;
import dev.sagebrush.model.s3.S3Object;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Listing the objects of a bucket. */
final class Listings {

  /** The most keys and prefixes of a page. */
  static final int MOST = 1000;

  private final Buckets buckets;
  private final Schema schema;
  private final ContinuationTokens tokens;

  Listings(Buckets buckets, Schema schema, ContinuationTokens tokens) {
    this.buckets = buckets;
    this.schema = schema;
    this.tokens = tokens;
  }

  ListObjectsOutput list(ListObjectsRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    NameEncoding names = NameEncoding.of(request.encodingType());
    int most = most(request.maxKeys(), "max-keys");
    Listing.Query query =
        new Listing.Query(
            orEmpty(request.prefix()),
            orEmpty(request.delimiter()),
            orEmpty(request.marker()),
            most);
    Listing<StoredObject> page = page(request.bucket(), query);
    // Without a delimiter S3 leaves it to the client to go on after the last key.
    boolean marked = page.truncated() && !query.delimiter().isEmpty();
    return ListObjectsOutput.builder()
        .name(request.bucket())
        .prefix(names.encode(query.prefix()))
        .delimiter(names.encode(emptyToNull(query.delimiter())))
        .marker(names.encode(query.after()))
        .nextMarker(marked ? names.encode(page.last()) : null)
        .maxKeys(most)
        .encodingType(request.encodingType())
        .isTruncated(page.truncated())
        .contents(contents(request.bucket(), page, names, owners(bucket)))
        .commonPrefixes(prefixes(page.prefixes(), names))
        .build();
  }

  ListObjectsV2Output listV2(ListObjectsV2Request request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    NameEncoding names = NameEncoding.of(request.encodingType());
    int most = most(request.maxKeys(), "max-keys");
    String token = request.continuationToken();
    String prefix = orEmpty(request.prefix());
    String delimiter = orEmpty(request.delimiter());
    String listing = Tables.key("objects", request.bucket(), prefix, delimiter);
    Listing.Query query =
        new Listing.Query(
            prefix,
            delimiter,
            token == null ? orEmpty(request.startAfter()) : tokens.read(listing, token),
            most);
    Listing<StoredObject> page = page(request.bucket(), query);
    String last = page.last();
    boolean owned = Boolean.TRUE.equals(request.fetchOwner());
    return ListObjectsV2Output.builder()
        .name(request.bucket())
        .prefix(names.encode(query.prefix()))
        .delimiter(names.encode(emptyToNull(query.delimiter())))
        .startAfter(names.encode(request.startAfter()))
        .continuationToken(token)
        .nextContinuationToken(last == null ? null : tokens.of(listing, last))
        .maxKeys(most)
        .keyCount(page.rows().size() + page.prefixes().size())
        .encodingType(request.encodingType())
        .isTruncated(page.truncated())
        .contents(contents(request.bucket(), page, names, owned ? owners(bucket) : object -> null))
        .commonPrefixes(prefixes(page.prefixes(), names))
        .build();
  }

  private Listing<StoredObject> page(String bucket, Listing.Query query) {
    String start = Schema.bucketPrefix(bucket);
    return schema
        .tables()
        .read(view ->
            Listing.of(
                view,
                schema.objects(),
                start,
                query,
                null,
                row -> row.key().substring(start.length())));
  }

  private static List<S3Object> contents(
      String bucket,
      Listing<StoredObject> page,
      NameEncoding names,
      Function<StoredObject, @Nullable Owner> owners) {
    int start = Schema.bucketPrefix(bucket).length();
    return page.rows().stream()
        .map(row -> content(row, names.encode(row.key().substring(start)), owners))
        .toList();
  }

  private static S3Object content(
      Table.Row<StoredObject> row,
      @Nullable String key,
      Function<StoredObject, @Nullable Owner> owners) {
    StoredObject object = row.value();
    return S3Object.builder()
        .key(key)
        .eTag(object.quotedETag())
        .size(object.size())
        .lastModified(object.modified())
        .storageClass(object.metadata().storageClass())
        .checksumAlgorithm(List.of(object.checksum().algorithm().name()))
        .checksumType(object.checksum().type())
        .owner(owners.apply(object))
        .build();
  }

  static List<CommonPrefix> prefixes(List<String> prefixes, NameEncoding names) {
    return prefixes.stream()
        .map(prefix -> CommonPrefix.builder().prefix(names.encode(prefix)).build())
        .toList();
  }

  private static Function<StoredObject, @Nullable Owner> owners(StoredBucket bucket) {
    Owner usual = Owners.of(bucket.account());
    return object -> {
      String account = ObjectAccess.owner(bucket, object.access());
      return account.equals(bucket.account()) ? usual : Owners.of(account);
    };
  }

  /** A page size as S3 takes it: anything from 0, but never more than {@link #MOST}. */
  static int most(@Nullable Integer asked, String name) {
    if (asked == null) {
      return MOST;
    }
    if (asked < 0) {
      throw Failures.invalidArgument(
          "Argument " + name + " must be an integer between 0 and 2147483647",
          name,
          asked.toString());
    }
    return Math.min(asked, MOST);
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
