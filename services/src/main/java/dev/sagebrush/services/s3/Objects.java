package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.s3.PutObjectOutput;
import dev.sagebrush.model.s3.PutObjectRequest;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Putting objects. */
final class Objects {

  private final Buckets buckets;
  private final ObjectTable objects;
  private final AccessRules rules;
  private final Ingest ingest;
  private final ObjectFacts facts;
  private final Clock clock;

  Objects(
      Buckets buckets,
      ObjectTable objects,
      AccessRules rules,
      Ingest ingest,
      ObjectFacts facts,
      Clock clock) {
    this.buckets = buckets;
    this.objects = objects;
    this.rules = rules;
    this.ingest = ingest;
    this.facts = facts;
    this.clock = clock;
  }

  PutObjectOutput put(PutObjectRequest request) throws IOException {
    Refusals.check(request);
    String bucket = request.bucket();
    String key = request.key();
    StoredBucket into = buckets.require(bucket, request.expectedBucketOwner());
    ObjectKeys.check(key);
    ObjectAccess access = rules.ofNew(into, request);
    Metadata metadata = Metadata.of(request);
    Map<String, String> tags = TagSets.ofHeader(request.tagging());
    Lock lock = Locks.ofNew(into, Locks.asked(into, request, clock.now()), clock.now());
    Ingest.Expectation expectation = Ingest.Expectation.of(request);
    WriteCondition condition = WriteCondition.of(request.ifMatch(), request.ifNoneMatch());
    if (condition.restricts()) {
      // Spares the client the upload; what decides is the check within the transaction.
      condition.check(key, objects.find(bucket, key));
    }
    Ingest.Ingested content = ingest.take(request.body(), expectation);
    ObjectChecksum checksum =
        new ObjectChecksum(
            expectation.algorithm(),
            content.checksum(expectation.algorithm()),
            false,
            expectation.asked());
    StoredObject object =
        new StoredObject(
            content.md5(),
            content.size(),
            clock.now().truncatedTo(ChronoUnit.SECONDS),
            StoredObject.Content.of(content.blob()),
            metadata,
            tags,
            checksum,
            access,
            lock);
    StoredObject stored = objects.put(bucket, key, object, condition);
    PutObjectOutput output = PutObjectOutput.builder().eTag(object.quotedETag()).build();
    Map<String, Object> members = new HashMap<>(Checksums.members(checksum));
    members.putAll(facts.ofWrite(bucket, into, key, stored));
    return Members.with(PutObjectOutput.class, output, members);
  }
}
