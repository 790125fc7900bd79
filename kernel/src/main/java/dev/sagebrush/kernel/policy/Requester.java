package dev.sagebrush.kernel.policy;

import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, in the terms in which policies name principals.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">AWS
 * JSON policy elements: Principal</a>.
 *
 * @param kind what kind of principal it is
 * @param account its twelve-digit account; empty for those that belong to none
 * @param arn of the user, of root, of the session; the name of a service; the ARN or host name of
 *     an identity provider; {@code *} for anybody
 * @param userId the unique id, for a session followed by a colon and its name
 * @param issuer the ARN of the role, or for a federated user of the user, that the session was
 *     issued for; null for others
 * @param canonicalId the account as S3 names it; null where nobody asks for it
 */
public record Requester(
    Kind kind,
    String account,
    String arn,
    String userId,
    @Nullable String issuer,
    @Nullable String canonicalId) {

  /** The kinds of principal that policies distinguish. */
  public enum Kind {
    ROOT,
    USER,
    ROLE_SESSION,
    FEDERATED_USER,
    /** Somebody whom an identity provider vouches for, about to assume a role. */
    IDENTITY_PROVIDER,
    SERVICE,
    ANONYMOUS
  }

  /**
   * Who makes a call.
   *
   * @param session what its temporary credentials carry; null for long-term ones
   */
  public static Requester of(Principal principal, @Nullable SessionContext session) {
    String issuer = session == null ? null : session.role();
    return switch (principal.kind()) {
      case ROOT -> of(Kind.ROOT, principal, null);
      case USER -> of(Kind.USER, principal, null);
      case ASSUMED_ROLE -> of(Kind.ROLE_SESSION, principal, issuer);
      case FEDERATED_USER -> of(Kind.FEDERATED_USER, principal, issuer);
      case SERVICE -> service(principal.arn());
      case ANONYMOUS -> anonymous();
    };
  }

  private static Requester of(Kind kind, Principal principal, @Nullable String issuer) {
    return new Requester(
        kind, principal.account(), principal.arn(), principal.userId(), issuer, null);
  }

  /** A service that acts by itself, for example {@code sagemaker.amazonaws.com}. */
  public static Requester service(String name) {
    return new Requester(Kind.SERVICE, "", name, name, null, null);
  }

  /** Somebody whom a provider vouches for: the ARN of a SAML or OIDC provider, or a host name. */
  public static Requester identityProvider(String provider) {
    return new Requester(Kind.IDENTITY_PROVIDER, "", provider, provider, null, null);
  }

  /** Somebody without credentials. */
  public static Requester anonymous() {
    return new Requester(Kind.ANONYMOUS, "", "*", "anonymous", null, null);
  }

  /** This with the id that S3 knows the account by. */
  public Requester withCanonicalId(String id) {
    return new Requester(kind, account, arn, userId, issuer, id);
  }

  /** Whether it has identity-based policies, or needs none as root. */
  boolean hasIdentity() {
    return switch (kind) {
      case ROOT, USER, ROLE_SESSION, FEDERATED_USER -> true;
      case IDENTITY_PROVIDER, SERVICE, ANONYMOUS -> false;
    };
  }

  /** Whether it acts as a service-linked role, which no organization's policy limits. */
  boolean serviceLinked() {
    return issuer != null && issuer.contains(":role/aws-service-role/");
  }
}
