package dev.sagebrush.services.s3;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object.
 *
 * @param eTag the MD5 in hexadecimal, for an object of parts the MD5 of theirs and {@code -N};
 *     without the quotes
 * @param size in bytes
 * @param modified to the second, as S3 shows it
 * @param content where the bytes are
 * @param metadata what the client said about it
 * @param tags in the order they were given
 * @param checksum the checksum S3 keeps with it
 * @param access whose it is and who may use it; null for the bucket owner alone
 */
record StoredObject(
    String eTag,
    long size,
    Instant modified,
    Content content,
    Metadata metadata,
    Map<String, String> tags,
    ObjectChecksum checksum,
    @Nullable ObjectAccess access) {

  /**
   * Where bytes are: nowhere, for none; in one blob; or in the blobs of a layout.
   *
   * @param parts how many parts it was uploaded in; 0 when it was put whole
   */
  record Content(@Nullable String blob, @Nullable String layout, int parts) {

    static final Content EMPTY = new Content(null, null, 0);

    static Content of(@Nullable String blob) {
      return blob == null ? EMPTY : new Content(blob, null, 0);
    }

    Content whole() {
      return new Content(blob, layout, 0);
    }
  }

  StoredObject withTags(Map<String, String> replaced) {
    return new StoredObject(eTag, size, modified, content, metadata, replaced, checksum, access);
  }

  StoredObject withAccess(@Nullable ObjectAccess replaced) {
    return new StoredObject(eTag, size, modified, content, metadata, tags, checksum, replaced);
  }

  /** The entity tag as answers carry it. */
  String quotedETag() {
    return '"' + eTag + '"';
  }
}
