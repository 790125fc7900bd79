package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.s3.AbortMultipartUploadOutput;
import dev.sagebrush.model.s3.AbortMultipartUploadRequest;
import dev.sagebrush.model.s3.CreateMultipartUploadOutput;
import dev.sagebrush.model.s3.CreateMultipartUploadRequest;
import dev.sagebrush.model.s3.Initiator;
import dev.sagebrush.model.s3.ListMultipartUploadsOutput;
import dev.sagebrush.model.s3.ListMultipartUploadsRequest;
import dev.sagebrush.model.s3.MultipartUpload;
import dev.sagebrush.store.Keys;
import dev.sagebrush.store.Tables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Uploads in parts: beginning, listing and aborting them. */
final class Uploads {

  private static final int ID_SUFFIX = 53;

  private final Buckets buckets;
  private final Schema schema;
  private final ObjectTable objects;
  private final UploadTable uploads;
  private final AccessRules rules;
  private final ObjectFacts facts;
  private final Ids ids;
  private final Clock clock;

  Uploads(
      Buckets buckets,
      Schema schema,
      ObjectTable objects,
      UploadTable uploads,
      AccessRules rules,
      ObjectFacts facts,
      Ids ids,
      Clock clock) {
    this.buckets = buckets;
    this.schema = schema;
    this.objects = objects;
    this.uploads = uploads;
    this.rules = rules;
    this.facts = facts;
    this.ids = ids;
    this.clock = clock;
  }

  CreateMultipartUploadOutput create(CreateMultipartUploadRequest request) {
    Refusals.check(request);
    StoredBucket into = buckets.require(request.bucket(), request.expectedBucketOwner());
    ObjectKeys.check(request.key());
    Instant now = clock.now();
    StoredUpload upload =
        new StoredUpload(
            request.key(),
            id(now),
            now.truncatedTo(ChronoUnit.SECONDS),
            Call.current().principal().arn(),
            Metadata.of(request),
            TagSets.ofHeader(request.tagging()),
            UploadChecksum.of(request.checksumAlgorithm(), request.checksumType()),
            rules.ofNew(into, request),
            Locks.asked(into, request, now));
    uploads.begin(request.bucket(), upload);
    CreateMultipartUploadOutput.Builder output =
        CreateMultipartUploadOutput.builder()
            .bucket(request.bucket())
            .key(request.key())
            .uploadId(upload.id());
    UploadChecksum checksums = upload.checksums();
    if (checksums.asked()) {
      output.checksumAlgorithm(checksums.algorithm().name()).checksumType(checksums.type());
    }
    return Members.with(
        CreateMultipartUploadOutput.class,
        output.build(),
        facts.ofUpload(request.bucket(), into, upload));
  }

  /** Ids of the uploads of a key order by the time they were begun. */
  private String id(Instant now) {
    return String.format(Locale.ROOT, "%011x", now.toEpochMilli()) + ids.alphanumeric(ID_SUFFIX);
  }

  AbortMultipartUploadOutput abort(AbortMultipartUploadRequest request) {
    Refusals.check(request);
    buckets.require(request.bucket(), request.expectedBucketOwner());
    Instant expected = request.ifMatchInitiatedTime();
    objects.write(
        List.of(),
        (transaction, freed) -> {
          StoredUpload upload =
              uploads.require(transaction, request.bucket(), request.key(), request.uploadId());
          if (expected != null
              && !expected.truncatedTo(ChronoUnit.SECONDS).equals(upload.initiated())) {
            throw Failures.preconditionFailed("x-amz-if-match-initiated-time");
          }
          uploads.end(transaction, request.bucket(), upload, number -> false, freed);
        });
    return AbortMultipartUploadOutput.builder().build();
  }

  ListMultipartUploadsOutput list(ListMultipartUploadsRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    NameEncoding names = NameEncoding.of(request.encodingType());
    int most = Listings.most(request.maxUploads(), "max-uploads");
    String keyMarker = Listings.orEmpty(request.keyMarker());
    // S3 ignores an upload marker without a key marker.
    String idMarker = keyMarker.isEmpty() ? "" : Listings.orEmpty(request.uploadIdMarker());
    Listing.Query query =
        new Listing.Query(
            Listings.orEmpty(request.prefix()),
            Listings.orEmpty(request.delimiter()),
            keyMarker,
            most);
    Listing<StoredUpload> page = page(request.bucket(), query, idMarker);
    String last = page.last();
    String lastId =
        last != null && !page.rows().isEmpty() && page.rows().getLast().value().key().equals(last)
            ? page.rows().getLast().value().id()
            : null;
    return ListMultipartUploadsOutput.builder()
        .bucket(request.bucket())
        .prefix(names.encode(Listings.emptyToNull(query.prefix())))
        .delimiter(names.encode(Listings.emptyToNull(query.delimiter())))
        .keyMarker(names.encode(keyMarker))
        .uploadIdMarker(idMarker)
        .nextKeyMarker(names.encode(last))
        .nextUploadIdMarker(lastId)
        .maxUploads(most)
        .encodingType(request.encodingType())
        .isTruncated(page.truncated())
        .uploads(page.rows().stream().map(row -> describe(bucket, row.value(), names)).toList())
        .commonPrefixes(Listings.prefixes(page.prefixes(), names))
        .build();
  }

  private Listing<StoredUpload> page(String bucket, Listing.Query query, String idMarker) {
    String start = Schema.bucketPrefix(bucket);
    String uploadsOfMarker = start + query.after() + Tables.SEPARATOR;
    String resume =
        idMarker.isEmpty() ? Keys.after(uploadsOfMarker) : uploadsOfMarker + idMarker + '\u0000';
    return schema
        .tables()
        .read(view ->
            Listing.of(view, schema.uploads(), start, query, resume, row -> row.value().key()));
  }

  private static MultipartUpload describe(
      StoredBucket bucket, StoredUpload upload, NameEncoding names) {
    UploadChecksum checksums = upload.checksums();
    return MultipartUpload.builder()
        .key(names.encode(upload.key()))
        .uploadId(upload.id())
        .initiated(upload.initiated())
        .storageClass(upload.metadata().storageClass())
        .owner(Owners.of(ObjectAccess.owner(bucket, upload.access())))
        .initiator(initiator(upload))
        .checksumAlgorithm(asked(checksums, checksums.algorithm().name()))
        .checksumType(asked(checksums, checksums.type()))
        .build();
  }

  /** A value that is answered only where the client asked for the checksum. */
  static @Nullable String asked(UploadChecksum checksums, String value) {
    return checksums.asked() ? value : null;
  }

  static Initiator initiator(StoredUpload upload) {
    return Initiator.builder().id(upload.initiator()).build();
  }
}
