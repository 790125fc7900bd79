package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.s3.GetObjectAclOutput;
import dev.sagebrush.model.s3.GetObjectAclRequest;
import dev.sagebrush.model.s3.PutObjectAclOutput;
import dev.sagebrush.model.s3.PutObjectAclRequest;
import dev.sagebrush.model.s3.S3Api;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ACLs of objects. They are no part of the content: changing them leaves its date alone. */
final class ObjectAcls {

  private final Buckets buckets;
  private final ObjectTable objects;
  private final AccessRules rules;

  ObjectAcls(Buckets buckets, ObjectTable objects, AccessRules rules) {
    this.buckets = buckets;
    this.objects = objects;
    this.rules = rules;
  }

  void serve(Service.Builder service) {
    service.on(S3Api.PUT_OBJECT_ACL, this::put).on(S3Api.GET_OBJECT_ACL, this::get);
  }

  private PutObjectAclOutput put(PutObjectAclRequest request) {
    Refusals.check(request);
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    if (bucket.access().enforced()) {
      throw AccessRules.unsupported();
    }
    boolean blocked = rules.block(bucket).blockAcls();
    objects.update(
        request.bucket(),
        request.key(),
        request.versionId(),
        object -> {
          String owner = ObjectAccess.owner(bucket, object.access());
          Acl acl =
              AclRequests.of(
                  request,
                  request.accessControlPolicy(),
                  Owners.canonicalId(owner),
                  Owners.canonicalId(bucket.account()));
          if (blocked && acl != null && acl.isPublic()) {
            throw Failures.accessDenied();
          }
          boolean bucketOwners = owner.equals(bucket.account());
          return object.withAccess(ObjectAccess.of(bucketOwners ? null : owner, acl));
        });
    return PutObjectAclOutput.builder().build();
  }

  private GetObjectAclOutput get(GetObjectAclRequest request) {
    Refusals.check(request);
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    StoredObject object = objects.require(request.bucket(), request.key(), request.versionId());
    String owner = ObjectAccess.owner(bucket, object.access());
    Set<String> known = new HashSet<>(List.of(owner, bucket.account()));
    known.add(Call.current().account());
    return GetObjectAclOutput.builder()
        .owner(Owners.of(owner))
        .grants(BucketAcls.grants(ObjectAccess.acl(bucket, object.access()), known))
        .build();
  }
}
