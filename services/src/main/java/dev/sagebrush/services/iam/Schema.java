package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.View;
import java.util.Locale;

/** The tables of IAM; what their keys are is said in the package's documentation. */
record Schema(
    Tables tables,
    Sealer sealer,
    Table<UserRow> users,
    Table<GroupRow> groups,
    Table<RoleRow> roles,
    Table<ProfileRow> profiles,
    Table<PolicyRow> policies,
    Table<VersionRow> versions,
    Table<InlineRow> inline,
    Table<OwnerRow> attachments,
    Table<OwnerRow> attached,
    Table<Link> members,
    Table<Link> memberships,
    Table<KeyRow> keys,
    Table<KeyUse> keyUses,
    Table<Link> userKeys,
    Table<Link> names,
    Table<Link> aliases) {

  static Schema declare(Tables tables, Sealer sealer) {
    return new Schema(
        tables,
        sealer,
        tables.table(TableSpec.of("iam.users", UserRow.class)),
        tables.table(TableSpec.of("iam.groups", GroupRow.class)),
        tables.table(TableSpec.of("iam.roles", RoleRow.class)),
        tables.table(TableSpec.of("iam.profiles", ProfileRow.class)),
        tables.table(TableSpec.of("iam.policies", PolicyRow.class)),
        tables.table(TableSpec.of("iam.versions", VersionRow.class)),
        tables.table(TableSpec.of("iam.inline", InlineRow.class)),
        tables.table(TableSpec.of("iam.attachments", OwnerRow.class)),
        tables.table(TableSpec.of("iam.attached", OwnerRow.class)),
        tables.table(TableSpec.of("iam.members", Link.class)),
        tables.table(TableSpec.of("iam.memberships", Link.class)),
        tables.table(KeyRow.table(sealer)),
        tables.table(TableSpec.of("iam.keyuses", KeyUse.class)),
        tables.table(TableSpec.of("iam.userkeys", Link.class)),
        tables.table(TableSpec.of("iam.names", Link.class)),
        tables.table(TableSpec.of("iam.aliases", Link.class)));
  }

  /** The key of a named entity of the caller's account. */
  static String named(String name) {
    return Tables.key(Call.current().account(), name.toLowerCase(Locale.ROOT));
  }

  /** The key, or its beginning, of what is under the caller's account. */
  static String under(String... parts) {
    return Tables.key(Call.current().account(), String.join("\u0000", parts));
  }

  UserRow requireUser(View view, String name) {
    UserRow user = view.get(users, named(name));
    if (user == null || !user.name().equals(name)) {
      throw Failures.noEntity("user", name);
    }
    return user;
  }

  GroupRow requireGroup(View view, String name) {
    GroupRow group = view.get(groups, named(name));
    if (group == null || !group.name().equals(name)) {
      throw Failures.noEntity("group", name);
    }
    return group;
  }

  RoleRow requireRole(View view, String name) {
    RoleRow role = view.get(roles, named(name));
    if (role == null || !role.name().equals(name)) {
      throw Failures.noEntity("role", name);
    }
    return role;
  }

  ProfileRow requireProfile(View view, String name) {
    ProfileRow profile = view.get(profiles, named(name));
    if (profile == null || !profile.name().equals(name)) {
      throw Failures.noSuch("Instance Profile " + name + " cannot be found.");
    }
    return profile;
  }

  /** The user, group or role of a name. */
  Owner require(View view, Owner.Kind kind, String name) {
    return switch (kind) {
      case USER -> requireUser(view, name).owner();
      case GROUP -> requireGroup(view, name).owner();
      case ROLE -> requireRole(view, name).owner();
    };
  }

  /**
   * The user, group or role of a name, to be changed by somebody.
   *
   * @throws dev.sagebrush.model.ServiceException {@code UnmodifiableEntity} for a service's role
   */
  Owner requireModifiable(View view, Owner.Kind kind, String name) {
    if (kind == Owner.Kind.ROLE) {
      requireRole(view, name).checkModifiable();
    }
    return require(view, kind, name);
  }

  /** The present name of the entity of an id. */
  String nameOf(View view, String id) {
    Link name = view.get(names, under(id));
    if (name == null) {
      throw new IllegalStateException("an id without a name: " + id);
    }
    return name.to();
  }
}
