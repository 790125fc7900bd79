package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.policy.Grant;
import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.kernel.policy.Guarded;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.Policy;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.kernel.policy.RequestContext;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.s3.PutBucketPolicyRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What guards buckets and objects: the bucket's policy, the ACLs, and what public access blocks
 * leave of both.
 *
 * <p>An object whose owner is not the bucket's is guarded by its own ACL alone: bucket policies are
 * about the bucket owner's objects. Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html">
 * How Amazon S3 authorizes a request</a>.
 */
final class BucketGuard implements Guard {

  private static final String ARN = "arn:aws:s3:::";
  private static final String EXISTING_TAG = "s3:existingobjecttag/";
  private static final int REMEMBERED = 1000;

  /** What the root of the bucket's owner may do whatever the policy says. */
  private static final Set<String> ON_POLICIES =
      Set.of("s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy");

  private final Schema schema;
  private final AccessRules rules;
  private final Map<String, Read> read = new ConcurrentHashMap<>();

  /**
   * A policy that was read.
   *
   * @param text what it was read from
   * @param open whether it is public
   */
  private record Read(String text, Policy policy, boolean open) {

    static Read of(String text) {
      return new Read(text, PolicyReader.read(text, PolicyType.RESOURCE), PublicPolicy.is(text));
    }
  }

  BucketGuard(Schema schema, AccessRules rules) {
    this.schema = schema;
    this.rules = rules;
  }

  @Override
  public @Nullable Guarded find(Requester requester, String action, String arn) {
    if (!arn.startsWith(ARN)) {
      return null;
    }
    String path = arn.substring(ARN.length());
    int slash = path.indexOf('/');
    String name = slash < 0 ? path : path.substring(0, slash);
    StoredBucket bucket = schema.buckets().get(name);
    if (bucket == null) {
      return null;
    }
    String lower = action.toLowerCase(Locale.ROOT);
    String key = slash < 0 ? null : path.substring(slash + 1);
    StoredObject object =
        key == null || key.isEmpty() ? null : schema.objects().get(Schema.objectKey(name, key));
    AclPermissions.Needed needed = AclPermissions.of(lower, object != null);
    StoredObject subject = AclPermissions.ofObjectOwner(lower) ? object : null;
    String owner =
        subject == null ? bucket.account() : ObjectAccess.owner(bucket, subject.access());
    BucketAccess.PublicBlock block = rules.block(bucket);
    return new Guarded(
        arn,
        owner,
        owner.equals(bucket.account())
            ? policies(requester, lower, name, bucket, block)
            : List.of(),
        false,
        needed == null
            ? Grant.NONE
            : granted(requester, needed, aclOf(bucket, subject), !block.ignoreAcls()),
        key == null ? bucket.tags() : Map.of(),
        object == null ? RequestContext.EMPTY : tagsOf(object));
  }

  private static Acl aclOf(StoredBucket bucket, @Nullable StoredObject object) {
    return object == null
        ? bucket.access().aclOf(Owners.canonicalId(bucket.account()))
        : ObjectAccess.acl(bucket, object.access());
  }

  private List<NamedPolicy> policies(
      Requester requester,
      String action,
      String name,
      StoredBucket bucket,
      BucketAccess.PublicBlock block) {
    PutBucketPolicyRequest kept = BucketPolicies.KIND.find(schema, name);
    if (kept == null) {
      return List.of();
    }
    boolean owners = requester.account().equals(bucket.account());
    boolean spared =
        owners
            && requester.kind() == Requester.Kind.ROOT
            && ON_POLICIES.contains(action)
            && !Boolean.TRUE.equals(kept.confirmRemoveSelfBucketAccess());
    Read policy = read(name, kept.policy());
    boolean restricted =
        block.restrict() && policy.open() && !owners && requester.kind() != Requester.Kind.SERVICE;
    return spared || restricted ? List.of() : List.of(new NamedPolicy(ARN + name, policy.policy()));
  }

  private Read read(String bucket, String text) {
    Read known = read.get(bucket);
    if (known != null && known.text().equals(text)) {
      return known;
    }
    Read fresh = Read.of(text);
    if (read.size() >= REMEMBERED) {
      read.clear();
    }
    read.put(bucket, fresh);
    return fresh;
  }

  /** A grant to an account is for the account to hand on, one to everybody is for each. */
  private static Grant granted(
      Requester requester, AclPermissions.Needed needed, Acl acl, boolean publicToo) {
    boolean anonymous = requester.kind() == Requester.Kind.ANONYMOUS;
    String id =
        anonymous || requester.account().isEmpty() ? "" : Owners.canonicalId(requester.account());
    if (!acl.allows(id, needed.permission(), publicToo)) {
      return Grant.NONE;
    }
    return acl.allows(id, needed.permission(), false) ? Grant.ACCOUNT : Grant.DIRECT;
  }

  private static RequestContext tagsOf(StoredObject object) {
    return key -> {
      if (!key.startsWith(EXISTING_TAG)) {
        return List.of();
      }
      String name = key.substring(EXISTING_TAG.length());
      return object.tags().entrySet().stream()
          .filter(tag -> tag.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .toList();
    };
  }
}
