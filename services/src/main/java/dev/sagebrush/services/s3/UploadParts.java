package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.Body;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.CopyPartResult;
import dev.sagebrush.model.s3.ListPartsOutput;
import dev.sagebrush.model.s3.ListPartsRequest;
import dev.sagebrush.model.s3.Part;
import dev.sagebrush.model.s3.UploadPartCopyOutput;
import dev.sagebrush.model.s3.UploadPartCopyRequest;
import dev.sagebrush.model.s3.UploadPartOutput;
import dev.sagebrush.model.s3.UploadPartRequest;
import dev.sagebrush.store.Table;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of uploads: sent, copied from objects, listed. */
final class UploadParts {

  /** The greatest part number, and the most parts of an object. */
  static final int MOST = 10_000;

  private final Buckets buckets;
  private final UploadTable uploads;
  private final Sources sources;
  private final Ingest ingest;
  private final Clock clock;

  UploadParts(Buckets buckets, UploadTable uploads, Sources sources, Ingest ingest, Clock clock) {
    this.buckets = buckets;
    this.uploads = uploads;
    this.sources = sources;
    this.ingest = ingest;
    this.clock = clock;
  }

  UploadPartOutput put(UploadPartRequest request) throws IOException {
    Refusals.check(request);
    String bucket = request.bucket();
    int number = number(request.partNumber());
    buckets.require(bucket, request.expectedBucketOwner());
    StoredUpload upload = uploads.require(bucket, request.key(), request.uploadId());
    Ingest.Expectation expectation = Ingest.Expectation.of(request);
    UploadChecksum checksums = upload.checksums();
    if (checksums.asked()
        && expectation.asked()
        && expectation.algorithm() != checksums.algorithm()) {
      throw Checksums.mismatch(checksums.algorithm(), expectation.algorithm());
    }
    Ingest.Ingested content = ingest.take(request.body(), expectation.and(checksums.algorithm()));
    ChecksumAlgorithm named = expectation.asked() ? expectation.algorithm() : null;
    StoredPart part = part(content, checksums, named);
    uploads.putPart(bucket, upload, number, part);
    UploadPartOutput output = UploadPartOutput.builder().eTag(part.quotedETag()).build();
    ChecksumAlgorithm shown = named == null && checksums.asked() ? checksums.algorithm() : named;
    return shown == null
        ? output
        : Members.with(
            UploadPartOutput.class, output, Checksums.members(shown, content.checksum(shown)));
  }

  private StoredPart part(
      Ingest.Ingested content, UploadChecksum checksums, @Nullable ChecksumAlgorithm named) {
    ChecksumAlgorithm other = named == checksums.algorithm() ? null : named;
    return new StoredPart(
        content.blob(),
        content.size(),
        content.md5(),
        clock.now().truncatedTo(ChronoUnit.SECONDS),
        content.checksum(checksums.algorithm()),
        other,
        other == null ? null : content.checksum(other));
  }

  UploadPartCopyOutput copy(UploadPartCopyRequest request) throws IOException {
    Refusals.check(request);
    String bucket = request.bucket();
    int number = number(request.partNumber());
    buckets.require(bucket, request.expectedBucketOwner());
    StoredUpload upload = uploads.require(bucket, request.key(), request.uploadId());
    CopySource source = CopySource.of(request.copySource());
    ReadConditions conditions =
        new ReadConditions(
            request.copySourceIfMatch(),
            request.copySourceIfNoneMatch(),
            request.copySourceIfModifiedSince(),
            request.copySourceIfUnmodifiedSince());
    StoredPart part;
    UploadChecksum checksums = upload.checksums();
    StoredObject original;
    try (Sources.Opened opened =
        sources.open(
            source, request.expectedSourceBucketOwner(), conditions, request.copySourceRange())) {
      original = opened.object();
      Body body = opened.body();
      Ingest.Ingested content =
          ingest.take(body.stream(), body.length(), Ingest.Expectation.of(checksums.algorithm()));
      part = part(content, checksums, null);
    }
    uploads.putPart(bucket, upload, number, part);
    CopyPartResult result =
        CopyPartResult.builder().eTag(part.quotedETag()).lastModified(part.modified()).build();
    if (checksums.asked()) {
      result =
          Members.with(
              CopyPartResult.class,
              result,
              Checksums.members(checksums.algorithm(), part.checksum()));
    }
    return UploadPartCopyOutput.builder()
        .copyPartResult(result)
        .copySourceVersionId(sources.version(source, original))
        .build();
  }

  ListPartsOutput list(ListPartsRequest request) {
    Refusals.check(request);
    String bucket = request.bucket();
    StoredBucket of = buckets.require(bucket, request.expectedBucketOwner());
    StoredUpload upload = uploads.require(bucket, request.key(), request.uploadId());
    int most = Listings.most(request.maxParts(), "max-parts");
    int marker = request.partNumberMarker() == null ? 0 : request.partNumberMarker();
    if (marker < 0) {
      throw Failures.invalidArgument(
          "Argument part-number-marker must be an integer between 0 and 2147483647",
          "part-number-marker",
          String.valueOf(marker));
    }
    List<Table.Row<StoredPart>> found =
        uploads.parts(upload.id(), Math.min(marker, MOST), most + 1);
    boolean truncated = most > 0 && found.size() > most;
    List<Table.Row<StoredPart>> page = found.subList(0, Math.min(most, found.size()));
    UploadChecksum checksums = upload.checksums();
    return ListPartsOutput.builder()
        .bucket(bucket)
        .key(request.key())
        .uploadId(upload.id())
        .initiator(Uploads.initiator(upload))
        .owner(Owners.of(ObjectAccess.owner(of, upload.access())))
        .storageClass(upload.metadata().storageClass())
        .checksumAlgorithm(Uploads.asked(checksums, checksums.algorithm().name()))
        .checksumType(Uploads.asked(checksums, checksums.type()))
        .maxParts(most)
        .partNumberMarker(marker)
        .nextPartNumberMarker(page.isEmpty() ? 0 : UploadTable.number(page.getLast()))
        .isTruncated(truncated)
        .parts(page.stream().map(row -> describe(row, checksums)).toList())
        .build();
  }

  private static Part describe(Table.Row<StoredPart> row, UploadChecksum checksums) {
    StoredPart stored = row.value();
    Part part =
        Part.builder()
            .partNumber(UploadTable.number(row))
            .eTag(stored.quotedETag())
            .lastModified(stored.modified())
            .size(stored.size())
            .build();
    Map<String, Object> checksum =
        checksums.asked() ? Checksums.members(checksums.algorithm(), stored.checksum()) : Map.of();
    return Members.with(Part.class, part, checksum);
  }

  /**
   * A part number a client may give.
   *
   * @throws ServiceException {@code InvalidArgument}
   */
  static int number(@Nullable Integer given) {
    if (given == null || given < 1 || given > MOST) {
      throw Failures.invalidArgument(
          "Part number must be an integer between 1 and 10000, inclusive",
          "partNumber",
          String.valueOf(given));
    }
    return given;
  }
}
