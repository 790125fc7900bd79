package dev.sagebrush.services.organizations;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.organizations.AccountNotFoundException;
import dev.sagebrush.model.organizations.Child;
import dev.sagebrush.model.organizations.ChildNotFoundException;
import dev.sagebrush.model.organizations.DestinationParentNotFoundException;
import dev.sagebrush.model.organizations.DuplicateAccountException;
import dev.sagebrush.model.organizations.ListAccountsForParentRequest;
import dev.sagebrush.model.organizations.ListAccountsForParentResponse;
import dev.sagebrush.model.organizations.ListChildrenRequest;
import dev.sagebrush.model.organizations.ListChildrenResponse;
import dev.sagebrush.model.organizations.ListOrganizationalUnitsForParentRequest;
import dev.sagebrush.model.organizations.ListOrganizationalUnitsForParentResponse;
import dev.sagebrush.model.organizations.ListParentsRequest;
import dev.sagebrush.model.organizations.ListParentsResponse;
import dev.sagebrush.model.organizations.ListRootsRequest;
import dev.sagebrush.model.organizations.ListRootsResponse;
import dev.sagebrush.model.organizations.MoveAccountRequest;
import dev.sagebrush.model.organizations.Parent;
import dev.sagebrush.model.organizations.ParentNotFoundException;
import dev.sagebrush.model.organizations.SourceParentNotFoundException;
import dev.sagebrush.store.View;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is in what. */
final class Hierarchy {

  private final Schema schema;
  private final Pages pages;

  Hierarchy(Schema schema, Pages pages) {
    this.schema = schema;
    this.pages = pages;
  }

  ListRootsResponse roots(ListRootsRequest request) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          NodeRow root =
              Objects.requireNonNull(schema.node(view, organization, organization.root()));
          return ListRootsResponse.builder()
              .roots(List.of(Described.root(organization, root)))
              .build();
        });
  }

  private @Nullable NodeRow parent(View view, OrganizationRow organization, String id) {
    NodeRow node = schema.node(view, organization, id);
    return node == null || node.kind() == NodeRow.Kind.ACCOUNT ? null : node;
  }

  private List<NodeRow> children(
      View view, OrganizationRow organization, String parent, NodeRow.Kind kind) {
    if (parent(view, organization, parent) == null) {
      throw ParentNotFoundException.because("You specified parent that doesn't exist.");
    }
    return schema.tree(view, organization).stream()
        .filter(node -> node.kind() == kind && parent.equals(node.parent()))
        .toList();
  }

  ListAccountsForParentResponse accounts(ListAccountsForParentRequest request) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          Pages.Page<NodeRow> page =
              pages.of(
                  "accounts of " + request.parentId(),
                  children(view, organization, request.parentId(), NodeRow.Kind.ACCOUNT),
                  NodeRow::id,
                  request.nextToken(),
                  request.maxResults());
          return ListAccountsForParentResponse.builder()
              .accounts(page.map(node -> Described.account(organization, node)))
              .nextToken(page.next())
              .build();
        });
  }

  ListOrganizationalUnitsForParentResponse units(ListOrganizationalUnitsForParentRequest request) {
    NodeRow.Kind kind = NodeRow.Kind.ORGANIZATIONAL_UNIT;
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          Pages.Page<NodeRow> page =
              pages.of(
                  "units of " + request.parentId(),
                  children(view, organization, request.parentId(), kind),
                  NodeRow::id,
                  request.nextToken(),
                  request.maxResults());
          return ListOrganizationalUnitsForParentResponse.builder()
              .organizationalUnits(page.map(node -> Described.unit(organization, node)))
              .nextToken(page.next())
              .build();
        });
  }

  ListChildrenResponse children(ListChildrenRequest request) {
    NodeRow.Kind kind = NodeRow.Kind.valueOf(request.childType());
    return schema
        .tables()
        .read(view -> {
          Pages.Page<NodeRow> page =
              pages.of(
                  kind + " of " + request.parentId(),
                  children(view, schema.ruled(view), request.parentId(), kind),
                  NodeRow::id,
                  request.nextToken(),
                  request.maxResults());
          return ListChildrenResponse.builder()
              .children(page.map(node -> new Child(node.id(), kind.name())))
              .nextToken(page.next())
              .build();
        });
  }

  ListParentsResponse parents(ListParentsRequest request) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          NodeRow child = schema.node(view, organization, request.childId());
          NodeRow parent =
              child == null || child.parent() == null
                  ? null
                  : schema.node(view, organization, child.parent());
          if (parent == null) {
            throw ChildNotFoundException.because(
                "You specified an OU or account that doesn't exist.");
          }
          return ListParentsResponse.builder()
              .parents(List.of(new Parent(parent.id(), parent.kind().name())))
              .build();
        });
  }

  Unit move(MoveAccountRequest request) {
    schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      NodeRow account = schema.node(transaction, organization, request.accountId());
      if (account == null || account.kind() != NodeRow.Kind.ACCOUNT) {
        throw AccountNotFoundException.because("You specified an account that doesn't exist.");
      }
      if (!request.sourceParentId().equals(account.parent())) {
        throw SourceParentNotFoundException.because(
            "You specified a source root or OU that doesn't exist.");
      }
      if (parent(transaction, organization, request.destinationParentId()) == null) {
        throw DestinationParentNotFoundException.because(
            "You specified a destination root or OU that doesn't exist.");
      }
      if (request.destinationParentId().equals(account.parent())) {
        throw DuplicateAccountException.because(
            "The account is already present in the specified destination.");
      }
      NodeRow moved = account.in(request.destinationParentId());
      schema.put(transaction, organization, moved);
      return moved;
    });
    return Unit.VALUE;
  }
}
