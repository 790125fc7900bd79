package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.policy.AccessRequest;
import dev.sagebrush.kernel.policy.Decision;
import dev.sagebrush.kernel.policy.Evaluator;
import dev.sagebrush.kernel.policy.Grant;
import dev.sagebrush.kernel.policy.LayerResult;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.Outcome;
import dev.sagebrush.kernel.policy.Policies;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.kernel.policy.RequestContext;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.kernel.policy.StatementMatch;
import dev.sagebrush.kernel.policy.TextRange;
import dev.sagebrush.model.iam.EvaluationResult;
import dev.sagebrush.model.iam.PermissionsBoundaryDecisionDetail;
import dev.sagebrush.model.iam.Position;
import dev.sagebrush.model.iam.ResourceSpecificResult;
import dev.sagebrush.model.iam.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy engine about actions that nobody takes.
 *
 * @param requester who would take them
 * @param account that the resources belong to
 * @param policies that apply
 * @param context values of condition keys, their names in lower case
 */
record Simulation(
    Requester requester,
    String account,
    SimulatedPolicies policies,
    Map<String, List<String>> context) {

  /** What would come of one action on one resource. */
  EvaluationResult of(String action, String resource) {
    AccessRequest request =
        AccessRequest.of(requester, action, resource, RequestContext.of(context)).of(account);
    Decision decision = decide(request);
    String word = word(decision.outcome());
    List<Statement> matched = matched(decision);
    List<String> missing = policies.keys(context.keySet());
    PermissionsBoundaryDecisionDetail boundary = boundary(decision);
    return EvaluationResult.builder()
        .evalActionName(action)
        .evalResourceName(resource)
        .evalDecision(word)
        .matchedStatements(matched)
        .missingContextValues(missing)
        .permissionsBoundaryDecisionDetail(boundary)
        .resourceSpecificResults(
            resource.equals("*")
                ? List.of()
                : List.of(
                    ResourceSpecificResult.builder()
                        .evalResourceName(resource)
                        .evalResourceDecision(word)
                        .matchedStatements(matched)
                        .missingContextValues(missing)
                        .permissionsBoundaryDecisionDetail(boundary)
                        .build()))
        .build();
  }

  /** With each boundary in turn, until one allows. */
  private Decision decide(AccessRequest request) {
    Policies all =
        new Policies(
            policies.identity(),
            null,
            List.of(),
            policies.resource() == null ? List.of() : List.of(policies.resource()),
            Grant.NONE,
            List.of(),
            List.of());
    if (policies.boundaries().isEmpty()) {
      return Evaluator.explain(request, all);
    }
    Decision decision = null;
    for (NamedPolicy boundary : policies.boundaries()) {
      decision = Evaluator.explain(request, all.withBoundary(boundary));
      if (decision.allowed()) {
        return decision;
      }
    }
    return Objects.requireNonNull(decision);
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case ALLOWED -> "allowed";
      case EXPLICIT_DENY -> "explicitDeny";
      case IMPLICIT_DENY -> "implicitDeny";
    };
  }

  private @Nullable PermissionsBoundaryDecisionDetail boundary(Decision decision) {
    if (policies.boundaries().isEmpty()) {
      return null;
    }
    boolean allowed =
        decision.layers().stream()
            .anyMatch(
                layer -> layer.type() == PolicyType.BOUNDARY && layer.outcome() == Outcome.ALLOWED);
    return new PermissionsBoundaryDecisionDetail(allowed);
  }

  private List<Statement> matched(Decision decision) {
    Map<String, NamedPolicy> byName = new HashMap<>();
    policies.all().forEach(policy -> byName.put(policy.name(), policy));
    List<Statement> matched = new ArrayList<>();
    for (LayerResult layer : decision.layers()) {
      for (StatementMatch match : layer.matches()) {
        NamedPolicy policy = Objects.requireNonNull(byName.get(match.policy()), match.policy());
        TextRange range = policy.policy().statements().get(match.statement()).range();
        matched.add(
            Statement.builder()
                .sourcePolicyId(match.policy())
                .sourcePolicyType(policies.types().getOrDefault(match.policy(), "none"))
                .startPosition(position(range.startLine(), range.startColumn()))
                .endPosition(position(range.endLine(), range.endColumn()))
                .build());
      }
    }
    return matched;
  }

  private static Position position(int line, int column) {
    return Position.builder().line(line).column(column).build();
  }
}
