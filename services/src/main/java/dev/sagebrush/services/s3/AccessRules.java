package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.s3.CreateBucketRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What ownership controls and public access blocks say of the ACLs that requests ask for. */
final class AccessRules {

  /** The one canned ACL that a bucket without ACLs takes. */
  private static final String OWNERS = "bucket-owner-full-control";

  private static final Set<String> OWNERSHIPS =
      Set.of(BucketAccess.ENFORCED, BucketAccess.PREFERRED, BucketAccess.WRITER);

  private final Schema schema;

  AccessRules(Schema schema) {
    this.schema = schema;
  }

  /** The public access block in force: the bucket's own and that of its account. */
  BucketAccess.PublicBlock block(StoredBucket bucket) {
    BucketAccess.PublicBlock own = bucket.access().block();
    BucketAccess.PublicBlock block = own == null ? BucketAccess.PublicBlock.NONE : own;
    return block.and(ofAccount(bucket.account()));
  }

  /** The public access block of an account. */
  BucketAccess.PublicBlock ofAccount(String account) {
    StoredAccount row = schema.accounts().get(account);
    return row == null || row.block() == null ? BucketAccess.PublicBlock.NONE : row.block();
  }

  /**
   * The access of a bucket that is made.
   *
   * @param usual of buckets whose request does not say
   * @throws ServiceException {@code InvalidBucketAclWithObjectOwnership}, {@code
   *     InvalidBucketAclWithBlockPublicAccessError}, {@code AccessDenied}
   */
  BucketAccess ofNewBucket(BucketAccess usual, CreateBucketRequest request, String account) {
    String asked = request.objectOwnership();
    if (asked != null && !OWNERSHIPS.contains(asked)) {
      throw Failures.invalidArgument(
          "Invalid x-amz-object-ownership header: " + asked, "x-amz-object-ownership", asked);
    }
    String ownership = asked == null ? usual.ownership() : asked;
    String owner = Owners.canonicalId(account);
    Acl acl = AclRequests.ofHeaders(request, owner, owner);
    if (ownership != null) {
      BucketOwnership.requireFitting(ownership, acl, account);
    }
    if (acl != null && acl.isPublic()) {
      if (ofAccount(account).blockAcls()) {
        throw Failures.accessDenied();
      }
      if (usual.block() != null && usual.block().blockAcls()) {
        throw ServiceException.of(
            "InvalidBucketAclWithBlockPublicAccessError",
            400,
            "Bucket cannot have public ACLs set with BlockPublicAccess enabled");
      }
    }
    return new BucketAccess(ownership, usual.block(), acl);
  }

  /**
   * The access of an object that the present caller puts into a bucket.
   *
   * @param request PutObject, CopyObject or CreateMultipartUpload
   * @throws ServiceException {@code AccessControlListNotSupported}, {@code AccessDenied}
   */
  @Nullable ObjectAccess ofNew(StoredBucket bucket, Struct request) {
    boolean full = OWNERS.equals(Members.text(request, "ACL"));
    if (bucket.access().enforced()) {
      if (AclRequests.asked(request) && !full) {
        throw unsupported();
      }
      return null;
    }
    String caller = Call.current().account();
    boolean bucketOwners =
        caller.equals(bucket.account())
            || full && BucketAccess.PREFERRED.equals(bucket.access().ownership());
    String owner = bucketOwners ? bucket.account() : caller;
    Acl acl =
        AclRequests.ofHeaders(
            request, Owners.canonicalId(owner), Owners.canonicalId(bucket.account()));
    requireAllowed(bucket, acl);
    return ObjectAccess.of(bucketOwners ? null : owner, acl);
  }

  /**
   * Refuses an ACL for everybody where that is blocked.
   *
   * @throws ServiceException {@code AccessDenied}
   */
  void requireAllowed(StoredBucket bucket, @Nullable Acl acl) {
    if (acl != null && acl.isPublic() && block(bucket).blockAcls()) {
      throw Failures.accessDenied();
    }
  }

  static ServiceException unsupported() {
    return ServiceException.of(
        "AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
  }
}
