package dev.sagebrush.services.iam;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.AddUserToGroupRequest;
import dev.sagebrush.model.iam.GetGroupRequest;
import dev.sagebrush.model.iam.GetGroupResponse;
import dev.sagebrush.model.iam.Group;
import dev.sagebrush.model.iam.ListGroupsForUserRequest;
import dev.sagebrush.model.iam.ListGroupsForUserResponse;
import dev.sagebrush.model.iam.RemoveUserFromGroupRequest;
import dev.sagebrush.model.iam.User;
import dev.sagebrush.store.Range;
import java.util.List;

/** Who is in which group. */
final class Memberships {

  private static final int MOST_GROUPS = 10;

  private final Schema schema;
  private final Pages pages;

  Memberships(Schema schema, Pages pages) {
    this.schema = schema;
    this.pages = pages;
  }

  Unit add(AddUserToGroupRequest request) {
    schema
        .tables()
        .write(transaction -> {
          GroupRow group = schema.requireGroup(transaction, request.groupName());
          UserRow user = schema.requireUser(transaction, request.userName());
          String membership = Schema.under(user.id(), group.id());
          if (transaction.get(schema.memberships(), membership) == null) {
            Range all = Range.prefix(Schema.under(user.id(), "")).limit(MOST_GROUPS);
            if (transaction.scan(schema.memberships(), all).size() == MOST_GROUPS) {
              throw Failures.quota("GroupsPerUser", MOST_GROUPS);
            }
            transaction.put(schema.memberships(), membership, new Link(group.id()));
            transaction.put(
                schema.members(), Schema.under(group.id(), user.id()), new Link(user.id()));
          }
          return group;
        });
    return Unit.VALUE;
  }

  Unit remove(RemoveUserFromGroupRequest request) {
    schema
        .tables()
        .write(transaction -> {
          GroupRow group = schema.requireGroup(transaction, request.groupName());
          UserRow user = schema.requireUser(transaction, request.userName());
          transaction.delete(schema.members(), Schema.under(group.id(), user.id()));
          return transaction.delete(schema.memberships(), Schema.under(user.id(), group.id()));
        });
    return Unit.VALUE;
  }

  GetGroupResponse group(GetGroupRequest request) {
    return schema
        .tables()
        .read(view -> {
          GroupRow group = schema.requireGroup(view, request.groupName());
          Pages.Page<Link> page =
              pages.read(
                  view,
                  schema.members(),
                  Schema.under(group.id(), ""),
                  link -> true,
                  new Pages.Request(group.id(), request.marker(), request.maxItems()));
          List<User> users =
              page.items().stream()
                  .map(link -> schema.requireUser(view, schema.nameOf(view, link.to())).listed())
                  .toList();
          return GetGroupResponse.builder()
              .group(group.described())
              .users(users)
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }

  ListGroupsForUserResponse groups(ListGroupsForUserRequest request) {
    return schema
        .tables()
        .read(view -> {
          UserRow user = schema.requireUser(view, request.userName());
          Pages.Page<Link> page =
              pages.read(
                  view,
                  schema.memberships(),
                  Schema.under(user.id(), ""),
                  link -> true,
                  new Pages.Request(user.id(), request.marker(), request.maxItems()));
          List<Group> groups =
              page.items().stream()
                  .map(
                      link -> schema.requireGroup(view, schema.nameOf(view, link.to())).described())
                  .toList();
          return ListGroupsForUserResponse.builder()
              .groups(groups)
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }
}
