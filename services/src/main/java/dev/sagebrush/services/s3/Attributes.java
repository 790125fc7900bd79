package dev.sagebrush.services.s3;

import dev.sagebrush.model.s3.Checksum;
import dev.sagebrush.model.s3.GetObjectAttributesOutput;
import dev.sagebrush.model.s3.GetObjectAttributesParts;
import dev.sagebrush.model.s3.GetObjectAttributesRequest;
import dev.sagebrush.model.s3.ObjectPart;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of an object, without its content: GetObjectAttributes. */
final class Attributes {

  private static final Set<String> NAMES =
      Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");

  private final Buckets buckets;
  private final ObjectTable objects;
  private final Contents contents;

  Attributes(Buckets buckets, ObjectTable objects, Contents contents) {
    this.buckets = buckets;
    this.objects = objects;
    this.contents = contents;
  }

  GetObjectAttributesOutput get(GetObjectAttributesRequest request) {
    Refusals.check(request);
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    List<String> asked = request.objectAttributes();
    if (asked == null || asked.isEmpty() || !NAMES.containsAll(asked)) {
      throw Failures.invalidArgument(
          "Invalid attribute name specified.",
          "x-amz-object-attributes",
          asked == null ? "" : String.join(",", asked));
    }
    StoredObject object = objects.require(request.bucket(), request.key(), request.versionId());
    GetObjectAttributesOutput.Builder output =
        GetObjectAttributesOutput.builder()
            .lastModified(object.modified())
            .versionId(bucket.versioning().versioned() ? object.version().name() : null);
    for (String name : asked) {
      switch (name) {
        case "ETag" -> output.eTag(object.eTag());
        case "Checksum" -> output.checksum(checksum(object));
        case "ObjectParts" -> output.objectParts(parts(request, object));
        case "StorageClass" -> output.storageClass(object.metadata().storageClass());
        default -> output.objectSize(object.size());
      }
    }
    return output.build();
  }

  private static Checksum checksum(StoredObject object) {
    return Members.with(
        Checksum.class, Checksum.builder().build(), Checksums.members(object.checksum()));
  }

  /** Only of objects of parts; the single parts only where the client asked for checksums. */
  private @Nullable GetObjectAttributesParts parts(
      GetObjectAttributesRequest request, StoredObject object) {
    int count = object.content().parts();
    if (count == 0) {
      return null;
    }
    GetObjectAttributesParts.Builder output =
        GetObjectAttributesParts.builder().totalPartsCount(count);
    Layout layout = contents.layout(object);
    if (layout == null || !object.checksum().asked()) {
      return output.build();
    }
    int most = Listings.most(request.maxParts(), "max-parts");
    int marker = request.partNumberMarker() == null ? 0 : request.partNumberMarker();
    List<Layout.Part> rest =
        layout.parts().stream().filter(part -> part.number() > marker).toList();
    List<Layout.Part> page = rest.subList(0, Math.min(most, rest.size()));
    return output
        .maxParts(most)
        .partNumberMarker(marker)
        .nextPartNumberMarker(page.isEmpty() ? 0 : page.getLast().number())
        .isTruncated(most > 0 && page.size() < rest.size())
        .parts(page.stream().map(part -> describe(part, object.checksum())).toList())
        .build();
  }

  private static ObjectPart describe(Layout.Part part, ObjectChecksum checksum) {
    ObjectPart described = ObjectPart.builder().partNumber(part.number()).size(part.size()).build();
    return part.checksum() == null
        ? described
        : Members.with(
            ObjectPart.class,
            described,
            Map.of(Checksums.member(checksum.algorithm()), part.checksum()));
  }
}
