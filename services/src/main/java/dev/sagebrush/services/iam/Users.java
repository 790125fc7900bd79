package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.CreateUserRequest;
import dev.sagebrush.model.iam.CreateUserResponse;
import dev.sagebrush.model.iam.DeleteUserPermissionsBoundaryRequest;
import dev.sagebrush.model.iam.DeleteUserRequest;
import dev.sagebrush.model.iam.GetUserRequest;
import dev.sagebrush.model.iam.GetUserResponse;
import dev.sagebrush.model.iam.ListUserTagsRequest;
import dev.sagebrush.model.iam.ListUserTagsResponse;
import dev.sagebrush.model.iam.ListUsersRequest;
import dev.sagebrush.model.iam.ListUsersResponse;
import dev.sagebrush.model.iam.PutUserPermissionsBoundaryRequest;
import dev.sagebrush.model.iam.TagUserRequest;
import dev.sagebrush.model.iam.UntagUserRequest;
import dev.sagebrush.model.iam.UpdateUserRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Transaction;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Users. */
final class Users {

  private final Schema schema;
  private final UserTables proofs;
  private final Ownership ownership;
  private final Pages pages;
  private final Clock clock;
  private final Ids ids;

  Users(Schema schema, UserTables proofs, Ownership ownership, Pages pages, Clock clock, Ids ids) {
    this.schema = schema;
    this.proofs = proofs;
    this.ownership = ownership;
    this.pages = pages;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * The name that a request means when it may leave it out: the calling user's.
   *
   * @throws ServiceException {@code ValidationError}
   */
  static String meant(@Nullable String name) {
    if (name != null) {
      return name;
    }
    Principal principal = Call.current().principal();
    if (principal.kind() != Principal.Kind.USER) {
      throw Failures.validation("Must specify userName when calling with non-User credentials");
    }
    String path = Arn.parse(principal.arn()).resourceName();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  CreateUserResponse create(CreateUserRequest request) {
    UserRow user =
        new UserRow(
            Call.current().account(),
            request.userName(),
            request.path() == null ? "/" : request.path(),
            ids.unique(Ids.Prefix.USER),
            clock.now().truncatedTo(ChronoUnit.SECONDS),
            request.permissionsBoundary(),
            TagSets.of(request.tags()));
    schema
        .tables()
        .write(transaction -> {
          refuseSecond(transaction, user.name());
          ownership.checkBoundary(transaction, user.boundary());
          put(transaction, user);
          return user;
        });
    return CreateUserResponse.builder().user(user.described()).build();
  }

  private void refuseSecond(Transaction transaction, String name) {
    if (transaction.get(schema.users(), Schema.named(name)) != null) {
      throw Failures.exists("User with name " + name + " already exists.");
    }
  }

  private void put(Transaction transaction, UserRow user) {
    transaction.put(schema.users(), Schema.named(user.name()), user);
    transaction.put(schema.names(), Schema.under(user.id()), new Link(user.name()));
  }

  GetUserResponse get(GetUserRequest request) {
    String name = meant(request.userName());
    UserRow user = schema.tables().read(view -> schema.requireUser(view, name));
    return GetUserResponse.builder().user(user.described()).build();
  }

  Unit update(UpdateUserRequest request) {
    schema
        .tables()
        .write(transaction -> {
          UserRow old = schema.requireUser(transaction, request.userName());
          String name = request.newUserName() == null ? old.name() : request.newUserName();
          String path = request.newPath() == null ? old.path() : request.newPath();
          if (!name.equalsIgnoreCase(old.name())) {
            refuseSecond(transaction, name);
          }
          transaction.delete(schema.users(), Schema.named(old.name()));
          UserRow renamed = old.renamed(name, path);
          put(transaction, renamed);
          return renamed;
        });
    return Unit.VALUE;
  }

  Unit delete(DeleteUserRequest request) {
    schema
        .tables()
        .write(transaction -> {
          UserRow user = schema.requireUser(transaction, request.userName());
          Range keys = Range.prefix(Schema.under(user.id(), "")).limit(1);
          if (!transaction.scan(schema.userKeys(), keys).isEmpty()) {
            throw Failures.conflict("Cannot delete entity, must delete access keys first.");
          }
          if (!transaction.scan(schema.memberships(), keys).isEmpty()) {
            throw Failures.conflict("Cannot delete entity, must remove users from group first.");
          }
          proofs.checkFree(transaction, user.id());
          ownership.checkFree(transaction, user.owner());
          transaction.delete(schema.names(), Schema.under(user.id()));
          return transaction.delete(schema.users(), Schema.named(user.name()));
        });
    return Unit.VALUE;
  }

  ListUsersResponse list(ListUsersRequest request) {
    String path = request.pathPrefix() == null ? "/" : request.pathPrefix();
    Pages.Page<UserRow> page =
        schema
            .tables()
            .read(view ->
                pages.read(
                    view,
                    schema.users(),
                    Schema.under(""),
                    user -> user.path().startsWith(path),
                    new Pages.Request(path, request.marker(), request.maxItems())));
    return ListUsersResponse.builder()
        .users(page.items().stream().map(UserRow::listed).toList())
        .isTruncated(page.isTruncated())
        .marker(page.marker())
        .build();
  }

  private void change(String name, UnaryOperator<UserRow> change) {
    schema
        .tables()
        .write(transaction -> {
          UserRow user = change.apply(schema.requireUser(transaction, name));
          ownership.checkBoundary(transaction, user.boundary());
          transaction.put(schema.users(), Schema.named(name), user);
          return user;
        });
  }

  Unit tag(TagUserRequest request) {
    change(request.userName(), user -> user.withTags(TagSets.merged(user.tags(), request.tags())));
    return Unit.VALUE;
  }

  Unit untag(UntagUserRequest request) {
    change(request.userName(), user -> user.withTags(Tags.without(user.tags(), request.tagKeys())));
    return Unit.VALUE;
  }

  ListUserTagsResponse tags(ListUserTagsRequest request) {
    UserRow user = schema.tables().read(view -> schema.requireUser(view, request.userName()));
    TagPages.Page page = TagPages.of(user.tags(), request.marker(), request.maxItems());
    return ListUserTagsResponse.builder()
        .tags(page.tags())
        .isTruncated(page.marker() != null)
        .marker(page.marker())
        .build();
  }

  Unit putBoundary(PutUserPermissionsBoundaryRequest request) {
    change(request.userName(), user -> user.withBoundary(request.permissionsBoundary()));
    return Unit.VALUE;
  }

  Unit deleteBoundary(DeleteUserPermissionsBoundaryRequest request) {
    change(request.userName(), user -> user.withBoundary(null));
    return Unit.VALUE;
  }
}
