package dev.sagebrush.services.s3;

import org.jspecify.annotations.Nullable;

/**
 * What of a bucket decides, beside its policy, who may use it.
 *
 * @param ownership who owns new objects, as {@code ObjectOwnership} names it; null after the
 *     ownership controls were deleted, which is as {@code ObjectWriter}
 * @param block its public access block; null after that was deleted
 * @param acl its ACL; null for the owner's full control
 */
record BucketAccess(@Nullable String ownership, @Nullable PublicBlock block, @Nullable Acl acl) {

  static final String ENFORCED = "BucketOwnerEnforced";
  static final String PREFERRED = "BucketOwnerPreferred";
  static final String WRITER = "ObjectWriter";

  /** What AWS gives new buckets: no ACLs, nothing public. */
  static final BucketAccess NEW = new BucketAccess(ENFORCED, PublicBlock.ALL, null);

  /** What AWS gave new buckets until April 2023: ACLs, and nothing blocked. */
  static final BucketAccess CLASSIC = new BucketAccess(null, null, null);

  /**
   * A public access block.
   *
   * @param blockAcls whether requests that would make an ACL public are refused
   * @param ignoreAcls whether grants to everybody count for nothing
   * @param blockPolicy whether policies that would make the bucket public are refused
   * @param restrict whether a public policy lets in its own account and services alone
   */
  record PublicBlock(boolean blockAcls, boolean ignoreAcls, boolean blockPolicy, boolean restrict) {

    static final PublicBlock ALL = new PublicBlock(true, true, true, true);
    static final PublicBlock NONE = new PublicBlock(false, false, false, false);

    /** The strictest of two. */
    PublicBlock and(PublicBlock other) {
      return new PublicBlock(
          blockAcls || other.blockAcls,
          ignoreAcls || other.ignoreAcls,
          blockPolicy || other.blockPolicy,
          restrict || other.restrict);
    }
  }

  /** Whether ACLs are disabled: the bucket's owner owns every object. */
  boolean enforced() {
    return ENFORCED.equals(ownership);
  }

  /** The ACL in force, given the canonical id of the owner. */
  Acl aclOf(String owner) {
    return acl == null || enforced() ? Acl.ofOwner(owner) : acl;
  }

  BucketAccess withOwnership(@Nullable String other) {
    return new BucketAccess(other, block, acl);
  }

  BucketAccess withBlock(@Nullable PublicBlock other) {
    return new BucketAccess(ownership, other, acl);
  }

  BucketAccess withAcl(@Nullable Acl other) {
    return new BucketAccess(ownership, block, other);
  }
}
