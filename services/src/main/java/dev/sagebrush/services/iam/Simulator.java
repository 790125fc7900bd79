package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.ContextEntry;
import dev.sagebrush.model.iam.EvaluationResult;
import dev.sagebrush.model.iam.GetContextKeysForCustomPolicyRequest;
import dev.sagebrush.model.iam.GetContextKeysForPolicyResponse;
import dev.sagebrush.model.iam.GetContextKeysForPrincipalPolicyRequest;
import dev.sagebrush.model.iam.InvalidInputException;
import dev.sagebrush.model.iam.SimulateCustomPolicyRequest;
import dev.sagebrush.model.iam.SimulatePolicyResponse;
import dev.sagebrush.model.iam.SimulatePrincipalPolicyRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policy simulator: each action is asked about on each resource, by the engine that decides
 * about calls.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html">SimulatePrincipalPolicy</a>.
 */
final class Simulator {

  private static final int PAGE = 100;

  private final Schema schema;
  private final PrincipalReader principals;
  private final PageTokens tokens;

  Simulator(Schema schema, PageTokens tokens) {
    this.schema = schema;
    this.principals = new PrincipalReader(schema);
    this.tokens = tokens;
  }

  /** What both kinds of simulation are asked with. */
  private record Question(
      List<String> actions,
      @Nullable List<String> resources,
      @Nullable List<ContextEntry> entries,
      @Nullable String owner,
      @Nullable String marker,
      @Nullable Integer maxItems) {}

  SimulatePolicyResponse custom(SimulateCustomPolicyRequest request) {
    SimulatedPolicies policies =
        SimulatedPolicies.of(
            request.policyInputList(),
            request.permissionsBoundaryPolicyInputList(),
            request.resourcePolicy());
    if (request.resourcePolicy() != null && request.callerArn() == null) {
      throw InvalidInputException.because(
          "CallerArn is required when ResourcePolicy is specified.");
    }
    String account = Call.current().account();
    String arn =
        request.callerArn() == null
            ? Arns.of(account, "user", "/", "simulated")
            : request.callerArn();
    return simulated(
        requester(arn),
        policies,
        new Question(
            request.actionNames(),
            request.resourceArns(),
            request.contextEntries(),
            request.resourceOwner(),
            request.marker(),
            request.maxItems()));
  }

  SimulatePolicyResponse principal(SimulatePrincipalPolicyRequest request) {
    SimulatedPolicies brought =
        SimulatedPolicies.of(
            request.policyInputList(),
            request.permissionsBoundaryPolicyInputList(),
            request.resourcePolicy());
    String source = request.policySourceArn();
    boolean user = source.contains(":user/");
    if (request.resourcePolicy() != null && request.callerArn() == null && !user) {
      throw InvalidInputException.because(
          "CallerArn is required when ResourcePolicy is specified.");
    }
    SimulatedPolicies policies = schema.tables().read(view -> attached(view, source, brought));
    String arn = request.callerArn() == null ? source : request.callerArn();
    return simulated(
        requester(arn),
        policies,
        new Question(
            request.actionNames(),
            request.resourceArns(),
            request.contextEntries(),
            request.resourceOwner(),
            request.marker(),
            request.maxItems()));
  }

  private static Arn parsed(String text) {
    try {
      return Arn.parse(text);
    } catch (IllegalArgumentException e) {
      ServiceException invalid = InvalidInputException.because("Invalid Input: " + text);
      invalid.initCause(e);
      throw invalid;
    }
  }

  /** A user, or for a role a session of it. */
  private static Requester requester(String text) {
    Arn arn = parsed(text);
    String account = arn.account();
    if (!arn.resourceType().equals("role")) {
      return Requester.of(new Principal(Principal.Kind.USER, account, text, "simulated"), null);
    }
    String path = arn.resourceName();
    String name = path.substring(path.lastIndexOf('/') + 1);
    String session = "arn:aws:sts::" + account + ":assumed-role/" + name + "/simulated";
    return new Requester(
        Requester.Kind.ROLE_SESSION, account, session, "simulated:simulated", text, null);
  }

  /** The policies of a user with its groups, of a group or of a role. */
  private SimulatedPolicies attached(View view, String source, SimulatedPolicies brought) {
    Arn arn = parsed(source);
    String path = arn.resourceName();
    String name = path.substring(path.lastIndexOf('/') + 1);
    List<NamedPolicy> policies = new ArrayList<>();
    Map<String, String> types = new HashMap<>();
    NamedPolicy boundary = null;
    switch (arn.resourceType()) {
      case "user" -> {
        UserRow user = schema.requireUser(view, name);
        add(view, user.owner(), policies, types);
        Range groups = Range.prefix(Schema.under(user.id(), ""));
        for (Table.Row<Link> row : view.scan(schema.memberships(), groups)) {
          String group = schema.nameOf(view, row.value().to());
          add(view, schema.requireGroup(view, group).owner(), policies, types);
        }
        boundary = principals.of(view, user).boundary();
      }
      case "group" -> add(view, schema.requireGroup(view, name).owner(), policies, types);
      case "role" -> {
        RoleRow role = schema.requireRole(view, name);
        add(view, role.owner(), policies, types);
        boundary = principals.of(view, role).boundary();
      }
      default -> throw InvalidInputException.because("Invalid Input: " + source);
    }
    if (boundary != null) {
      types.put(boundary.name(), managedType(boundary.name()));
    }
    return brought.with(policies, types, boundary);
  }

  private void add(View view, Owner owner, List<NamedPolicy> policies, Map<String, String> types) {
    String kind = owner.kind().word();
    List<NamedPolicy> own = new ArrayList<>();
    principals.add(view, owner.account(), owner.id(), own);
    for (NamedPolicy policy : own) {
      boolean managed = policy.name().startsWith("arn:");
      String name = managed ? policy.name() : kind + "_" + owner.name() + "_" + policy.name();
      policies.add(new NamedPolicy(name, policy.policy()));
      types.put(name, managed ? managedType(name) : kind);
    }
  }

  private static String managedType(String arn) {
    return AwsPolicies.isAws(arn) ? "aws-managed" : "user-managed";
  }

  private SimulatePolicyResponse simulated(
      Requester requester, SimulatedPolicies policies, Question question) {
    Map<String, List<String>> context = new HashMap<>();
    for (ContextEntry entry :
        question.entries == null ? List.<ContextEntry>of() : question.entries) {
      if (entry.contextKeyName() != null) {
        context.put(
            entry.contextKeyName().toLowerCase(Locale.ROOT),
            entry.contextKeyValues() == null ? List.of() : entry.contextKeyValues());
      }
    }
    String owner = question.owner == null ? requester.account() : parsed(question.owner).account();
    Simulation simulation = new Simulation(requester, owner, policies, context);
    List<EvaluationResult> results = new ArrayList<>();
    List<String> resources =
        question.resources == null || question.resources.isEmpty()
            ? List.of("*")
            : question.resources;
    for (String action : question.actions) {
      if (action.indexOf(':') < 1) {
        throw InvalidInputException.because("Invalid Input: " + action);
      }
      resources.forEach(resource -> results.add(simulation.of(action, resource)));
    }
    return page(results, question);
  }

  private SimulatePolicyResponse page(List<EvaluationResult> results, Question question) {
    String query = Call.current().account() + " simulation " + question.actions;
    int start = question.marker == null ? 0 : resume(query, question.marker);
    int most = question.maxItems == null ? PAGE : question.maxItems;
    int end = Math.min(results.size(), start + most);
    boolean more = end < results.size();
    return SimulatePolicyResponse.builder()
        .evaluationResults(results.subList(Math.min(start, end), end))
        .isTruncated(more)
        .marker(more ? tokens.issue(query, Integer.toString(end)) : null)
        .build();
  }

  private int resume(String query, String marker) {
    try {
      return Integer.parseInt(tokens.resume(query, marker));
    } catch (InvalidPageTokenException e) {
      ServiceException invalid = Failures.validation("Invalid Marker.");
      invalid.initCause(e);
      throw invalid;
    }
  }

  GetContextKeysForPolicyResponse customKeys(GetContextKeysForCustomPolicyRequest request) {
    SimulatedPolicies policies = SimulatedPolicies.of(request.policyInputList(), null, null);
    return new GetContextKeysForPolicyResponse(policies.keys(Set.of()));
  }

  GetContextKeysForPolicyResponse principalKeys(GetContextKeysForPrincipalPolicyRequest request) {
    List<NamedPolicy> more =
        SimulatedPolicies.listed("PolicyInputList", request.policyInputList(), PolicyType.IDENTITY);
    SimulatedPolicies brought = new SimulatedPolicies(more, List.of(), null, Map.of());
    SimulatedPolicies all =
        schema.tables().read(view -> attached(view, request.policySourceArn(), brought));
    return new GetContextKeysForPolicyResponse(all.keys(Set.of()));
  }
}
