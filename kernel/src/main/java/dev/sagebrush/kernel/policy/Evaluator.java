package dev.sagebrush.kernel.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides requests as AWS documents it. An explicit denial anywhere wins. Then the organization
 * must allow; then, within an account, the resource's policy or the identity's, limited by boundary
 * and session; across accounts both. Root needs no identity-based policy. Service-linked roles are
 * not limited by an organization.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html">How
 * AWS enforcement code logic evaluates requests</a>; <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html">Cross-account
 * policy evaluation logic</a>; <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic">Evaluating
 * effective permissions with boundaries</a>.
 */
public final class Evaluator {

  private final AccessRequest request;
  private final Policies policies;
  private final boolean whole;
  private final ArnText resource;
  private final List<LayerResult> layers = new ArrayList<>();

  private Evaluator(AccessRequest request, Policies policies, boolean whole) {
    this.request = request;
    this.policies = policies;
    this.whole = whole;
    this.resource = new ArnText(request.resource());
  }

  /** The answer, with the statement that decided. */
  public static Decision decide(AccessRequest request, Policies policies) {
    return new Evaluator(request, policies, false).decide();
  }

  /** The answer, with all statements that apply. Slower. */
  public static Decision explain(AccessRequest request, Policies policies) {
    return new Evaluator(request, policies, true).decide();
  }

  private Decision decide() {
    scanAll();
    for (LayerResult layer : layers) {
      if (layer.outcome() == Outcome.EXPLICIT_DENY) {
        return new Decision(Outcome.EXPLICIT_DENY, layer.type(), first(layer, Effect.DENY), layers);
      }
    }
    for (LayerResult layer : layers) {
      boolean organization =
          layer.type() == PolicyType.SERVICE_CONTROL || layer.type() == PolicyType.RESOURCE_CONTROL;
      if (organization && layer.outcome() != Outcome.ALLOWED) {
        return missing(layer.type());
      }
    }
    Requester requester = request.requester();
    Grant grant = max(layer(PolicyType.RESOURCE).grant(), policies.granted());
    if (!requester.hasIdentity()) {
      return grant == Grant.NONE ? missing(PolicyType.RESOURCE) : byResource();
    }
    boolean within = request.withinAccount();
    if (grant == Grant.NONE && (!within || request.resourceMustAllow())) {
      return missing(PolicyType.RESOURCE);
    }
    if (within && grant == Grant.DIRECT) {
      return byResource();
    }
    return byIdentity(within && grant == Grant.ISSUER);
  }

  /** What remains when the resource does not settle it. */
  private Decision byIdentity(boolean identityReplaced) {
    Requester requester = request.requester();
    if (requester.kind() == Requester.Kind.ROOT) {
      return new Decision(Outcome.ALLOWED, null, null, layers);
    }
    LayerResult identity = layer(PolicyType.IDENTITY);
    if (!identityReplaced && identity.outcome() != Outcome.ALLOWED) {
      return missing(PolicyType.IDENTITY);
    }
    if (policies.boundary() != null && layer(PolicyType.BOUNDARY).outcome() != Outcome.ALLOWED) {
      return missing(PolicyType.BOUNDARY);
    }
    boolean limited =
        !policies.session().isEmpty() || requester.kind() == Requester.Kind.FEDERATED_USER;
    if (limited && layer(PolicyType.SESSION).outcome() != Outcome.ALLOWED) {
      return missing(PolicyType.SESSION);
    }
    return identity.outcome() == Outcome.ALLOWED
        ? new Decision(Outcome.ALLOWED, PolicyType.IDENTITY, first(identity, Effect.ALLOW), layers)
        : byResource();
  }

  private Decision byResource() {
    LayerResult layer = layer(PolicyType.RESOURCE);
    return layer.outcome() == Outcome.ALLOWED
        ? new Decision(Outcome.ALLOWED, PolicyType.RESOURCE, first(layer, Effect.ALLOW), layers)
        : new Decision(Outcome.ALLOWED, null, null, layers);
  }

  private Decision missing(PolicyType type) {
    return new Decision(Outcome.IMPLICIT_DENY, type, null, layers);
  }

  private static Grant max(Grant one, Grant other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private LayerResult layer(PolicyType type) {
    for (LayerResult layer : layers) {
      if (layer.type() == type) {
        return layer;
      }
    }
    return new LayerResult(type, 0, Outcome.IMPLICIT_DENY, Grant.NONE, List.of());
  }

  private static @Nullable StatementMatch first(LayerResult layer, Effect effect) {
    for (StatementMatch match : layer.matches()) {
      if (match.effect() == effect) {
        return match;
      }
    }
    return null;
  }

  /** Asks layer after layer; stops at a denial unless all is to be known. */
  private void scanAll() {
    Requester requester = request.requester();
    boolean goesOn = true;
    if (!requester.serviceLinked()) {
      goesOn = scanLevels(PolicyType.RESOURCE_CONTROL, policies.resourceControl());
      if (requester.hasIdentity()) {
        goesOn = goesOn && scanLevels(PolicyType.SERVICE_CONTROL, policies.serviceControl());
      }
    }
    goesOn = goesOn && scan(PolicyType.RESOURCE, 0, policies.resource());
    if (requester.hasIdentity()) {
      goesOn = goesOn && scan(PolicyType.IDENTITY, 0, policies.identity());
      if (policies.boundary() != null) {
        goesOn = goesOn && scan(PolicyType.BOUNDARY, 0, List.of(policies.boundary()));
      }
      if (goesOn && !policies.session().isEmpty()) {
        scan(PolicyType.SESSION, 0, policies.session());
      }
    }
  }

  private boolean scanLevels(PolicyType type, List<List<NamedPolicy>> levels) {
    for (int level = 0; level < levels.size(); level++) {
      if (!scan(type, level, levels.get(level))) {
        return false;
      }
    }
    return true;
  }

  private boolean scan(PolicyType type, int level, List<NamedPolicy> named) {
    Scan scan = new Scan(type);
    for (NamedPolicy policy : named) {
      for (Statement statement : policy.policy().about(request.action())) {
        scan.ask(policy.name(), statement);
        if (scan.denied && !whole) {
          layers.add(scan.result(level));
          return false;
        }
      }
    }
    layers.add(scan.result(level));
    return true;
  }

  /** What the statements of one layer come to. */
  private final class Scan {

    private final PolicyType type;
    private final List<StatementMatch> matches = new ArrayList<>();
    private Grant grant = Grant.NONE;
    private boolean denied;

    Scan(PolicyType type) {
      this.type = type;
    }

    void ask(String policy, Statement statement) {
      Grant closer = Grant.NONE;
      if (statement.effect() == Effect.DENY) {
        if (!statement.denies(request.requester(), policies.boundary() != null)) {
          return;
        }
      } else {
        closer = statement.grant(request.requester());
        if (closer == Grant.NONE || !whole && closer.compareTo(grant) <= 0) {
          return;
        }
      }
      if (!statement.holds(resource, request.context())) {
        return;
      }
      StatementMatch match =
          new StatementMatch(type, policy, statement.index(), statement.sid(), statement.effect());
      if (statement.effect() == Effect.DENY) {
        denied = true;
        matches.add(match);
      } else if (closer.compareTo(grant) > 0) {
        grant = closer;
        matches.addFirst(match);
      } else {
        matches.add(match);
      }
    }

    LayerResult result(int level) {
      Outcome allowed = grant == Grant.NONE ? Outcome.IMPLICIT_DENY : Outcome.ALLOWED;
      return new LayerResult(type, level, denied ? Outcome.EXPLICIT_DENY : allowed, grant, matches);
    }
  }
}
