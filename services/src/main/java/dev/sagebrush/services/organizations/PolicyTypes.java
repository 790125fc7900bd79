package dev.sagebrush.services.organizations;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.organizations.DisablePolicyTypeRequest;
import dev.sagebrush.model.organizations.DisablePolicyTypeResponse;
import dev.sagebrush.model.organizations.EnablePolicyTypeRequest;
import dev.sagebrush.model.organizations.EnablePolicyTypeResponse;
import dev.sagebrush.model.organizations.PolicyTypeAlreadyEnabledException;
import dev.sagebrush.model.organizations.PolicyTypeNotAvailableForOrganizationException;
import dev.sagebrush.model.organizations.PolicyTypeNotEnabledException;
import dev.sagebrush.model.organizations.Root;
import dev.sagebrush.model.organizations.RootNotFoundException;
import dev.sagebrush.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which types of policy count in an organization. */
final class PolicyTypes {

  private final Schema schema;

  PolicyTypes(Schema schema) {
    this.schema = schema;
  }

  /** The ids of the policies that something new has: those that allow everything. */
  static List<String> full(OrganizationRow organization) {
    return organization.enabled().stream().map(type -> PolicyKind.of(type).full().id()).toList();
  }

  private static void requireRoot(OrganizationRow organization, String root) {
    if (!organization.root().equals(root)) {
      throw RootNotFoundException.because("You specified a root that doesn't exist.");
    }
  }

  /** Lets a type count: everything gets the policy that allows everything. */
  EnablePolicyTypeResponse enable(EnablePolicyTypeRequest request) {
    PolicyKind kind = PolicyKind.of(request.policyType());
    return schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      requireRoot(organization, request.rootId());
      if (!organization.features().equals("ALL")) {
        throw PolicyTypeNotAvailableForOrganizationException.because(
            "You can't use the specified policy type with the feature set currently enabled for"
                + " this organization.");
      }
      if (organization.enabled().contains(kind.name())) {
        throw PolicyTypeAlreadyEnabledException.because(
            "The specified policy type is already enabled.");
      }
      for (NodeRow node : schema.tree(transaction, organization)) {
        List<String> more = new ArrayList<>(node.policies());
        more.add(kind.full().id());
        schema.put(transaction, organization, node.withPolicies(more));
      }
      return EnablePolicyTypeResponse.builder()
          .root(changed(transaction, organization.enabled(kind.name(), true)))
          .build();
    });
  }

  /** Lets a type count no longer: its policies are detached from everything. */
  DisablePolicyTypeResponse disable(DisablePolicyTypeRequest request) {
    PolicyKind kind = PolicyKind.of(request.policyType());
    return schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      requireRoot(organization, request.rootId());
      if (!organization.enabled().contains(kind.name())) {
        throw notEnabled();
      }
      for (NodeRow node : schema.tree(transaction, organization)) {
        List<String> rest =
            node.policies().stream()
                .filter(id -> {
                  PolicyRow policy = schema.policy(transaction, organization, id);
                  return policy != null && !policy.type().equals(kind.name());
                })
                .toList();
        schema.put(transaction, organization, node.withPolicies(rest));
      }
      return DisablePolicyTypeResponse.builder()
          .root(changed(transaction, organization.enabled(kind.name(), false)))
          .build();
    });
  }

  static ServiceException notEnabled() {
    return PolicyTypeNotEnabledException.because(
        "The specified policy type isn't currently enabled in this root.");
  }

  private Root changed(Transaction transaction, OrganizationRow organization) {
    transaction.put(schema.organizations(), organization.id(), organization);
    return Described.root(
        organization,
        Objects.requireNonNull(schema.node(transaction, organization, organization.root())));
  }
}
