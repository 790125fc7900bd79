package dev.sagebrush.services.organizations;

import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.Organization;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.store.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the policies that lie over an account, at each call. */
final class OrganizationReader implements Organization {

  private final Schema schema;

  OrganizationReader(Schema schema) {
    this.schema = schema;
  }

  @Override
  public List<List<NamedPolicy>> serviceControl(String account) {
    return levels(account, PolicyKind.SERVICE_CONTROL_POLICY);
  }

  @Override
  public List<List<NamedPolicy>> resourceControl(String account) {
    return levels(account, PolicyKind.RESOURCE_CONTROL_POLICY);
  }

  @Override
  public @Nullable Membership membership(String account) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.find(view, account);
          if (organization == null) {
            return null;
          }
          StringBuilder path = new StringBuilder(organization.id()).append('/');
          for (NodeRow node : path(view, organization, account)) {
            if (node.kind() != NodeRow.Kind.ACCOUNT) {
              path.append(node.id()).append('/');
            }
          }
          return new Membership(organization.id(), organization.management(), path.toString());
        });
  }

  private List<List<NamedPolicy>> levels(String account, PolicyKind kind) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.find(view, account);
          List<List<NamedPolicy>> levels = new ArrayList<>();
          if (organization != null
              && !organization.management().equals(account)
              && organization.enabled().contains(kind.name())) {
            for (NodeRow node : path(view, organization, account)) {
              levels.add(policies(view, organization, node, kind));
            }
          }
          return levels;
        });
  }

  /** From the root down to the account. */
  private Deque<NodeRow> path(View view, OrganizationRow organization, String account) {
    Deque<NodeRow> path = new ArrayDeque<>();
    NodeRow node = schema.node(view, organization, account);
    while (node != null) {
      path.addFirst(node);
      node = node.parent() == null ? null : schema.node(view, organization, node.parent());
    }
    return path;
  }

  private List<NamedPolicy> policies(
      View view, OrganizationRow organization, NodeRow node, PolicyKind kind) {
    List<NamedPolicy> policies = new ArrayList<>();
    for (String id : node.policies()) {
      PolicyRow policy = Objects.requireNonNull(schema.policy(view, organization, id));
      if (policy.type().equals(kind.name())) {
        policies.add(
            new NamedPolicy(
                Described.arn(organization, policy),
                PolicyReader.read(policy.content(), kind.type())));
      }
    }
    return policies;
  }
}
