package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.s3.DeleteMarkerEntry;
import dev.sagebrush.model.s3.ListObjectVersionsOutput;
import dev.sagebrush.model.s3.ListObjectVersionsRequest;
import dev.sagebrush.model.s3.ObjectVersion;
import dev.sagebrush.model.s3.Owner;
import dev.sagebrush.model.s3.S3Api;
import java.util.List;

/** Listing the versions of the objects of a bucket, and the delete markers among them. */
final class VersionListings {

  private final Buckets buckets;
  private final Schema schema;
  private final Versions versions;
  private final Clock clock;

  VersionListings(Buckets buckets, Schema schema, Versions versions, Clock clock) {
    this.buckets = buckets;
    this.schema = schema;
    this.versions = versions;
    this.clock = clock;
  }

  void serve(Service.Builder service) {
    service.on(S3Api.LIST_OBJECT_VERSIONS, this::list);
  }

  private ListObjectVersionsOutput list(ListObjectVersionsRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    NameEncoding names = NameEncoding.of(request.encodingType());
    int most = Listings.most(request.maxKeys(), "max-keys");
    Listing.Query query =
        new Listing.Query(
            Listings.orEmpty(request.prefix()),
            Listings.orEmpty(request.delimiter()),
            Listings.orEmpty(request.keyMarker()),
            most);
    String marker = Listings.orEmpty(request.versionIdMarker());
    if (!marker.isEmpty() && query.after().isEmpty()) {
      throw Failures.invalidArgument(
          "A version-id marker cannot be specified without a key marker.",
          "version-id-marker",
          marker);
    }
    VersionWalk.Page page = page(request.bucket(), query, marker);
    List<VersionWalk.Entry> entries = page.entries();
    return ListObjectVersionsOutput.builder()
        .name(request.bucket())
        .prefix(names.encode(query.prefix()))
        .delimiter(names.encode(Listings.emptyToNull(query.delimiter())))
        .keyMarker(names.encode(query.after()))
        .versionIdMarker(marker)
        .nextKeyMarker(names.encode(page.last()))
        .nextVersionIdMarker(page.lastVersion())
        .maxKeys(most)
        .encodingType(request.encodingType())
        .isTruncated(page.last() != null)
        .versions(
            entries.stream()
                .filter(entry -> !entry.version().version().marker())
                .map(entry -> version(entry, names, owner(bucket, entry)))
                .toList())
        .deleteMarkers(
            entries.stream()
                .filter(entry -> entry.version().version().marker())
                .map(entry -> marker(entry, names, owner(bucket, entry)))
                .toList())
        .commonPrefixes(Listings.prefixes(page.prefixes(), names))
        .build();
  }

  private static Owner owner(StoredBucket bucket, VersionWalk.Entry entry) {
    return Owners.of(ObjectAccess.owner(bucket, entry.version().access()));
  }

  private VersionWalk.Page page(String bucket, Listing.Query query, String marker) {
    return schema
        .tables()
        .read(view -> {
          long below = 0;
          if (marker.equals(Version.NULL)) {
            StoredObject version = versions.find(view, bucket, query.after(), marker);
            below = version == null ? 0 : version.version().order();
          } else if (!marker.isEmpty()) {
            below = Math.max(VersionIds.order(marker), 0);
          }
          return new VersionWalk(view, schema, bucket, query, below).page();
        });
  }

  private ObjectVersion version(VersionWalk.Entry entry, NameEncoding names, Owner owner) {
    StoredObject object = entry.version();
    return ObjectVersion.builder()
        .key(names.encode(entry.key()))
        .versionId(object.version().name())
        .isLatest(object.version().succeeded() == null)
        .lastModified(object.modified())
        .eTag(object.quotedETag())
        .size(object.size())
        .storageClass(object.metadata().storageClass())
        .checksumAlgorithm(List.of(object.checksum().algorithm().name()))
        .checksumType(object.checksum().type())
        .restoreStatus(Archives.status(object, clock.now()))
        .owner(owner)
        .build();
  }

  private static DeleteMarkerEntry marker(
      VersionWalk.Entry entry, NameEncoding names, Owner owner) {
    StoredObject marker = entry.version();
    return DeleteMarkerEntry.builder()
        .key(names.encode(entry.key()))
        .versionId(marker.version().name())
        .isLatest(marker.version().succeeded() == null)
        .lastModified(marker.modified())
        .owner(owner)
        .build();
  }
}
