package dev.sagebrush.kernel;

/**
 * Who makes a call, as IAM names it.
 *
 * @param kind what kind of identity it is
 * @param account the twelve-digit account the identity belongs to
 * @param arn for example {@code arn:aws:iam::000000000000:root} or {@code
 *     arn:aws:sts::000000000000:assumed-role/Name/session}
 * @param userId the unique id AWS reports: the account for root, {@code AIDA…} for a user, {@code
 *     AROA…:session} for an assumed role
 */
public record Principal(Kind kind, String account, String arn, String userId) {

  /** The kinds of identity a call can come from. */
  public enum Kind {
    ROOT,
    USER,
    ASSUMED_ROLE,
    FEDERATED_USER,
    SERVICE,
    ANONYMOUS
  }

  /** The root identity of an account. */
  public static Principal root(String account) {
    return new Principal(Kind.ROOT, account, "arn:aws:iam::" + account + ":root", account);
  }

  /** A call without credentials, as S3 allows it for public objects. */
  public static Principal anonymous() {
    return new Principal(Kind.ANONYMOUS, "anonymous", "*", "anonymous");
  }
}
