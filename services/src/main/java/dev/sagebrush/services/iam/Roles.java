package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.CreateRoleRequest;
import dev.sagebrush.model.iam.CreateRoleResponse;
import dev.sagebrush.model.iam.DeleteRolePermissionsBoundaryRequest;
import dev.sagebrush.model.iam.DeleteRoleRequest;
import dev.sagebrush.model.iam.GetRoleRequest;
import dev.sagebrush.model.iam.GetRoleResponse;
import dev.sagebrush.model.iam.InvalidInputException;
import dev.sagebrush.model.iam.ListRoleTagsRequest;
import dev.sagebrush.model.iam.ListRoleTagsResponse;
import dev.sagebrush.model.iam.ListRolesRequest;
import dev.sagebrush.model.iam.ListRolesResponse;
import dev.sagebrush.model.iam.PutRolePermissionsBoundaryRequest;
import dev.sagebrush.model.iam.TagRoleRequest;
import dev.sagebrush.model.iam.UntagRoleRequest;
import dev.sagebrush.model.iam.UpdateAssumeRolePolicyRequest;
import dev.sagebrush.model.iam.UpdateRoleDescriptionRequest;
import dev.sagebrush.model.iam.UpdateRoleDescriptionResponse;
import dev.sagebrush.model.iam.UpdateRoleRequest;
import dev.sagebrush.model.iam.UpdateRoleResponse;
import dev.sagebrush.store.Range;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/** Roles. */
final class Roles {

  private static final int DEFAULT_SESSION = 3600;
  private static final int TRUST_SIZE = 2048;

  private final Schema schema;
  private final Ownership ownership;
  private final Pages pages;
  private final Clock clock;
  private final Ids ids;

  Roles(Schema schema, Ownership ownership, Pages pages, Clock clock, Ids ids) {
    this.schema = schema;
    this.ownership = ownership;
    this.pages = pages;
    this.clock = clock;
    this.ids = ids;
  }

  CreateRoleResponse create(CreateRoleRequest request) {
    checkTrust(request.assumeRolePolicyDocument());
    if (request.path() != null && request.path().startsWith(ServiceLinkedRoles.PATH)) {
      throw InvalidInputException.because(
          "Path " + request.path() + " is reserved for service-linked roles.");
    }
    RoleRow role =
        new RoleRow(
            Call.current().account(),
            request.roleName(),
            request.path() == null ? "/" : request.path(),
            ids.unique(Ids.Prefix.ROLE),
            clock.now().truncatedTo(ChronoUnit.SECONDS),
            request.assumeRolePolicyDocument(),
            request.description(),
            request.maxSessionDuration() == null ? DEFAULT_SESSION : request.maxSessionDuration(),
            request.permissionsBoundary(),
            TagSets.of(request.tags()));
    schema
        .tables()
        .write(transaction -> {
          String key = Schema.named(role.name());
          if (transaction.get(schema.roles(), key) != null) {
            throw Failures.exists("Role with name " + role.name() + " already exists.");
          }
          ownership.checkBoundary(transaction, role.boundary());
          transaction.put(schema.roles(), key, role);
          transaction.put(schema.names(), Schema.under(role.id()), new Link(role.name()));
          return role;
        });
    return CreateRoleResponse.builder().role(role.described()).build();
  }

  private static void checkTrust(String document) {
    PolicyDocuments.checkTrust(document);
    if (PolicyDocuments.size(document) > TRUST_SIZE) {
      throw Failures.quota("ACLSizePerRole", TRUST_SIZE);
    }
  }

  GetRoleResponse get(GetRoleRequest request) {
    RoleRow role = schema.tables().read(view -> schema.requireRole(view, request.roleName()));
    return GetRoleResponse.builder().role(role.described()).build();
  }

  private RoleRow change(String name, UnaryOperator<RoleRow> change) {
    return schema
        .tables()
        .write(transaction -> {
          RoleRow role = change.apply(schema.requireRole(transaction, name));
          ownership.checkBoundary(transaction, role.boundary());
          transaction.put(schema.roles(), Schema.named(name), role);
          return role;
        });
  }

  private static RoleRow modifiable(RoleRow role) {
    role.checkModifiable();
    return role;
  }

  UpdateRoleResponse update(UpdateRoleRequest request) {
    change(
        request.roleName(),
        role ->
            role.with(
                request.description() == null ? role.description() : request.description(),
                request.maxSessionDuration() == null
                    ? role.maxSession()
                    : request.maxSessionDuration()));
    return UpdateRoleResponse.builder().build();
  }

  UpdateRoleDescriptionResponse updateDescription(UpdateRoleDescriptionRequest request) {
    RoleRow role =
        change(request.roleName(), old -> old.with(request.description(), old.maxSession()));
    return UpdateRoleDescriptionResponse.builder().role(role.described()).build();
  }

  Unit updateTrust(UpdateAssumeRolePolicyRequest request) {
    checkTrust(request.policyDocument());
    change(request.roleName(), role -> modifiable(role).withTrust(request.policyDocument()));
    return Unit.VALUE;
  }

  Unit delete(DeleteRoleRequest request) {
    schema
        .tables()
        .write(transaction -> {
          RoleRow role = modifiable(schema.requireRole(transaction, request.roleName()));
          boolean used =
              transaction.scan(schema.profiles(), Range.prefix(Schema.under(""))).stream()
                  .anyMatch(row -> role.name().equals(row.value().role()));
          if (used) {
            throw Failures.conflict(
                "Cannot delete entity, must remove roles from instance profile first.");
          }
          ownership.checkFree(transaction, role.owner());
          transaction.delete(schema.names(), Schema.under(role.id()));
          return transaction.delete(schema.roles(), Schema.named(role.name()));
        });
    return Unit.VALUE;
  }

  ListRolesResponse list(ListRolesRequest request) {
    String path = request.pathPrefix() == null ? "/" : request.pathPrefix();
    Pages.Page<RoleRow> page =
        schema
            .tables()
            .read(view ->
                pages.read(
                    view,
                    schema.roles(),
                    Schema.under(""),
                    role -> role.path().startsWith(path),
                    new Pages.Request(path, request.marker(), request.maxItems())));
    return ListRolesResponse.builder()
        .roles(page.items().stream().map(RoleRow::listed).toList())
        .isTruncated(page.isTruncated())
        .marker(page.marker())
        .build();
  }

  Unit tag(TagRoleRequest request) {
    change(request.roleName(), role -> role.withTags(TagSets.merged(role.tags(), request.tags())));
    return Unit.VALUE;
  }

  Unit untag(UntagRoleRequest request) {
    change(request.roleName(), role -> role.withTags(Tags.without(role.tags(), request.tagKeys())));
    return Unit.VALUE;
  }

  ListRoleTagsResponse tags(ListRoleTagsRequest request) {
    RoleRow role = schema.tables().read(view -> schema.requireRole(view, request.roleName()));
    TagPages.Page page = TagPages.of(role.tags(), request.marker(), request.maxItems());
    return ListRoleTagsResponse.builder()
        .tags(page.tags())
        .isTruncated(page.marker() != null)
        .marker(page.marker())
        .build();
  }

  Unit putBoundary(PutRolePermissionsBoundaryRequest request) {
    change(
        request.roleName(), role -> modifiable(role).withBoundary(request.permissionsBoundary()));
    return Unit.VALUE;
  }

  Unit deleteBoundary(DeleteRolePermissionsBoundaryRequest request) {
    change(request.roleName(), role -> modifiable(role).withBoundary(null));
    return Unit.VALUE;
  }
}
