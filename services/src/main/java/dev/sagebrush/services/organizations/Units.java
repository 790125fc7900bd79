package dev.sagebrush.services.organizations;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.organizations.CreateOrganizationalUnitRequest;
import dev.sagebrush.model.organizations.CreateOrganizationalUnitResponse;
import dev.sagebrush.model.organizations.DeleteOrganizationalUnitRequest;
import dev.sagebrush.model.organizations.DescribeOrganizationalUnitRequest;
import dev.sagebrush.model.organizations.DescribeOrganizationalUnitResponse;
import dev.sagebrush.model.organizations.DuplicateOrganizationalUnitException;
import dev.sagebrush.model.organizations.OrganizationalUnitNotEmptyException;
import dev.sagebrush.model.organizations.OrganizationalUnitNotFoundException;
import dev.sagebrush.model.organizations.ParentNotFoundException;
import dev.sagebrush.model.organizations.UpdateOrganizationalUnitRequest;
import dev.sagebrush.model.organizations.UpdateOrganizationalUnitResponse;
import dev.sagebrush.store.View;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Organizational units, nested at most five deep. */
final class Units {

  private static final int DEEPEST = 5;

  private final Schema schema;
  private final Ids ids;

  Units(Schema schema, Ids ids) {
    this.schema = schema;
    this.ids = ids;
  }

  CreateOrganizationalUnitResponse create(CreateOrganizationalUnitRequest request) {
    Map<String, String> tags = TagSets.of(request.tags());
    return schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      NodeRow parent = schema.node(transaction, organization, request.parentId());
      if (parent == null || parent.kind() == NodeRow.Kind.ACCOUNT) {
        throw ParentNotFoundException.because("You specified parent that doesn't exist.");
      }
      refuseSecond(transaction, organization, parent.id(), request.name());
      if (depth(transaction, organization, parent) >= DEEPEST) {
        throw Failures.constraint(
            "OU_DEPTH_LIMIT_EXCEEDED",
            "You have exceeded the organizational unit depth limit of " + DEEPEST + ".");
      }
      NodeRow unit =
          new NodeRow(
              NodeRow.Kind.ORGANIZATIONAL_UNIT,
              "ou-" + organization.root().substring(2) + "-" + ids.alphanumeric(8),
              request.name(),
              parent.id(),
              PolicyTypes.full(organization),
              tags,
              null);
      schema.put(transaction, organization, unit);
      return CreateOrganizationalUnitResponse.builder()
          .organizationalUnit(Described.unit(organization, unit))
          .build();
    });
  }

  private int depth(View view, OrganizationRow organization, NodeRow node) {
    int depth = 0;
    for (NodeRow at = node; at.parent() != null; depth++) {
      at = Objects.requireNonNull(schema.node(view, organization, at.parent()));
    }
    return depth;
  }

  private void refuseSecond(View view, OrganizationRow organization, String parent, String name) {
    boolean taken =
        schema.tree(view, organization).stream()
            .anyMatch(node ->
                node.kind() == NodeRow.Kind.ORGANIZATIONAL_UNIT
                    && parent.equals(node.parent())
                    && node.name().equals(name));
    if (taken) {
      throw DuplicateOrganizationalUnitException.because(
          "An OU with the same name already exists.");
    }
  }

  private NodeRow require(View view, OrganizationRow organization, String id) {
    NodeRow node = schema.node(view, organization, id);
    if (node == null || node.kind() != NodeRow.Kind.ORGANIZATIONAL_UNIT) {
      throw OrganizationalUnitNotFoundException.because(
          "You specified an organizational unit that doesn't exist.");
    }
    return node;
  }

  DescribeOrganizationalUnitResponse describe(DescribeOrganizationalUnitRequest request) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          NodeRow unit = require(view, organization, request.organizationalUnitId());
          return DescribeOrganizationalUnitResponse.builder()
              .organizationalUnit(Described.unit(organization, unit))
              .build();
        });
  }

  UpdateOrganizationalUnitResponse update(UpdateOrganizationalUnitRequest request) {
    return schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      NodeRow unit = require(transaction, organization, request.organizationalUnitId());
      if (request.name() != null && !request.name().equals(unit.name())) {
        String parent = Objects.requireNonNull(unit.parent());
        refuseSecond(transaction, organization, parent, request.name());
        unit = unit.named(request.name());
        schema.put(transaction, organization, unit);
      }
      return UpdateOrganizationalUnitResponse.builder()
          .organizationalUnit(Described.unit(organization, unit))
          .build();
    });
  }

  Unit delete(DeleteOrganizationalUnitRequest request) {
    schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      NodeRow unit = require(transaction, organization, request.organizationalUnitId());
      List<NodeRow> tree = schema.tree(transaction, organization);
      if (tree.stream().anyMatch(node -> unit.id().equals(node.parent()))) {
        throw OrganizationalUnitNotEmptyException.because(
            "The specified OU is not empty. Move all accounts to another root or to other OUs,"
                + " remove all child OUs, and try the operation again.");
      }
      return transaction.delete(schema.nodes(), Schema.key(organization, unit.id()));
    });
    return Unit.VALUE;
  }
}
