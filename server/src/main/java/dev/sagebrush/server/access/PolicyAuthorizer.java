package dev.sagebrush.server.access;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.policy.AccessRequest;
import dev.sagebrush.kernel.policy.Decision;
import dev.sagebrush.kernel.policy.Evaluator;
import dev.sagebrush.kernel.policy.Grant;
import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.kernel.policy.Guarded;
import dev.sagebrush.kernel.policy.Identities;
import dev.sagebrush.kernel.policy.Identity;
import dev.sagebrush.kernel.policy.Organization;
import dev.sagebrush.kernel.policy.Policies;
import dev.sagebrush.kernel.policy.RequestContext;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.Api;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.access.ActionTable;
import dev.sagebrush.model.access.CallFacts;
import dev.sagebrush.model.access.Need;
import dev.sagebrush.wire.dispatch.Authorizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a call go on when policies allow every permission that its operation needs. Calls that a
 * service makes by itself, as its own principal, need none: what it does for somebody it does with
 * that one's rights.
 */
public final class PolicyAuthorizer implements Authorizer {

  private static final String ASSUME = "sts:AssumeRole";

  private final Identities identities;
  private final Map<String, Guard> guards;
  private final Organization organization;
  private final Ciphertexts ciphertexts;
  private final Decisions decisions;
  private final Map<Api, ActionTable> tables = new ConcurrentHashMap<>();

  /**
   * An authorizer.
   *
   * @param guards of resources, by the service in their ARN: {@code s3}
   * @param ciphertexts names the keys that requests leave out
   * @param decisions remembers what was decided
   */
  public PolicyAuthorizer(
      Identities identities,
      Map<String, Guard> guards,
      Organization organization,
      Ciphertexts ciphertexts,
      Decisions decisions) {
    this.identities = identities;
    this.guards = Map.copyOf(guards);
    this.organization = organization;
    this.ciphertexts = ciphertexts;
    this.decisions = decisions;
  }

  @Override
  public void authorize(Call call, Operation<?, ?> operation, Struct request) {
    Principal principal = call.principal();
    if (principal.kind() == Principal.Kind.SERVICE) {
      return;
    }
    ActionTable table = tables.computeIfAbsent(operation.api(), ActionTable::of);
    CallFacts facts = new CallFacts(call.region(), call.account(), userName(principal));
    List<Need> needs = ciphertexts.named(request, table.needs(operation, request, facts));
    if (needs.isEmpty()) {
      return;
    }
    Requester requester = Requester.of(principal, call.origin().session());
    Identity identity = identities.of(principal, call.origin().session());
    RequestContext context =
        new CallContext(call, identity, organization, () -> table.keys(request)).context();
    for (Need need : needs) {
      if (requester.kind() == Requester.Kind.ANONYMOUS && missing(requester, need)) {
        continue;
      }
      decide(call, operation, requester, identity, context, need);
    }
  }

  /** That a bucket is not there even a stranger is told; the operation does it. */
  private boolean missing(Requester requester, Need need) {
    Guard guard = guards.get(part(need.resource(), 2));
    return guard != null && guard.find(requester, need.action(), need.resource()) == null;
  }

  private void decide(
      Call call,
      Operation<?, ?> operation,
      Requester requester,
      Identity identity,
      RequestContext context,
      Need need) {
    Guarded guarded = guarded(requester, need, call.account(), context);
    AccessRequest asked =
        new AccessRequest(
            requester,
            need.action(),
            guarded.arn(),
            guarded.account(),
            guarded.resourceFirst(),
            ResourceContext.over(context, guarded, need));
    Policies policies =
        new Policies(
            identity.policies(),
            identity.boundary(),
            identity.session(),
            guarded.policies(),
            guarded.granted(),
            organization.serviceControl(requester.account()),
            organization.resourceControl(guarded.account()));
    Decision decision = Evaluator.decide(asked, policies);
    if (decision.allowed()) {
      decisions.add(call.requestId(), asked, decision);
      if (need.passedTo() != null) {
        requireTrust(need, need.passedTo());
      }
      return;
    }
    // Slower, and only for those who are refused: every statement that had a say.
    decisions.add(call.requestId(), asked, Evaluator.explain(asked, policies));
    throw Denials.of(operation, requester, asked, decision);
  }

  /** A role that is passed on must be there and trust the service that it is passed to. */
  private void requireTrust(Need need, String service) {
    Requester passed = Requester.service(service);
    Guard guard = guards.get("iam");
    Guarded role = guard == null ? null : guard.find(passed, ASSUME, need.resource());
    if (role == null || !trusts(passed, role)) {
      throw ServiceException.validation(
          "Could not assume role "
              + need.resource()
              + ". Please ensure that the role exists and allows principal '"
              + service
              + "' to assume the role.");
    }
  }

  private static boolean trusts(Requester service, Guarded role) {
    AccessRequest asked =
        new AccessRequest(service, ASSUME, role.arn(), role.account(), true, RequestContext.EMPTY);
    return Evaluator.decide(asked, Policies.NONE.withResource(role.policies())).allowed();
  }

  private Guarded guarded(Requester requester, Need need, String caller, RequestContext context) {
    String arn = need.resource();
    Guard guard = guards.get(part(arn, 2));
    Guarded found = guard == null ? null : guard.find(requester, need.action(), arn, context);
    if (found != null) {
      return found;
    }
    String account = part(arn, 4);
    boolean named = account.length() == 12;
    return new Guarded(
        arn,
        named ? account : caller,
        List.of(),
        false,
        Grant.NONE,
        Map.of(),
        RequestContext.EMPTY);
  }

  /** A part of an ARN, from 0; empty where there is none. */
  private static String part(String arn, int number) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6 ? parts[number] : "";
  }

  private static String userName(Principal principal) {
    String arn = principal.arn();
    return principal.kind() == Principal.Kind.USER ? arn.substring(arn.lastIndexOf('/') + 1) : "";
  }
}
