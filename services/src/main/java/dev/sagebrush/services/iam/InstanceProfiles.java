package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.AddRoleToInstanceProfileRequest;
import dev.sagebrush.model.iam.CreateInstanceProfileRequest;
import dev.sagebrush.model.iam.CreateInstanceProfileResponse;
import dev.sagebrush.model.iam.DeleteInstanceProfileRequest;
import dev.sagebrush.model.iam.GetInstanceProfileRequest;
import dev.sagebrush.model.iam.GetInstanceProfileResponse;
import dev.sagebrush.model.iam.InstanceProfile;
import dev.sagebrush.model.iam.ListInstanceProfileTagsRequest;
import dev.sagebrush.model.iam.ListInstanceProfileTagsResponse;
import dev.sagebrush.model.iam.ListInstanceProfilesForRoleRequest;
import dev.sagebrush.model.iam.ListInstanceProfilesForRoleResponse;
import dev.sagebrush.model.iam.ListInstanceProfilesRequest;
import dev.sagebrush.model.iam.ListInstanceProfilesResponse;
import dev.sagebrush.model.iam.RemoveRoleFromInstanceProfileRequest;
import dev.sagebrush.model.iam.Role;
import dev.sagebrush.model.iam.TagInstanceProfileRequest;
import dev.sagebrush.model.iam.UntagInstanceProfileRequest;
import dev.sagebrush.store.View;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Instance profiles, each with at most one role. */
final class InstanceProfiles {

  private final Schema schema;
  private final Pages pages;
  private final Clock clock;
  private final Ids ids;

  InstanceProfiles(Schema schema, Pages pages, Clock clock, Ids ids) {
    this.schema = schema;
    this.pages = pages;
    this.clock = clock;
    this.ids = ids;
  }

  private InstanceProfile described(View view, ProfileRow row) {
    List<Role> roles =
        row.role() == null ? List.of() : List.of(schema.requireRole(view, row.role()).listed());
    return InstanceProfile.builder()
        .instanceProfileName(row.name())
        .path(row.path())
        .instanceProfileId(row.id())
        .arn(Arns.of(row.account(), "instance-profile", row.path(), row.name()))
        .createDate(row.created())
        .roles(roles)
        .tags(TagSets.listed(row.tags()))
        .build();
  }

  CreateInstanceProfileResponse create(CreateInstanceProfileRequest request) {
    ProfileRow profile =
        new ProfileRow(
            Call.current().account(),
            request.instanceProfileName(),
            request.path() == null ? "/" : request.path(),
            ids.unique(Ids.Prefix.INSTANCE_PROFILE),
            clock.now().truncatedTo(ChronoUnit.SECONDS),
            null,
            TagSets.of(request.tags()));
    return schema
        .tables()
        .write(transaction -> {
          String key = Schema.named(profile.name());
          if (transaction.get(schema.profiles(), key) != null) {
            throw Failures.exists("Instance Profile " + profile.name() + " already exists.");
          }
          transaction.put(schema.profiles(), key, profile);
          return CreateInstanceProfileResponse.builder()
              .instanceProfile(described(transaction, profile))
              .build();
        });
  }

  GetInstanceProfileResponse get(GetInstanceProfileRequest request) {
    return schema
        .tables()
        .read(view ->
            GetInstanceProfileResponse.builder()
                .instanceProfile(
                    described(view, schema.requireProfile(view, request.instanceProfileName())))
                .build());
  }

  Unit delete(DeleteInstanceProfileRequest request) {
    schema
        .tables()
        .write(transaction -> {
          ProfileRow profile = schema.requireProfile(transaction, request.instanceProfileName());
          if (profile.role() != null) {
            throw Failures.conflict(
                "Cannot delete entity, must remove roles from instance profile first.");
          }
          return transaction.delete(schema.profiles(), Schema.named(profile.name()));
        });
    return Unit.VALUE;
  }

  Unit addRole(AddRoleToInstanceProfileRequest request) {
    schema
        .tables()
        .write(transaction -> {
          ProfileRow profile = schema.requireProfile(transaction, request.instanceProfileName());
          RoleRow role = schema.requireRole(transaction, request.roleName());
          if (profile.role() != null) {
            throw Failures.quota("InstanceSessionsPerInstanceProfile", 1);
          }
          ProfileRow changed = profile.withRole(role.name());
          transaction.put(schema.profiles(), Schema.named(profile.name()), changed);
          return changed;
        });
    return Unit.VALUE;
  }

  Unit removeRole(RemoveRoleFromInstanceProfileRequest request) {
    schema
        .tables()
        .write(transaction -> {
          ProfileRow profile = schema.requireProfile(transaction, request.instanceProfileName());
          if (!request.roleName().equals(profile.role())) {
            throw Failures.noEntity("role", request.roleName());
          }
          ProfileRow changed = profile.withRole(null);
          transaction.put(schema.profiles(), Schema.named(profile.name()), changed);
          return changed;
        });
    return Unit.VALUE;
  }

  private void retag(String name, UnaryOperator<Map<String, String>> change) {
    schema
        .tables()
        .write(transaction -> {
          ProfileRow profile = schema.requireProfile(transaction, name);
          ProfileRow changed = profile.withTags(change.apply(profile.tags()));
          transaction.put(schema.profiles(), Schema.named(name), changed);
          return changed;
        });
  }

  Unit tag(TagInstanceProfileRequest request) {
    retag(request.instanceProfileName(), tags -> TagSets.merged(tags, request.tags()));
    return Unit.VALUE;
  }

  Unit untag(UntagInstanceProfileRequest request) {
    retag(request.instanceProfileName(), tags -> Tags.without(tags, request.tagKeys()));
    return Unit.VALUE;
  }

  ListInstanceProfileTagsResponse tags(ListInstanceProfileTagsRequest request) {
    ProfileRow profile =
        schema.tables().read(view -> schema.requireProfile(view, request.instanceProfileName()));
    TagPages.Page page = TagPages.of(profile.tags(), request.marker(), request.maxItems());
    return ListInstanceProfileTagsResponse.builder()
        .tags(page.tags())
        .isTruncated(page.marker() != null)
        .marker(page.marker())
        .build();
  }

  ListInstanceProfilesResponse list(ListInstanceProfilesRequest request) {
    String path = request.pathPrefix() == null ? "/" : request.pathPrefix();
    return schema
        .tables()
        .read(view -> {
          Pages.Page<ProfileRow> page =
              pages.read(
                  view,
                  schema.profiles(),
                  Schema.under(""),
                  profile -> profile.path().startsWith(path),
                  new Pages.Request(path, request.marker(), request.maxItems()));
          return ListInstanceProfilesResponse.builder()
              .instanceProfiles(page.items().stream().map(row -> described(view, row)).toList())
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }

  ListInstanceProfilesForRoleResponse listForRole(ListInstanceProfilesForRoleRequest request) {
    return schema
        .tables()
        .read(view -> {
          RoleRow role = schema.requireRole(view, request.roleName());
          Pages.Page<ProfileRow> page =
              pages.read(
                  view,
                  schema.profiles(),
                  Schema.under(""),
                  profile -> role.name().equals(profile.role()),
                  new Pages.Request(role.id(), request.marker(), request.maxItems()));
          return ListInstanceProfilesForRoleResponse.builder()
              .instanceProfiles(page.items().stream().map(row -> described(view, row)).toList())
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }
}
