package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.GetBucketAclOutput;
import dev.sagebrush.model.s3.GetBucketAclRequest;
import dev.sagebrush.model.s3.Grant;
import dev.sagebrush.model.s3.Grantee;
import dev.sagebrush.model.s3.PutBucketAclRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.Type;
import java.util.List;
import java.util.Set;

/** The ACLs of buckets. */
final class BucketAcls {

  private final Buckets buckets;
  private final AccessRules rules;

  BucketAcls(Buckets buckets, AccessRules rules) {
    this.buckets = buckets;
    this.rules = rules;
  }

  void serve(Service.Builder service) {
    service.on(S3Api.PUT_BUCKET_ACL, this::put).on(S3Api.GET_BUCKET_ACL, this::get);
  }

  private Unit put(PutBucketAclRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    if (bucket.access().enforced()) {
      throw AccessRules.unsupported();
    }
    String owner = Owners.canonicalId(bucket.account());
    Acl acl = AclRequests.of(request, request.accessControlPolicy(), owner, owner);
    rules.requireAllowed(bucket, acl);
    buckets.update(request.bucket(), old -> old.withAccess(old.access().withAcl(acl)));
    return Unit.VALUE;
  }

  private GetBucketAclOutput get(GetBucketAclRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    Acl acl = bucket.access().aclOf(Owners.canonicalId(bucket.account()));
    return GetBucketAclOutput.builder()
        .owner(Owners.of(bucket.account()))
        .grants(grants(acl, Set.of(bucket.account())))
        .build();
  }

  /**
   * An ACL as answers carry it.
   *
   * @param accounts that may be among the grantees: they are answered with their display names
   */
  static List<Grant> grants(Acl acl, Set<String> accounts) {
    return acl.grants().stream()
        .map(each ->
            Grant.builder()
                .grantee(grantee(each, accounts))
                .permission(each.permission().name())
                .build())
        .toList();
  }

  private static Grantee grantee(Acl.Grant grant, Set<String> accounts) {
    if (grant.toGroup()) {
      return Grantee.builder().type(Type.GROUP).uri(grant.grantee()).build();
    }
    String known =
        accounts.stream()
            .filter(account -> Owners.canonicalId(account).equals(grant.grantee()))
            .findFirst()
            .orElse(null);
    return Grantee.builder()
        .type(Type.CANONICAL_USER)
        .id(grant.grantee())
        .displayName(known)
        .build();
  }
}
