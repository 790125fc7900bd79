package dev.sagebrush.services.s3;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which permission of which ACL stands for an action; most actions have none.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping">
 * Mapping of ACL permissions and access policy permissions</a>.
 */
final class AclPermissions {

  /**
   * A permission.
   *
   * @param ofBucket whether the bucket's ACL has to give it, else the object's
   */
  record Needed(Acl.Permission permission, boolean ofBucket) {}

  private static final Needed LISTING = new Needed(Acl.Permission.READ, true);
  private static final Needed WRITING = new Needed(Acl.Permission.WRITE, true);
  private static final Needed READING = new Needed(Acl.Permission.READ, false);
  private static final Needed READING_ACL = new Needed(Acl.Permission.READ_ACP, false);
  private static final Needed WRITING_ACL = new Needed(Acl.Permission.WRITE_ACP, false);

  private static final Map<String, Needed> BY_ACTION =
      Map.ofEntries(
          Map.entry("s3:listbucket", LISTING),
          Map.entry("s3:listbucketversions", LISTING),
          Map.entry("s3:listbucketmultipartuploads", LISTING),
          Map.entry("s3:putobject", WRITING),
          Map.entry("s3:deleteobject", WRITING),
          Map.entry("s3:deleteobjectversion", WRITING),
          Map.entry("s3:abortmultipartupload", WRITING),
          Map.entry("s3:listmultipartuploadparts", WRITING),
          Map.entry("s3:getobject", READING),
          Map.entry("s3:getobjectversion", READING),
          Map.entry("s3:getbucketacl", new Needed(Acl.Permission.READ_ACP, true)),
          Map.entry("s3:putbucketacl", new Needed(Acl.Permission.WRITE_ACP, true)),
          Map.entry("s3:getobjectacl", READING_ACL),
          Map.entry("s3:getobjectversionacl", READING_ACL),
          Map.entry("s3:putobjectacl", WRITING_ACL),
          Map.entry("s3:putobjectversionacl", WRITING_ACL));

  private AclPermissions() {}

  /**
   * What an action needs; null when no ACL can give it.
   *
   * @param action in lower case
   * @param exists whether its object is there: who may put a new one may say its ACL and tags with
   *     it
   */
  static @Nullable Needed of(String action, boolean exists) {
    Needed needed = BY_ACTION.get(action);
    boolean beside = WRITING_ACL.equals(needed) || action.equals("s3:putobjecttagging");
    return beside && !exists ? WRITING : needed;
  }

  /**
   * Whether an action on an object that is there is for the object's owner to allow; all others,
   * deleting among them, are for the bucket's.
   *
   * @param action in lower case
   */
  static boolean ofObjectOwner(String action) {
    return action.startsWith("s3:getobject")
        || action.startsWith("s3:putobject") && !action.equals("s3:putobject") && !held(action)
        || action.startsWith("s3:deleteobject") && action.endsWith("tagging");
  }

  /** Locks protect versions for the bucket's owner. */
  private static boolean held(String action) {
    return action.equals("s3:putobjectretention") || action.equals("s3:putobjectlegalhold");
  }
}
