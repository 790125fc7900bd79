package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.CompleteMultipartUploadOutput;
import dev.sagebrush.model.s3.CompleteMultipartUploadRequest;
import dev.sagebrush.model.s3.CompletedPart;
import dev.sagebrush.model.s3.InvalidRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Transaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Completing uploads: the parts become the object in one transaction, and not a byte is copied. A
 * completion that comes again, because its answer was lost, is answered as the first was.
 */
final class Completions {

  /** For how long a completion is remembered. */
  private static final Duration MEMORY = Duration.ofDays(7);

  private static final int FORGOTTEN_AT_ONCE = 8;

  private final Buckets buckets;
  private final Schema schema;
  private final ObjectTable objects;
  private final UploadTable uploads;
  private final Clock clock;

  Completions(
      Buckets buckets, Schema schema, ObjectTable objects, UploadTable uploads, Clock clock) {
    this.buckets = buckets;
    this.schema = schema;
    this.objects = objects;
    this.uploads = uploads;
    this.clock = clock;
  }

  CompleteMultipartUploadOutput complete(CompleteMultipartUploadRequest request) {
    Refusals.check(request);
    buckets.require(request.bucket(), request.expectedBucketOwner());
    AtomicReference<Completion> done = new AtomicReference<>();
    objects.write(
        List.of(),
        (transaction, freed) -> {
          Completion before = repeated(transaction, request);
          done.set(before == null ? complete(transaction, request, freed) : before);
        });
    Completion completion = done.get();
    CompleteMultipartUploadOutput output =
        CompleteMultipartUploadOutput.builder()
            .bucket(request.bucket())
            .key(request.key())
            .eTag('"' + completion.eTag() + '"')
            .versionId(completion.version())
            .location(
                Call.current().origin().endpoint()
                    + "/"
                    + request.bucket()
                    + "/"
                    + NameEncoding.percentEncoded(request.key()).replace("+", "%20"))
            .build();
    return Members.with(
        CompleteMultipartUploadOutput.class, output, Checksums.members(completion.checksum()));
  }

  private @Nullable Completion repeated(
      Transaction transaction, CompleteMultipartUploadRequest request) {
    Completion before = transaction.get(schema.completions(), request.uploadId());
    boolean same =
        before != null
            && before.bucket().equals(request.bucket())
            && before.key().equals(request.key())
            && before.request().equals(Assembly.fingerprint(listed(request)));
    return same ? before : null;
  }

  private static @Nullable List<CompletedPart> listed(CompleteMultipartUploadRequest request) {
    return request.multipartUpload() == null ? null : request.multipartUpload().parts();
  }

  private Completion complete(
      Transaction transaction, CompleteMultipartUploadRequest request, List<String> freed) {
    String bucket = request.bucket();
    String key = request.key();
    StoredUpload upload = uploads.require(transaction, bucket, key, request.uploadId());
    Map<Integer, StoredPart> stored = new HashMap<>();
    for (Table.Row<StoredPart> row : uploads.parts(transaction, upload.id())) {
      stored.put(UploadTable.number(row), row.value());
    }
    Assembly assembly = Assembly.of(upload, listed(request), stored);
    requireAsStated(request, upload, assembly);
    StoredBucket into = objects.bucket(transaction, bucket);
    StoredObject.Content content = assembly.content(upload.id());
    if (content.layout() != null) {
      transaction.put(schema.layouts(), content.layout(), new Layout(assembly.parts()));
    }
    // As in AWS, an object of parts dates from when its upload was begun.
    StoredObject object =
        new StoredObject(
            assembly.eTag(),
            assembly.size(),
            upload.initiated(),
            content,
            upload.metadata(),
            upload.tags(),
            assembly.checksum(),
            upload.access(),
            Locks.ofNew(into, upload.lock(), clock.now()));
    WriteCondition condition = WriteCondition.of(request.ifMatch(), request.ifNoneMatch());
    StoredObject made = objects.replace(transaction, bucket, key, object, condition, freed);
    Set<Integer> kept = assembly.numbers();
    uploads.end(transaction, bucket, upload, kept::contains, freed);
    Completion completion =
        new Completion(
            bucket,
            key,
            clock.now(),
            Assembly.fingerprint(listed(request)),
            assembly.eTag(),
            assembly.checksum(),
            made.version().id());
    transaction.put(schema.completions(), upload.id(), completion);
    forgetOld(transaction);
    return completion;
  }

  /** The oldest come first: upload ids begin with the time. */
  private void forgetOld(Transaction transaction) {
    for (Table.Row<Completion> row :
        transaction.scan(schema.completions(), Range.all().limit(FORGOTTEN_AT_ONCE))) {
      if (row.value().time().plus(MEMORY).isBefore(clock.now())) {
        transaction.delete(schema.completions(), row.key());
      }
    }
  }

  private static void requireAsStated(
      CompleteMultipartUploadRequest request, StoredUpload upload, Assembly assembly) {
    Long size = request.mpuObjectSize();
    if (size != null && size != assembly.size()) {
      throw InvalidRequest.because(
          "The provided 'x-amz-mp-object-size' header value "
              + size
              + " does not match what was computed: "
              + assembly.size());
    }
    UploadChecksum checksums = upload.checksums();
    String type = request.checksumType();
    if (type != null && !type.equals(checksums.type())) {
      throw InvalidRequest.because(
          "The upload was created using the "
              + checksums.type()
              + " checksum mode. The complete request must use the same checksum mode.");
    }
    Checksums.Stated stated = Checksums.stated(request);
    if (stated == null) {
      return;
    }
    if (stated.algorithm() != checksums.algorithm()) {
      throw Checksums.mismatch(checksums.algorithm(), stated.algorithm());
    }
    String value = assembly.checksum().value();
    String bare = value.contains("-") ? value.substring(0, value.indexOf('-')) : value;
    if (!stated.value().equals(value) && !stated.value().equals(bare)) {
      throw ServiceException.of(
          "BadDigest",
          400,
          "The "
              + Checksums.word(stated.algorithm())
              + " you specified did not match the calculated checksum.");
    }
  }
}
