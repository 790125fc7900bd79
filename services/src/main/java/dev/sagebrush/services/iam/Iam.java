package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.MfaDevices;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.kernel.policy.Identities;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.store.Tables;
import java.util.function.Consumer;

/** AWS Identity and Access Management. */
public final class Iam {

  private Iam() {}

  /**
   * The operations of IAM that are served.
   *
   * @param tables where everything goes
   * @param clock what the time is
   * @param tokens of listings that go on
   * @param ids for entities and keys, unguessable
   * @param sealer of what must not be readable in the tables
   * @param changes is told of what others remember
   */
  public static Service service(
      Tables tables, Sealer sealer, Clock clock, PageTokens tokens, Ids ids, Changes changes) {
    Schema schema = Schema.declare(new NotingTables(tables, changes::policies), sealer);
    UserTables proofs = UserTables.declare(tables);
    Pages pages = new Pages(tokens);
    Ownership ownership = new Ownership(schema);
    Service.Builder service = Service.of(IAMApi.API);
    users(
        service,
        new Users(schema, proofs, ownership, pages, clock, ids),
        new AccessKeys(schema, pages, clock, ids, changes::key),
        new KeyUses(schema));
    new UserContents(schema, proofs, pages, clock, ids, sealer).bind(service);
    new ProviderContents(schema, clock).bind(service);
    new ReportContents(schema, proofs, clock, tokens).bind(service);
    roles(service, new Roles(schema, ownership, pages, clock, ids));
    linkedRoles(service, new ServiceLinkedRoles(schema, clock, ids));
    groups(
        service, new Groups(schema, ownership, pages, clock, ids), new Memberships(schema, pages));
    profiles(service, new InstanceProfiles(schema, pages, clock, ids));
    policies(service, new Policies(schema, clock, ids), new PolicyListing(schema, pages, tokens));
    versions(service, new PolicyVersions(schema, pages, clock));
    owned(service, new InlinePolicies(schema, pages), new Attachments(schema, ownership, pages));
    accounts(service, new Accounts(schema));
    return SessionRule.over(service.build());
  }

  private static void users(Service.Builder service, Users users, AccessKeys keys, KeyUses uses) {
    service
        .on(IAMApi.CREATE_USER, users::create)
        .on(IAMApi.GET_USER, users::get)
        .on(IAMApi.UPDATE_USER, users::update)
        .on(IAMApi.DELETE_USER, users::delete)
        .on(IAMApi.LIST_USERS, users::list)
        .on(IAMApi.TAG_USER, users::tag)
        .on(IAMApi.UNTAG_USER, users::untag)
        .on(IAMApi.LIST_USER_TAGS, users::tags)
        .on(IAMApi.PUT_USER_PERMISSIONS_BOUNDARY, users::putBoundary)
        .on(IAMApi.DELETE_USER_PERMISSIONS_BOUNDARY, users::deleteBoundary)
        .on(IAMApi.CREATE_ACCESS_KEY, keys::create)
        .on(IAMApi.UPDATE_ACCESS_KEY, keys::update)
        .on(IAMApi.DELETE_ACCESS_KEY, keys::delete)
        .on(IAMApi.LIST_ACCESS_KEYS, keys::list)
        .on(IAMApi.GET_ACCESS_KEY_LAST_USED, uses::lastUsed);
  }

  private static void roles(Service.Builder service, Roles roles) {
    service
        .on(IAMApi.CREATE_ROLE, roles::create)
        .on(IAMApi.GET_ROLE, roles::get)
        .on(IAMApi.UPDATE_ROLE, roles::update)
        .on(IAMApi.UPDATE_ROLE_DESCRIPTION, roles::updateDescription)
        .on(IAMApi.UPDATE_ASSUME_ROLE_POLICY, roles::updateTrust)
        .on(IAMApi.DELETE_ROLE, roles::delete)
        .on(IAMApi.LIST_ROLES, roles::list)
        .on(IAMApi.TAG_ROLE, roles::tag)
        .on(IAMApi.UNTAG_ROLE, roles::untag)
        .on(IAMApi.LIST_ROLE_TAGS, roles::tags)
        .on(IAMApi.PUT_ROLE_PERMISSIONS_BOUNDARY, roles::putBoundary)
        .on(IAMApi.DELETE_ROLE_PERMISSIONS_BOUNDARY, roles::deleteBoundary);
  }

  private static void linkedRoles(Service.Builder service, ServiceLinkedRoles roles) {
    service
        .on(IAMApi.CREATE_SERVICE_LINKED_ROLE, roles::create)
        .on(IAMApi.DELETE_SERVICE_LINKED_ROLE, roles::delete)
        .on(IAMApi.GET_SERVICE_LINKED_ROLE_DELETION_STATUS, roles::status);
  }

  private static void groups(Service.Builder service, Groups groups, Memberships memberships) {
    service
        .on(IAMApi.CREATE_GROUP, groups::create)
        .on(IAMApi.UPDATE_GROUP, groups::update)
        .on(IAMApi.DELETE_GROUP, groups::delete)
        .on(IAMApi.LIST_GROUPS, groups::list)
        .on(IAMApi.GET_GROUP, memberships::group)
        .on(IAMApi.ADD_USER_TO_GROUP, memberships::add)
        .on(IAMApi.REMOVE_USER_FROM_GROUP, memberships::remove)
        .on(IAMApi.LIST_GROUPS_FOR_USER, memberships::groups);
  }

  private static void profiles(Service.Builder service, InstanceProfiles profiles) {
    service
        .on(IAMApi.CREATE_INSTANCE_PROFILE, profiles::create)
        .on(IAMApi.GET_INSTANCE_PROFILE, profiles::get)
        .on(IAMApi.DELETE_INSTANCE_PROFILE, profiles::delete)
        .on(IAMApi.LIST_INSTANCE_PROFILES, profiles::list)
        .on(IAMApi.TAG_INSTANCE_PROFILE, profiles::tag)
        .on(IAMApi.UNTAG_INSTANCE_PROFILE, profiles::untag)
        .on(IAMApi.LIST_INSTANCE_PROFILE_TAGS, profiles::tags)
        .on(IAMApi.LIST_INSTANCE_PROFILES_FOR_ROLE, profiles::listForRole)
        .on(IAMApi.ADD_ROLE_TO_INSTANCE_PROFILE, profiles::addRole)
        .on(IAMApi.REMOVE_ROLE_FROM_INSTANCE_PROFILE, profiles::removeRole);
  }

  private static void policies(Service.Builder service, Policies policies, PolicyListing listing) {
    service
        .on(IAMApi.CREATE_POLICY, policies::create)
        .on(IAMApi.GET_POLICY, policies::get)
        .on(IAMApi.DELETE_POLICY, policies::delete)
        .on(IAMApi.TAG_POLICY, policies::tag)
        .on(IAMApi.UNTAG_POLICY, policies::untag)
        .on(IAMApi.LIST_POLICY_TAGS, policies::tags)
        .on(IAMApi.LIST_POLICIES, listing::list)
        .on(IAMApi.LIST_ENTITIES_FOR_POLICY, listing::entities);
  }

  private static void versions(Service.Builder service, PolicyVersions versions) {
    service
        .on(IAMApi.CREATE_POLICY_VERSION, versions::create)
        .on(IAMApi.GET_POLICY_VERSION, versions::get)
        .on(IAMApi.DELETE_POLICY_VERSION, versions::delete)
        .on(IAMApi.LIST_POLICY_VERSIONS, versions::list)
        .on(IAMApi.SET_DEFAULT_POLICY_VERSION, versions::setDefault);
  }

  private static void owned(
      Service.Builder service, InlinePolicies inline, Attachments attachments) {
    UserPolicies users = new UserPolicies(inline, attachments);
    RolePolicies roles = new RolePolicies(inline, attachments);
    GroupPolicies groups = new GroupPolicies(inline, attachments);
    service
        .on(IAMApi.PUT_USER_POLICY, users::put)
        .on(IAMApi.GET_USER_POLICY, users::get)
        .on(IAMApi.DELETE_USER_POLICY, users::delete)
        .on(IAMApi.LIST_USER_POLICIES, users::list)
        .on(IAMApi.ATTACH_USER_POLICY, users::attach)
        .on(IAMApi.DETACH_USER_POLICY, users::detach)
        .on(IAMApi.LIST_ATTACHED_USER_POLICIES, users::listAttached)
        .on(IAMApi.PUT_ROLE_POLICY, roles::put)
        .on(IAMApi.GET_ROLE_POLICY, roles::get)
        .on(IAMApi.DELETE_ROLE_POLICY, roles::delete)
        .on(IAMApi.LIST_ROLE_POLICIES, roles::list)
        .on(IAMApi.ATTACH_ROLE_POLICY, roles::attach)
        .on(IAMApi.DETACH_ROLE_POLICY, roles::detach)
        .on(IAMApi.LIST_ATTACHED_ROLE_POLICIES, roles::listAttached)
        .on(IAMApi.PUT_GROUP_POLICY, groups::put)
        .on(IAMApi.GET_GROUP_POLICY, groups::get)
        .on(IAMApi.DELETE_GROUP_POLICY, groups::delete)
        .on(IAMApi.LIST_GROUP_POLICIES, groups::list)
        .on(IAMApi.ATTACH_GROUP_POLICY, groups::attach)
        .on(IAMApi.DETACH_GROUP_POLICY, groups::detach)
        .on(IAMApi.LIST_ATTACHED_GROUP_POLICIES, groups::listAttached);
  }

  private static void accounts(Service.Builder service, Accounts accounts) {
    service
        .on(IAMApi.CREATE_ACCOUNT_ALIAS, accounts::createAlias)
        .on(IAMApi.DELETE_ACCOUNT_ALIAS, accounts::deleteAlias)
        .on(IAMApi.LIST_ACCOUNT_ALIASES, accounts::listAliases)
        .on(IAMApi.GET_ACCOUNT_SUMMARY, accounts::summary);
  }

  /** What must be told to those who remember something of IAM. */
  public interface Changes {

    /** The credential of an access key is not what it was. */
    void key(String id);

    /** Users, groups, roles or policies of an account are not what they were. */
    void policies(String account);
  }

  /** The policies of users and roles, read from the tables at each call. */
  public static Identities identities(Tables tables, Sealer sealer) {
    return new PrincipalReader(Schema.declare(tables, sealer));
  }

  /** What guards the users, roles and policies. */
  public static Guard guard(Tables tables, Sealer sealer) {
    return new IamGuard(Schema.declare(tables, sealer));
  }

  /** Checks codes of the devices for multi-factor authentication. */
  public static MfaDevices mfaDevices(Tables tables, Clock clock, Sealer sealer) {
    return new MfaCodes(tables, UserTables.declare(tables), clock, sealer);
  }

  /** What must be told of every call, for the last use of access keys. */
  public static Consumer<Call> keyUses(Tables tables, Sealer sealer) {
    return new KeyUses(Schema.declare(tables, sealer))::note;
  }

  /** The active keys of users, read from the tables at each call. */
  public static Credentials credentials(Tables tables, Sealer sealer) {
    Schema schema = Schema.declare(tables, sealer);
    return id -> AccessKeys.credential(schema, id);
  }
}
