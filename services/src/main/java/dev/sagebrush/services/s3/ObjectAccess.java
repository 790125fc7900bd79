package dev.sagebrush.services.s3;

import org.jspecify.annotations.Nullable;

/**
 * Whose an object is and who else may use it. An object without any is the bucket owner's alone.
 *
 * @param owner the account that put it, where that is not the bucket's; null for the bucket's
 * @param acl its ACL; null for the owner's full control
 */
record ObjectAccess(@Nullable String owner, @Nullable Acl acl) {

  /** Null where there is nothing to keep. */
  static @Nullable ObjectAccess of(@Nullable String owner, @Nullable Acl acl) {
    return owner == null && acl == null ? null : new ObjectAccess(owner, acl);
  }

  /** The account that owns an object of a bucket. */
  static String owner(StoredBucket bucket, @Nullable ObjectAccess access) {
    String writer = access == null || bucket.access().enforced() ? null : access.owner;
    return writer == null ? bucket.account() : writer;
  }

  /** The ACL in force of an object of a bucket. */
  static Acl acl(StoredBucket bucket, @Nullable ObjectAccess access) {
    Acl set = access == null || bucket.access().enforced() ? null : access.acl;
    return set == null ? Acl.ofOwner(Owners.canonicalId(owner(bucket, access))) : set;
  }
}
