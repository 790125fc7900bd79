package dev.sagebrush.services.s3;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object, or a delete marker in the place of one.
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
 * @param place which version of its key it is; null for the only one
 * @param lock what keeps it from being removed; null for nothing
 * @param restored its restore from an archive; null for none
 * @param used when it was last read, to the day, where that decides into which archive it goes;
 *     null for never
 */
record StoredObject(
    String eTag,
    long size,
    Instant modified,
    Content content,
    Metadata metadata,
    Map<String, String> tags,
    ObjectChecksum checksum,
    @Nullable ObjectAccess access,
    @Nullable Version place,
    @Nullable Lock lock,
    @Nullable Restored restored,
    @Nullable Instant used) {

  /** An object to be put. */
  StoredObject(
      String eTag,
      long size,
      Instant modified,
      Content content,
      Metadata metadata,
      Map<String, String> tags,
      ObjectChecksum checksum,
      @Nullable ObjectAccess access,
      @Nullable Lock lock) {
    this(eTag, size, modified, content, metadata, tags, checksum, access, null, lock, null, null);
  }

  /** A delete marker to be put. */
  static StoredObject marker(Instant modified, @Nullable ObjectAccess access) {
    Version place = new Version(null, 0, true, null);
    ObjectChecksum none = new ObjectChecksum(ObjectChecksum.DEFAULT, "", false, false);
    return new StoredObject(
        "",
        0,
        modified,
        Content.EMPTY,
        Metadata.NONE,
        Map.of(),
        none,
        access,
        place,
        null,
        null,
        null);
  }

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

  StoredObject withTags(Map<String, String> tags) {
    return new StoredObject(
        eTag, size, modified, content, metadata, tags, checksum, access, place, lock, restored,
        used);
  }

  StoredObject withAccess(@Nullable ObjectAccess access) {
    return new StoredObject(
        eTag, size, modified, content, metadata, tags, checksum, access, place, lock, restored,
        used);
  }

  StoredObject withMetadata(Metadata metadata) {
    return new StoredObject(
        eTag, size, modified, content, metadata, tags, checksum, access, place, lock, restored,
        used);
  }

  StoredObject withVersion(@Nullable Version place) {
    return new StoredObject(
        eTag, size, modified, content, metadata, tags, checksum, access, place, lock, restored,
        used);
  }

  StoredObject withLock(@Nullable Lock lock) {
    return new StoredObject(
        eTag, size, modified, content, metadata, tags, checksum, access, place, lock, restored,
        used);
  }

  StoredObject withRestored(@Nullable Restored restored) {
    return new StoredObject(
        eTag, size, modified, content, metadata, tags, checksum, access, place, lock, restored,
        used);
  }

  StoredObject withUsed(Instant used) {
    return new StoredObject(
        eTag, size, modified, content, metadata, tags, checksum, access, place, lock, restored,
        used);
  }

  /** Which version of its key it is. */
  Version version() {
    return place == null ? Version.ONLY : place;
  }

  /** The entity tag as answers carry it. */
  String quotedETag() {
    return '"' + eTag + '"';
  }
}
