package dev.sagebrush.services.s3;

import java.util.List;

/**
 * Who may do what with a bucket or an object, beside policies.
 *
 * @param grants in the order in which they are answered, at most 100
 */
record Acl(List<Grant> grants) {

  /** Everybody, signed or not. */
  static final String ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";

  /** Everybody with credentials of any account. */
  static final String AUTHENTICATED_USERS =
      "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

  /** The service that writes access logs. */
  static final String LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

  /** The permissions there are, in the order S3 lists them. */
  enum Permission {
    FULL_CONTROL,
    READ,
    WRITE,
    READ_ACP,
    WRITE_ACP
  }

  /**
   * One permission.
   *
   * @param grantee the URI of a group, or the canonical id of an account
   */
  record Grant(String grantee, Permission permission) {

    boolean toGroup() {
      return grantee.startsWith("http");
    }

    boolean isPublic() {
      return grantee.equals(ALL_USERS) || grantee.equals(AUTHENTICATED_USERS);
    }
  }

  /** Full control for one account, and nothing else. */
  static Acl ofOwner(String canonicalId) {
    return new Acl(List.of(new Grant(canonicalId, Permission.FULL_CONTROL)));
  }

  /** Whether it lets everybody, or everybody with credentials, do anything. */
  boolean isPublic() {
    return grants.stream().anyMatch(Grant::isPublic);
  }

  /**
   * Whether somebody has a permission.
   *
   * @param canonicalId of the account that asks; empty for a call without credentials
   * @param publicToo whether grants to all users and to all authenticated users count
   */
  boolean allows(String canonicalId, Permission permission, boolean publicToo) {
    for (Grant grant : grants) {
      boolean enough =
          grant.permission == permission || grant.permission == Permission.FULL_CONTROL;
      if (enough && reaches(grant, canonicalId, publicToo)) {
        return true;
      }
    }
    return false;
  }

  private static boolean reaches(Grant grant, String canonicalId, boolean publicToo) {
    return switch (grant.grantee) {
      case ALL_USERS -> publicToo;
      case AUTHENTICATED_USERS -> publicToo && !canonicalId.isEmpty();
      default -> !canonicalId.isEmpty() && grant.grantee.equals(canonicalId);
    };
  }
}
