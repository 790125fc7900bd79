package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.Body;
import dev.sagebrush.model.s3.CopyObjectOutput;
import dev.sagebrush.model.s3.CopyObjectRequest;
import dev.sagebrush.model.s3.CopyObjectResult;
import dev.sagebrush.model.s3.InvalidRequest;
import dev.sagebrush.store.Transaction;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Copying objects. Contents never change, so the copy shares the source's; it is read only where
 * its MD5 or a checksum is not known yet.
 */
final class Copies {

  private static final int LAYOUT_ID = 64;

  private final Buckets buckets;
  private final Schema schema;
  private final ObjectTable objects;
  private final AccessRules rules;
  private final Versions versions;
  private final Sources sources;
  private final Contents contents;
  private final ObjectFacts facts;
  private final BlobLedger ledger;
  private final Ingest ingest;
  private final Ids ids;
  private final Clock clock;

  Copies(
      Buckets buckets,
      Schema schema,
      ObjectTable objects,
      AccessRules rules,
      Versions versions,
      Sources sources,
      Contents contents,
      ObjectFacts facts,
      BlobLedger ledger,
      Ingest ingest,
      Ids ids,
      Clock clock) {
    this.buckets = buckets;
    this.schema = schema;
    this.objects = objects;
    this.rules = rules;
    this.versions = versions;
    this.sources = sources;
    this.contents = contents;
    this.facts = facts;
    this.ledger = ledger;
    this.ingest = ingest;
    this.ids = ids;
    this.clock = clock;
  }

  CopyObjectOutput copy(CopyObjectRequest request) throws IOException {
    Refusals.check(request);
    StoredBucket into = buckets.require(request.bucket(), request.expectedBucketOwner());
    ObjectKeys.check(request.key());
    ObjectAccess access = rules.ofNew(into, request);
    CopySource source = CopySource.of(request.copySource());
    boolean newMetadata =
        replaces(request.metadataDirective(), "metadata", "x-amz-metadata-directive");
    boolean newTags = replaces(request.taggingDirective(), "tagging", "x-amz-tagging-directive");
    requireChange(request, source, newMetadata);
    ReadConditions conditions =
        new ReadConditions(
            request.copySourceIfMatch(),
            request.copySourceIfNoneMatch(),
            request.copySourceIfModifiedSince(),
            request.copySourceIfUnmodifiedSince());
    WriteCondition condition = WriteCondition.of(request.ifMatch(), request.ifNoneMatch());
    Lock lock = Locks.asked(into, request, clock.now());
    Metadata given = Metadata.of(request);
    Map<String, String> givenTags = TagSets.ofHeader(request.tagging());
    for (int attempt = 0; attempt < Contents.ATTEMPTS; attempt++) {
      StoredObject original =
          sources.require(source, request.expectedSourceBucketOwner(), conditions);
      if (original.size() > Sources.LIMIT) {
        throw Sources.tooLarge();
      }
      StoredObject copy =
          copyOf(
              original,
              newMetadata ? given : original.metadata().placedAs(given),
              newTags ? givenTags : original.tags(),
              request.checksumAlgorithm(),
              access,
              Locks.ofNew(into, lock, clock.now()));
      StoredObject stored = copy == null ? null : put(source, original, request, copy, condition);
      if (stored != null) {
        return answer(request, into, source, original, stored);
      }
    }
    throw Failures.conflict();
  }

  private static boolean replaces(@Nullable String directive, String what, String header) {
    return switch (directive) {
      case null -> false;
      case "COPY" -> false;
      case "REPLACE" -> true;
      default ->
          throw Failures.invalidArgument("Unknown " + what + " directive.", header, directive);
    };
  }

  private static void requireChange(
      CopyObjectRequest request, CopySource source, boolean newMetadata) {
    boolean same =
        source.version() == null
            && source.bucket().equals(request.bucket())
            && source.key().equals(request.key());
    boolean changes =
        newMetadata
            || request.storageClass() != null
            || request.websiteRedirectLocation() != null
            || request.serverSideEncryption() != null;
    if (same && !changes) {
      throw InvalidRequest.because(
          "This copy request is illegal because it is trying to copy an object to itself without"
              + " changing the object's metadata, storage class, website redirect location or"
              + " encryption attributes.");
    }
  }

  /** The row of the copy; null when the original went while it was read. */
  private @Nullable StoredObject copyOf(
      StoredObject original,
      Metadata metadata,
      Map<String, String> tags,
      @Nullable String algorithmName,
      @Nullable ObjectAccess access,
      @Nullable Lock lock)
      throws IOException {
    ObjectChecksum checksum = original.checksum();
    ChecksumAlgorithm algorithm =
        algorithmName == null ? checksum.algorithm() : Checksums.algorithm(algorithmName);
    boolean asked = algorithmName != null || checksum.asked();
    String eTag = original.eTag();
    String value = checksum.value();
    // What was uploaded in parts has no MD5 of the whole; its copy, which has no parts, needs one.
    boolean known =
        original.content().parts() == 0
            && !checksum.composite()
            && algorithm == checksum.algorithm();
    if (!known) {
      try (Body body = contents.open(original, 0, original.size())) {
        if (body == null) {
          return null;
        }
        Ingest.Ingested digested = ingest.digest(body.stream(), algorithm);
        eTag = digested.md5();
        value = digested.checksum(algorithm);
      }
    }
    StoredObject.Content content = original.content();
    String layout = content.layout() == null ? null : ids.alphanumeric(LAYOUT_ID);
    return new StoredObject(
        eTag,
        original.size(),
        clock.now().truncatedTo(ChronoUnit.SECONDS),
        new StoredObject.Content(content.blob(), layout, 0),
        metadata,
        tags,
        new ObjectChecksum(algorithm, value, false, asked),
        access,
        lock);
  }

  /** Null when the original is not what was read any more. */
  private @Nullable StoredObject put(
      CopySource source,
      StoredObject original,
      CopyObjectRequest request,
      StoredObject copy,
      WriteCondition condition) {
    AtomicReference<StoredObject> stored = new AtomicReference<>();
    objects.write(
        List.of(),
        (transaction, freed) -> {
          String version = source.version();
          StoredObject now =
              version == null
                  ? versions.current(transaction, source.bucket(), source.key())
                  : versions.find(transaction, source.bucket(), source.key(), version);
          if (now == null || !now.content().equals(original.content())) {
            return;
          }
          share(transaction, original, copy);
          stored.set(
              objects.replace(
                  transaction, request.bucket(), request.key(), copy, condition, freed));
        });
    return stored.get();
  }

  private void share(Transaction transaction, StoredObject original, StoredObject copy) {
    ledger.name(transaction, copy.content().blob());
    String from = original.content().layout();
    String to = copy.content().layout();
    if (from != null && to != null) {
      Layout layout = Objects.requireNonNull(transaction.get(schema.layouts(), from), from);
      layout.parts().forEach(part -> ledger.name(transaction, part.blob()));
      transaction.put(schema.layouts(), to, layout);
    }
  }

  private CopyObjectOutput answer(
      CopyObjectRequest request,
      StoredBucket into,
      CopySource source,
      StoredObject original,
      StoredObject copy) {
    CopyObjectResult result =
        CopyObjectResult.builder().eTag(copy.quotedETag()).lastModified(copy.modified()).build();
    CopyObjectOutput output =
        CopyObjectOutput.builder()
            .copySourceVersionId(sources.version(source, original))
            .copyObjectResult(
                Members.with(CopyObjectResult.class, result, Checksums.members(copy.checksum())))
            .build();
    return Members.with(
        CopyObjectOutput.class, output, facts.ofWrite(request.bucket(), into, request.key(), copy));
  }
}
