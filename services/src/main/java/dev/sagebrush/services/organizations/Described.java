package dev.sagebrush.services.organizations;

import dev.sagebrush.model.organizations.Account;
import dev.sagebrush.model.organizations.Organization;
import dev.sagebrush.model.organizations.OrganizationalUnit;
import dev.sagebrush.model.organizations.Policy;
import dev.sagebrush.model.organizations.PolicySummary;
import dev.sagebrush.model.organizations.PolicyTargetSummary;
import dev.sagebrush.model.organizations.PolicyTypeSummary;
import dev.sagebrush.model.organizations.Root;
import java.util.List;
import java.util.Objects;

/** How an organization and what it has are told. */
final class Described {

  private Described() {}

  static String arn(OrganizationRow organization, NodeRow node) {
    String type =
        switch (node.kind()) {
          case ROOT -> "root";
          case ORGANIZATIONAL_UNIT -> "ou";
          case ACCOUNT -> "account";
        };
    return organization.arn(type, node.id());
  }

  static Organization organization(OrganizationRow row, String email) {
    boolean all = row.features().equals("ALL");
    return Organization.builder()
        .id(row.id())
        .arn(row.arn())
        .featureSet(row.features())
        .masterAccountId(row.management())
        .masterAccountArn(row.arn("account", row.management()))
        .masterAccountEmail(email)
        .availablePolicyTypes(
            all ? List.of(new PolicyTypeSummary("ENABLED", "SERVICE_CONTROL_POLICY")) : List.of())
        .build();
  }

  static Root root(OrganizationRow organization, NodeRow node) {
    return Root.builder()
        .id(node.id())
        .arn(arn(organization, node))
        .name(node.name())
        .policyTypes(
            organization.enabled().stream()
                .map(type -> new PolicyTypeSummary("ENABLED", type))
                .toList())
        .build();
  }

  static OrganizationalUnit unit(OrganizationRow organization, NodeRow node) {
    return OrganizationalUnit.builder()
        .id(node.id())
        .arn(arn(organization, node))
        .name(node.name())
        .build();
  }

  static Account account(OrganizationRow organization, NodeRow node) {
    NodeRow.Member member = Objects.requireNonNull(node.member());
    boolean closed = member.closed() != null;
    return Account.builder()
        .id(node.id())
        .arn(arn(organization, node))
        .name(node.name())
        .email(member.email())
        .joinedMethod(member.created() ? "CREATED" : "INVITED")
        .joinedTimestamp(member.joined())
        .status(closed ? "SUSPENDED" : "ACTIVE")
        .state(closed ? "SUSPENDED" : "ACTIVE")
        .build();
  }

  static String arn(OrganizationRow organization, PolicyRow policy) {
    String word = PolicyKind.of(policy.type()).word();
    return PolicyKind.aws(policy.id()) == null
        ? organization.arn("policy", word + "/" + policy.id())
        : "arn:aws:organizations::aws:policy/" + word + "/" + policy.id();
  }

  static PolicySummary summary(OrganizationRow organization, PolicyRow policy) {
    return PolicySummary.builder()
        .id(policy.id())
        .arn(arn(organization, policy))
        .name(policy.name())
        .description(policy.description())
        .type(policy.type())
        .awsManaged(PolicyKind.aws(policy.id()) != null)
        .build();
  }

  static Policy policy(OrganizationRow organization, PolicyRow policy) {
    return new Policy(policy.content(), summary(organization, policy));
  }

  static PolicyTargetSummary target(OrganizationRow organization, NodeRow node) {
    return PolicyTargetSummary.builder()
        .targetId(node.id())
        .arn(arn(organization, node))
        .name(node.name())
        .type(node.kind().name())
        .build();
  }
}
