package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Body;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.GetObjectRequest;
import dev.sagebrush.model.s3.HeadObjectOutput;
import dev.sagebrush.model.s3.HeadObjectRequest;
import dev.sagebrush.model.s3.InvalidRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading objects: GetObject and HeadObject, which differ in the body alone. */
final class Reads {

  private static final List<String> OVERRIDES =
      List.of(
          "CacheControl",
          "ContentDisposition",
          "ContentEncoding",
          "ContentLanguage",
          "ContentType");

  private final Buckets buckets;
  private final ObjectTable objects;
  private final Contents contents;
  private final ObjectFacts facts;
  private final BucketTiering tiering;
  private final Clock clock;

  Reads(
      Buckets buckets,
      ObjectTable objects,
      Contents contents,
      ObjectFacts facts,
      BucketTiering tiering,
      Clock clock) {
    this.buckets = buckets;
    this.objects = objects;
    this.contents = contents;
    this.facts = facts;
    this.tiering = tiering;
    this.clock = clock;
  }

  GetObjectOutput get(GetObjectRequest request) throws IOException {
    Refusals.check(request);
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    ObjectKeys.check(request.key());
    ReadConditions conditions =
        new ReadConditions(
            request.ifMatch(),
            request.ifNoneMatch(),
            request.ifModifiedSince(),
            request.ifUnmodifiedSince());
    for (int attempt = 0; attempt < Contents.ATTEMPTS; attempt++) {
      StoredObject object = objects.require(request.bucket(), request.key(), request.versionId());
      conditions.check(object);
      tiering.requireReadable(request.bucket(), request.key(), object, clock.now());
      Selection selection = select(request, object);
      if (selection != null) {
        Body body = contents.open(object, selection.first(), selection.length());
        if (body != null) {
          tiering.noteRead(request.bucket(), request.key(), object, clock.now());
          GetObjectOutput output = GetObjectOutput.builder().body(body).build();
          return Members.with(
              GetObjectOutput.class, output, describe(bucket, request, object, selection));
        }
      }
    }
    throw Failures.conflict();
  }

  HeadObjectOutput head(HeadObjectRequest request) {
    Refusals.check(request);
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    ObjectKeys.check(request.key());
    StoredObject object = objects.require(request.bucket(), request.key(), request.versionId());
    new ReadConditions(
            request.ifMatch(),
            request.ifNoneMatch(),
            request.ifModifiedSince(),
            request.ifUnmodifiedSince())
        .check(object);
    Selection selection = select(request, object);
    if (selection == null) {
      throw Failures.noSuchKey(request.key());
    }
    return Members.with(
        HeadObjectOutput.class,
        HeadObjectOutput.builder().build(),
        describe(bucket, request, object, selection));
  }

  /**
   * What of the object is answered.
   *
   * @param partial whether the answer says that it is a stretch
   * @param part the part asked for, or null
   */
  private record Selection(long first, long length, boolean partial, Layout.@Nullable Part part) {

    static Selection of(@Nullable ByteRange range, long size) {
      return range == null
          ? new Selection(0, size, false, null)
          : new Selection(range.first(), range.length(), true, null);
    }
  }

  /** What the request selects; null when the object changed meanwhile. */
  private @Nullable Selection select(Struct request, StoredObject object) {
    String range = Members.text(request, "Range");
    Integer part = (Integer) Members.value(request, "PartNumber");
    if (part == null) {
      return Selection.of(ByteRange.of(range, object.size()), object.size());
    }
    if (range != null) {
      throw InvalidRequest.because(
          "Cannot specify both Range header and partNumber query parameter");
    }
    UploadParts.number(part);
    if (object.content().parts() < 2) {
      requirePart(part, 1);
      return new Selection(0, object.size(), object.size() > 0, null);
    }
    Layout layout = contents.layout(object);
    if (layout == null) {
      return null;
    }
    requirePart(part, layout.parts().size());
    long first = 0;
    for (Layout.Part before : layout.parts().subList(0, part - 1)) {
      first += before.size();
    }
    Layout.Part selected = layout.parts().get(part - 1);
    return new Selection(first, selected.size(), selected.size() > 0, selected);
  }

  private static void requirePart(int part, int count) {
    if (part > count) {
      throw ServiceException.of(
          "InvalidPartNumber",
          416,
          "The requested partnumber is not satisfiable",
          Map.of(
              "PartNumberRequested", String.valueOf(part),
              "ActualPartCount", String.valueOf(count)));
    }
  }

  private Map<String, Object> describe(
      StoredBucket bucket, Struct request, StoredObject object, Selection selection) {
    Map<String, Object> members = new HashMap<>(object.metadata().members());
    members.put("AcceptRanges", "bytes");
    members.put("ContentLength", selection.length());
    members.put("ETag", object.quotedETag());
    members.put("LastModified", object.modified());
    members.putAll(facts.of(name(request, "Bucket"), bucket, name(request, "Key"), object));
    if (!object.tags().isEmpty()) {
      members.put("TagCount", object.tags().size());
    }
    if (selection.partial()) {
      members.put(
          "ContentRange",
          new ByteRange(selection.first(), selection.length()).header(object.size()));
    }
    if (Members.value(request, "PartNumber") != null && object.content().parts() > 0) {
      members.put("PartsCount", object.content().parts());
    }
    if ("ENABLED".equals(Members.text(request, "ChecksumMode"))) {
      members.putAll(checksum(object, selection));
    }
    override(request, members);
    return members;
  }

  private static String name(Struct request, String member) {
    return java.util.Objects.requireNonNull(Members.text(request, member));
  }

  /** A checksum is of what is answered: the object, or a part whose own is known. */
  private static Map<String, Object> checksum(StoredObject object, Selection selection) {
    ObjectChecksum checksum = object.checksum();
    Layout.Part part = selection.part();
    if (part != null) {
      return part.checksum() == null
          ? Map.of()
          : Map.of(
              Checksums.member(checksum.algorithm()),
              part.checksum(),
              "ChecksumType",
              checksum.type());
    }
    boolean whole = selection.length() == object.size();
    return whole ? Checksums.members(checksum) : Map.of();
  }

  private static void override(Struct request, Map<String, Object> members) {
    for (String name : OVERRIDES) {
      Object value = Members.value(request, "Response" + name);
      if (value != null) {
        members.put(name, value);
      }
    }
    Instant expires = (Instant) Members.value(request, "ResponseExpires");
    if (expires != null) {
      members.put("Expires", HttpDates.of(expires));
    }
  }
}
