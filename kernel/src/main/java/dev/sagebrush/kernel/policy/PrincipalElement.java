package dev.sagebrush.kernel.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The principals that a statement names, or with {@code NotPrincipal} excepts.
 *
 * <p>A denial with {@code NotPrincipal} spares only somebody whose every name is listed: the
 * account and the user, or the account, the role and the session. Somebody with a permissions
 * boundary it never spares.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">Principal</a>
 * and <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html">NotPrincipal</a>.
 */
final class PrincipalElement {

  private static final int ACCOUNT = 1;
  private static final int ISSUER = 2;
  private static final int SELF = 4;

  private final boolean negated;
  private final boolean everybody;
  private final Set<String> aws;
  private final Set<String> services;
  private final Set<String> providers;
  private final Set<String> canonical;

  /**
   * Takes what a statement says.
   *
   * @param named by kind: {@code AWS}, {@code Service}, {@code Federated}, {@code CanonicalUser}
   */
  PrincipalElement(boolean negated, Map<String, List<String>> named) {
    this.negated = negated;
    this.aws =
        named.getOrDefault("AWS", List.of()).stream()
            .map(PrincipalElement::accountOf)
            .collect(Collectors.toUnmodifiableSet());
    this.services = Set.copyOf(named.getOrDefault("Service", List.of()));
    this.providers = Set.copyOf(named.getOrDefault("Federated", List.of()));
    this.canonical = Set.copyOf(named.getOrDefault("CanonicalUser", List.of()));
    this.everybody = aws.contains("*");
  }

  /** The account that the ARN of its root stands for; other names as they are. */
  private static String accountOf(String name) {
    String[] parts = name.split(":", ArnText.PARTS);
    boolean root =
        parts.length == ArnText.PARTS && parts[2].equals("iam") && parts[5].equals("root");
    return root ? parts[4] : name;
  }

  /** Whether it is about everybody. */
  boolean isEverybody() {
    return everybody && !negated;
  }

  /** How closely an allowing statement names somebody. */
  Grant grant(Requester requester) {
    int names = names(requester);
    if (negated) {
      return everybody || names != 0 ? Grant.NONE : Grant.DIRECT;
    }
    if (everybody || (names & SELF) != 0) {
      return Grant.DIRECT;
    }
    if ((names & ISSUER) != 0) {
      return Grant.ISSUER;
    }
    return names == 0 ? Grant.NONE : Grant.ACCOUNT;
  }

  /** Whether a denying statement is about somebody. */
  boolean denies(Requester requester, boolean bounded) {
    if (!negated) {
      return everybody || names(requester) != 0;
    }
    return bounded || !everybody && names(requester) != allNames(requester);
  }

  private static int allNames(Requester requester) {
    return switch (requester.kind()) {
      case USER -> ACCOUNT | SELF;
      case ROLE_SESSION, FEDERATED_USER -> ACCOUNT | ISSUER | SELF;
      case ROOT, SERVICE, IDENTITY_PROVIDER, ANONYMOUS -> SELF;
    };
  }

  private int names(Requester requester) {
    return switch (requester.kind()) {
      case ROOT -> account(requester) ? SELF : 0;
      case USER ->
          (account(requester) ? ACCOUNT : 0)
              | (aws.contains(requester.arn()) || aws.contains(requester.userId()) ? SELF : 0);
      case ROLE_SESSION, FEDERATED_USER ->
          (account(requester) ? ACCOUNT : 0)
              | (issuer(requester) ? ISSUER : 0)
              | (aws.contains(requester.arn()) ? SELF : 0);
      case SERVICE -> services.contains(requester.arn()) || services.contains("*") ? SELF : 0;
      case IDENTITY_PROVIDER ->
          providers.contains(requester.arn()) || providers.contains("*") ? SELF : 0;
      case ANONYMOUS -> 0;
    };
  }

  private boolean account(Requester requester) {
    return aws.contains(requester.account())
        || requester.canonicalId() != null && canonical.contains(requester.canonicalId());
  }

  /** By its ARN or, as a policy has it when the role was deleted, by the role's unique id. */
  private boolean issuer(Requester requester) {
    if (requester.issuer() != null && aws.contains(requester.issuer())) {
      return true;
    }
    int colon = requester.userId().indexOf(':');
    return requester.kind() == Requester.Kind.ROLE_SESSION
        && colon > 0
        && aws.contains(requester.userId().substring(0, colon));
  }
}
