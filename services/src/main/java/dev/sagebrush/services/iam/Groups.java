package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.CreateGroupRequest;
import dev.sagebrush.model.iam.CreateGroupResponse;
import dev.sagebrush.model.iam.DeleteGroupRequest;
import dev.sagebrush.model.iam.ListGroupsRequest;
import dev.sagebrush.model.iam.ListGroupsResponse;
import dev.sagebrush.model.iam.UpdateGroupRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Transaction;
import java.time.temporal.ChronoUnit;

/** Groups. */
final class Groups {

  private final Schema schema;
  private final Ownership ownership;
  private final Pages pages;
  private final Clock clock;
  private final Ids ids;

  Groups(Schema schema, Ownership ownership, Pages pages, Clock clock, Ids ids) {
    this.schema = schema;
    this.ownership = ownership;
    this.pages = pages;
    this.clock = clock;
    this.ids = ids;
  }

  CreateGroupResponse create(CreateGroupRequest request) {
    GroupRow group =
        new GroupRow(
            Call.current().account(),
            request.groupName(),
            request.path() == null ? "/" : request.path(),
            ids.unique(Ids.Prefix.GROUP),
            clock.now().truncatedTo(ChronoUnit.SECONDS));
    schema
        .tables()
        .write(transaction -> {
          refuseSecond(transaction, group.name());
          put(transaction, group);
          return group;
        });
    return CreateGroupResponse.builder().group(group.described()).build();
  }

  private void refuseSecond(Transaction transaction, String name) {
    if (transaction.get(schema.groups(), Schema.named(name)) != null) {
      throw Failures.exists("Group with name " + name + " already exists.");
    }
  }

  private void put(Transaction transaction, GroupRow group) {
    transaction.put(schema.groups(), Schema.named(group.name()), group);
    transaction.put(schema.names(), Schema.under(group.id()), new Link(group.name()));
  }

  Unit update(UpdateGroupRequest request) {
    schema
        .tables()
        .write(transaction -> {
          GroupRow old = schema.requireGroup(transaction, request.groupName());
          String name = request.newGroupName() == null ? old.name() : request.newGroupName();
          String path = request.newPath() == null ? old.path() : request.newPath();
          if (!name.equalsIgnoreCase(old.name())) {
            refuseSecond(transaction, name);
          }
          transaction.delete(schema.groups(), Schema.named(old.name()));
          GroupRow renamed = old.renamed(name, path);
          put(transaction, renamed);
          return renamed;
        });
    return Unit.VALUE;
  }

  Unit delete(DeleteGroupRequest request) {
    schema
        .tables()
        .write(transaction -> {
          GroupRow group = schema.requireGroup(transaction, request.groupName());
          Range members = Range.prefix(Schema.under(group.id(), "")).limit(1);
          if (!transaction.scan(schema.members(), members).isEmpty()) {
            throw Failures.conflict("Cannot delete entity, must remove users from group first.");
          }
          ownership.checkFree(transaction, group.owner());
          transaction.delete(schema.names(), Schema.under(group.id()));
          return transaction.delete(schema.groups(), Schema.named(group.name()));
        });
    return Unit.VALUE;
  }

  ListGroupsResponse list(ListGroupsRequest request) {
    String path = request.pathPrefix() == null ? "/" : request.pathPrefix();
    Pages.Page<GroupRow> page =
        schema
            .tables()
            .read(view ->
                pages.read(
                    view,
                    schema.groups(),
                    Schema.under(""),
                    group -> group.path().startsWith(path),
                    new Pages.Request(path, request.marker(), request.maxItems())));
    return ListGroupsResponse.builder()
        .groups(page.items().stream().map(GroupRow::described).toList())
        .isTruncated(page.isTruncated())
        .marker(page.marker())
        .build();
  }
}
