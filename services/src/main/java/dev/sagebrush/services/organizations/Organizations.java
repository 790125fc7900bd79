package dev.sagebrush.services.organizations;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.policy.Organization;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.organizations.OrganizationsApi;
import dev.sagebrush.store.Tables;

/** AWS Organizations. */
public final class Organizations {

  private Organizations() {}

  /**
   * The operations of Organizations that are served.
   *
   * @param tables where everything goes
   * @param clock what the time is
   * @param tokens of listings that go on
   * @param ids of organizations, units, accounts and policies
   * @param caller reaches IAM, for the roles in new accounts
   * @param changed is run after each change
   */
  public static Service service(
      Tables tables, Clock clock, PageTokens tokens, Ids ids, Caller caller, Runnable changed) {
    Schema schema = Schema.declare(tables, changed);
    Pages pages = new Pages(tokens);
    Service.Builder service = Service.of(OrganizationsApi.API);
    organization(service, new OrganizationList(schema, clock, ids), new TagSets(schema));
    accounts(service, new Accounts(schema, pages, clock, ids, caller));
    tree(service, new Units(schema, ids), new Hierarchy(schema, pages));
    policies(service, new Policies(schema, pages, ids), new PolicyTypes(schema));
    attachments(service, new Attachments(schema, pages));
    return service.build();
  }

  private static void organization(
      Service.Builder service, OrganizationList organizations, TagSets tags) {
    service
        .on(OrganizationsApi.CREATE_ORGANIZATION, organizations::create)
        .on(OrganizationsApi.DESCRIBE_ORGANIZATION, organizations::describe)
        .on(OrganizationsApi.DELETE_ORGANIZATION, organizations::delete)
        .on(OrganizationsApi.TAG_RESOURCE, tags::tag)
        .on(OrganizationsApi.UNTAG_RESOURCE, tags::untag)
        .on(OrganizationsApi.LIST_TAGS_FOR_RESOURCE, tags::list);
  }

  private static void accounts(Service.Builder service, Accounts accounts) {
    service
        .on(OrganizationsApi.CREATE_ACCOUNT, accounts::create)
        .on(OrganizationsApi.DESCRIBE_CREATE_ACCOUNT_STATUS, accounts::status)
        .on(OrganizationsApi.LIST_CREATE_ACCOUNT_STATUS, accounts::statuses)
        .on(OrganizationsApi.DESCRIBE_ACCOUNT, accounts::describe)
        .on(OrganizationsApi.LIST_ACCOUNTS, accounts::list)
        .on(OrganizationsApi.CLOSE_ACCOUNT, accounts::close)
        .on(OrganizationsApi.REMOVE_ACCOUNT_FROM_ORGANIZATION, accounts::remove);
  }

  private static void tree(Service.Builder service, Units units, Hierarchy hierarchy) {
    service
        .on(OrganizationsApi.CREATE_ORGANIZATIONAL_UNIT, units::create)
        .on(OrganizationsApi.DESCRIBE_ORGANIZATIONAL_UNIT, units::describe)
        .on(OrganizationsApi.UPDATE_ORGANIZATIONAL_UNIT, units::update)
        .on(OrganizationsApi.DELETE_ORGANIZATIONAL_UNIT, units::delete)
        .on(OrganizationsApi.LIST_ROOTS, hierarchy::roots)
        .on(OrganizationsApi.LIST_ACCOUNTS_FOR_PARENT, hierarchy::accounts)
        .on(OrganizationsApi.LIST_ORGANIZATIONAL_UNITS_FOR_PARENT, hierarchy::units)
        .on(OrganizationsApi.LIST_CHILDREN, hierarchy::children)
        .on(OrganizationsApi.LIST_PARENTS, hierarchy::parents)
        .on(OrganizationsApi.MOVE_ACCOUNT, hierarchy::move);
  }

  private static void policies(Service.Builder service, Policies policies, PolicyTypes types) {
    service
        .on(OrganizationsApi.CREATE_POLICY, policies::create)
        .on(OrganizationsApi.DESCRIBE_POLICY, policies::describe)
        .on(OrganizationsApi.UPDATE_POLICY, policies::update)
        .on(OrganizationsApi.DELETE_POLICY, policies::delete)
        .on(OrganizationsApi.LIST_POLICIES, policies::list)
        .on(OrganizationsApi.ENABLE_POLICY_TYPE, types::enable)
        .on(OrganizationsApi.DISABLE_POLICY_TYPE, types::disable);
  }

  private static void attachments(Service.Builder service, Attachments attachments) {
    service
        .on(OrganizationsApi.ATTACH_POLICY, attachments::attach)
        .on(OrganizationsApi.DETACH_POLICY, attachments::detach)
        .on(OrganizationsApi.LIST_POLICIES_FOR_TARGET, attachments::policies)
        .on(OrganizationsApi.LIST_TARGETS_FOR_POLICY, attachments::targets);
  }

  /** The policies over accounts, read from the tables at each call. */
  public static Organization organization(Tables tables) {
    return new OrganizationReader(Schema.declare(tables, () -> {}));
  }
}
