package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Body;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.InvalidRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Objects as the sources of copies. */
final class Sources {

  /** The largest object that can be copied at once, in bytes. */
  static final long LIMIT = 5L << 30;

  private static final String RANGE = "x-amz-copy-source-range";

  private final Buckets buckets;
  private final ObjectTable objects;
  private final Contents contents;
  private final BucketTiering tiering;
  private final Clock clock;

  Sources(
      Buckets buckets, ObjectTable objects, Contents contents, BucketTiering tiering, Clock clock) {
    this.buckets = buckets;
    this.objects = objects;
    this.contents = contents;
    this.tiering = tiering;
    this.clock = clock;
  }

  /**
   * The object a copy is made of.
   *
   * @throws ServiceException {@code NoSuchKey}, {@code PreconditionFailed}, {@code
   *     InvalidObjectState}
   */
  StoredObject require(
      CopySource source, @Nullable String expectedOwner, ReadConditions conditions) {
    buckets.require(source.bucket(), expectedOwner);
    StoredObject object = find(source);
    conditions.checkSource(object);
    tiering.requireReadable(source.bucket(), source.key(), object, clock.now());
    return object;
  }

  private StoredObject find(CopySource source) {
    try {
      return objects.require(source.bucket(), source.key(), source.version());
    } catch (ServiceException e) {
      if (e.status() == 405) {
        throw InvalidRequest.because(
            "The source of a copy request may not specifically refer to a delete marker by version"
                + " id.");
      }
      throw e;
    }
  }

  /**
   * The source of a part, open.
   *
   * @param object it is a stretch of
   */
  record Opened(StoredObject object, Body body) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /**
   * The id of the version that was copied, as the answer names it.
   *
   * @return null for a bucket that does not keep versions
   */
  @Nullable String version(CopySource source, StoredObject object) {
    boolean versioned = buckets.named(source.bucket()).versioning().versioned();
    return versioned ? object.version().name() : null;
  }

  /**
   * Opens the source of a part.
   *
   * @param range {@code bytes=first-last}, or null for all
   */
  Opened open(
      CopySource source,
      @Nullable String expectedOwner,
      ReadConditions conditions,
      @Nullable String range)
      throws IOException {
    for (int attempt = 0; attempt < Contents.ATTEMPTS; attempt++) {
      StoredObject object = require(source, expectedOwner, conditions);
      ByteRange stretch = stretch(range, object);
      Body body = contents.open(object, stretch.first(), stretch.length());
      if (body != null) {
        return new Opened(object, body);
      }
    }
    throw Failures.conflict();
  }

  private static ByteRange stretch(@Nullable String range, StoredObject object) {
    if (range == null) {
      if (object.size() > LIMIT) {
        throw tooLarge();
      }
      return new ByteRange(0, object.size());
    }
    ByteRange stretch = ByteRange.of(range, Long.MAX_VALUE);
    if (stretch == null || range.endsWith("-") || range.contains("=-")) {
      throw Failures.invalidArgument(
          "The "
              + RANGE
              + " value must be of the form bytes=first-last where first and last are"
              + " the zero-based offsets of the first and last bytes to copy",
          RANGE,
          range);
    }
    if (stretch.length() > object.size() - stretch.first()) {
      throw Failures.invalidArgument(
          "Range specified is not valid for source object of size: " + object.size(), RANGE, range);
    }
    return stretch;
  }

  static ServiceException tooLarge() {
    return InvalidRequest.because(
        "The specified copy source is larger than the maximum allowable size for a copy source: "
            + LIMIT);
  }
}
