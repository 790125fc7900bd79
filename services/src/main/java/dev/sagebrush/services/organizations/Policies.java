package dev.sagebrush.services.organizations;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.policy.MalformedPolicyException;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.organizations.CreatePolicyRequest;
import dev.sagebrush.model.organizations.CreatePolicyResponse;
import dev.sagebrush.model.organizations.DeletePolicyRequest;
import dev.sagebrush.model.organizations.DescribePolicyRequest;
import dev.sagebrush.model.organizations.DescribePolicyResponse;
import dev.sagebrush.model.organizations.DuplicatePolicyException;
import dev.sagebrush.model.organizations.ListPoliciesRequest;
import dev.sagebrush.model.organizations.ListPoliciesResponse;
import dev.sagebrush.model.organizations.MalformedPolicyDocumentException;
import dev.sagebrush.model.organizations.PolicyInUseException;
import dev.sagebrush.model.organizations.PolicyNotFoundException;
import dev.sagebrush.model.organizations.UpdatePolicyRequest;
import dev.sagebrush.model.organizations.UpdatePolicyResponse;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Service control and resource control policies. */
final class Policies {

  private static final int LARGEST = 5120;

  private final Schema schema;
  private final Pages pages;
  private final Ids ids;

  Policies(Schema schema, Pages pages, Ids ids) {
    this.schema = schema;
    this.pages = pages;
    this.ids = ids;
  }

  private static void check(PolicyKind kind, String content) {
    if (content.length() > LARGEST) {
      throw Failures.constraint(
          "POLICY_CONTENT_LIMIT_EXCEEDED",
          "You have exceeded the maximum size of a policy: " + LARGEST + " characters.");
    }
    try {
      PolicyReader.read(content, kind.type());
    } catch (MalformedPolicyException e) {
      ServiceException malformed =
          MalformedPolicyDocumentException.because(
              "The provided policy document does not meet the requirements of the specified policy"
                  + " type.");
      malformed.initCause(e);
      throw malformed;
    }
  }

  CreatePolicyResponse create(CreatePolicyRequest request) {
    PolicyKind kind = PolicyKind.of(request.type());
    check(kind, request.content());
    PolicyRow policy =
        new PolicyRow(
            "p-" + ids.alphanumeric(8),
            kind.name(),
            request.name(),
            request.description(),
            request.content(),
            TagSets.of(request.tags()));
    return schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      refuseSecond(transaction, organization, policy);
      transaction.put(schema.policies(), Schema.key(organization, policy.id()), policy);
      return CreatePolicyResponse.builder().policy(Described.policy(organization, policy)).build();
    });
  }

  private List<PolicyRow> all(View view, OrganizationRow organization) {
    List<PolicyRow> all = new ArrayList<>();
    for (Table.Row<PolicyRow> row :
        view.scan(schema.policies(), Range.prefix(Schema.key(organization, "")))) {
      all.add(row.value());
    }
    for (PolicyKind kind : PolicyKind.values()) {
      all.add(kind.full());
    }
    return all;
  }

  private void refuseSecond(View view, OrganizationRow organization, PolicyRow policy) {
    for (PolicyRow other : all(view, organization)) {
      if (!other.id().equals(policy.id())
          && other.type().equals(policy.type())
          && other.name().equals(policy.name())) {
        throw DuplicatePolicyException.because("A policy with the same name already exists.");
      }
    }
  }

  static ServiceException none() {
    return PolicyNotFoundException.because("You specified a policy that doesn't exist.");
  }

  private PolicyRow require(View view, OrganizationRow organization, String id) {
    PolicyRow policy = schema.policy(view, organization, id);
    if (policy == null) {
      throw none();
    }
    return policy;
  }

  private PolicyRow requireOwn(View view, OrganizationRow organization, String id) {
    if (PolicyKind.aws(id) != null) {
      throw Failures.invalid("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS.");
    }
    return require(view, organization, id);
  }

  DescribePolicyResponse describe(DescribePolicyRequest request) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          PolicyRow policy = require(view, organization, request.policyId());
          return DescribePolicyResponse.builder()
              .policy(Described.policy(organization, policy))
              .build();
        });
  }

  UpdatePolicyResponse update(UpdatePolicyRequest request) {
    return schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      PolicyRow old = requireOwn(transaction, organization, request.policyId());
      if (request.content() != null) {
        check(PolicyKind.of(old.type()), request.content());
      }
      Map<String, String> tags = old.tags();
      PolicyRow changed =
          new PolicyRow(
              old.id(),
              old.type(),
              Objects.requireNonNullElse(request.name(), old.name()),
              Objects.requireNonNullElse(request.description(), old.description()),
              Objects.requireNonNullElse(request.content(), old.content()),
              tags);
      refuseSecond(transaction, organization, changed);
      transaction.put(schema.policies(), Schema.key(organization, old.id()), changed);
      return UpdatePolicyResponse.builder().policy(Described.policy(organization, changed)).build();
    });
  }

  Unit delete(DeletePolicyRequest request) {
    schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      PolicyRow policy = requireOwn(transaction, organization, request.policyId());
      boolean used =
          schema.tree(transaction, organization).stream()
              .anyMatch(node -> node.policies().contains(policy.id()));
      if (used) {
        throw PolicyInUseException.because(
            "The policy is attached to one or more entities. You must detach it from all roots, OUs,"
                + " and accounts before performing this operation.");
      }
      return transaction.delete(schema.policies(), Schema.key(organization, policy.id()));
    });
    return Unit.VALUE;
  }

  ListPoliciesResponse list(ListPoliciesRequest request) {
    PolicyKind kind = PolicyKind.of(request.filter());
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          List<PolicyRow> all =
              all(view, organization).stream()
                  .filter(policy -> policy.type().equals(kind.name()))
                  .toList();
          Pages.Page<PolicyRow> page =
              pages.of(
                  "policies " + kind,
                  all,
                  PolicyRow::id,
                  request.nextToken(),
                  request.maxResults());
          return ListPoliciesResponse.builder()
              .policies(page.map(policy -> Described.summary(organization, policy)))
              .nextToken(page.next())
              .build();
        });
  }
}
