package dev.sagebrush.services.organizations;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.organizations.AttachPolicyRequest;
import dev.sagebrush.model.organizations.DetachPolicyRequest;
import dev.sagebrush.model.organizations.DuplicatePolicyAttachmentException;
import dev.sagebrush.model.organizations.ListPoliciesForTargetRequest;
import dev.sagebrush.model.organizations.ListPoliciesForTargetResponse;
import dev.sagebrush.model.organizations.ListTargetsForPolicyRequest;
import dev.sagebrush.model.organizations.ListTargetsForPolicyResponse;
import dev.sagebrush.model.organizations.PolicyNotAttachedException;
import dev.sagebrush.model.organizations.TargetNotFoundException;
import dev.sagebrush.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which policies are attached to what: of each type at least one and at most five. */
final class Attachments {

  private static final int MOST = 5;

  private final Schema schema;
  private final Pages pages;

  Attachments(Schema schema, Pages pages) {
    this.schema = schema;
    this.pages = pages;
  }

  private NodeRow target(View view, OrganizationRow organization, String id) {
    NodeRow node = schema.node(view, organization, id);
    if (node == null) {
      throw TargetNotFoundException.because("You specified a target that doesn't exist.");
    }
    return node;
  }

  private PolicyRow policy(View view, OrganizationRow organization, String id) {
    PolicyRow policy = schema.policy(view, organization, id);
    if (policy == null) {
      throw Policies.none();
    }
    return policy;
  }

  private long sameType(View view, OrganizationRow organization, NodeRow node, PolicyRow policy) {
    return node.policies().stream()
        .map(id -> Objects.requireNonNull(schema.policy(view, organization, id)))
        .filter(other -> other.type().equals(policy.type()))
        .count();
  }

  Unit attach(AttachPolicyRequest request) {
    schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      PolicyRow policy = policy(transaction, organization, request.policyId());
      NodeRow node = target(transaction, organization, request.targetId());
      if (!organization.enabled().contains(policy.type())) {
        throw PolicyTypes.notEnabled();
      }
      if (node.policies().contains(policy.id())) {
        throw DuplicatePolicyAttachmentException.because(
            "A policy with the specified id is already attached to the specified target.");
      }
      if (sameType(transaction, organization, node, policy) >= MOST) {
        throw Failures.constraint(
            "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "You have attached the maximum number of policies to the specified target.");
      }
      List<String> more = new ArrayList<>(node.policies());
      more.add(policy.id());
      schema.put(transaction, organization, node.withPolicies(more));
      return organization;
    });
    return Unit.VALUE;
  }

  Unit detach(DetachPolicyRequest request) {
    schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      PolicyRow policy = policy(transaction, organization, request.policyId());
      NodeRow node = target(transaction, organization, request.targetId());
      if (!node.policies().contains(policy.id())) {
        throw PolicyNotAttachedException.because(
            "The policy isn't attached to the specified target in the specified root.");
      }
      if (policy.id().equals(PolicyKind.RESOURCE_CONTROL_POLICY.full().id())) {
        throw Failures.invalid(
            "NON_DETACHABLE_POLICY", "You can't detach this AWS Managed Policy.");
      }
      if (sameType(transaction, organization, node, policy) == 1) {
        throw Failures.constraint(
            "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "You cannot remove the last policy attached to the specified target. You must have at"
                + " least one attached at all times.");
      }
      List<String> rest = new ArrayList<>(node.policies());
      rest.remove(policy.id());
      schema.put(transaction, organization, node.withPolicies(rest));
      return organization;
    });
    return Unit.VALUE;
  }

  ListPoliciesForTargetResponse policies(ListPoliciesForTargetRequest request) {
    PolicyKind kind = PolicyKind.of(request.filter());
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          NodeRow node = target(view, organization, request.targetId());
          List<PolicyRow> attached =
              node.policies().stream()
                  .map(id -> Objects.requireNonNull(schema.policy(view, organization, id)))
                  .filter(policy -> policy.type().equals(kind.name()))
                  .toList();
          Pages.Page<PolicyRow> page =
              pages.of(
                  kind + " of " + node.id(),
                  attached,
                  PolicyRow::id,
                  request.nextToken(),
                  request.maxResults());
          return ListPoliciesForTargetResponse.builder()
              .policies(page.map(policy -> Described.summary(organization, policy)))
              .nextToken(page.next())
              .build();
        });
  }

  ListTargetsForPolicyResponse targets(ListTargetsForPolicyRequest request) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          PolicyRow policy = policy(view, organization, request.policyId());
          List<NodeRow> targets =
              schema.tree(view, organization).stream()
                  .filter(node -> node.policies().contains(policy.id()))
                  .toList();
          Pages.Page<NodeRow> page =
              pages.of(
                  "targets of " + policy.id(),
                  targets,
                  NodeRow::id,
                  request.nextToken(),
                  request.maxResults());
          return ListTargetsForPolicyResponse.builder()
              .targets(page.map(node -> Described.target(organization, node)))
              .nextToken(page.next())
              .build();
        });
  }
}
