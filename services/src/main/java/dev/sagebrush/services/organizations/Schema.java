package dev.sagebrush.services.organizations;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import dev.sagebrush.store.View;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of Organizations; what their keys are is said in the package's documentation. */
record Schema(
    Tables tables,
    Runnable changed,
    Table<OrganizationRow> organizations,
    Table<MemberRow> members,
    Table<NodeRow> nodes,
    Table<PolicyRow> policies,
    Table<RequestRow> requests) {

  static Schema declare(Tables tables, Runnable changed) {
    return new Schema(
        tables,
        changed,
        tables.table(TableSpec.of("org.organizations", OrganizationRow.class)),
        tables.table(TableSpec.of("org.members", MemberRow.class)),
        tables.table(TableSpec.of("org.nodes", NodeRow.class)),
        tables.table(TableSpec.of("org.policies", PolicyRow.class)),
        tables.table(TableSpec.of("org.requests", RequestRow.class)));
  }

  /** Changes something; whoever remembers policies hears of it. */
  <R extends @Nullable Object> R write(Function<Transaction, R> work) {
    R result = tables.write(work);
    changed.run();
    return result;
  }

  @Nullable OrganizationRow find(View view, String account) {
    MemberRow member = view.get(members, account);
    return member == null ? null : view.get(organizations, member.organization());
  }

  /**
   * The organization of the caller's account.
   *
   * @throws ServiceException {@code AWSOrganizationsNotInUseException}
   */
  OrganizationRow mine(View view) {
    OrganizationRow organization = find(view, Call.current().account());
    if (organization == null) {
      throw Failures.notInUse();
    }
    return organization;
  }

  /**
   * The organization that the caller's account rules.
   *
   * @throws ServiceException {@code AWSOrganizationsNotInUseException}, {@code
   *     AccessDeniedException}
   */
  OrganizationRow ruled(View view) {
    OrganizationRow organization = mine(view);
    if (!organization.management().equals(Call.current().account())) {
      throw Failures.denied();
    }
    return organization;
  }

  static String key(OrganizationRow organization, String id) {
    return Tables.key(organization.id(), id);
  }

  @Nullable NodeRow node(View view, OrganizationRow organization, String id) {
    return view.get(nodes, key(organization, id));
  }

  void put(Transaction transaction, OrganizationRow organization, NodeRow node) {
    transaction.put(nodes, key(organization, node.id()), node);
  }

  /** Every root, unit and account. */
  List<NodeRow> tree(View view, OrganizationRow organization) {
    return view.scan(nodes, Range.prefix(key(organization, ""))).stream()
        .map(Table.Row::value)
        .toList();
  }

  @Nullable PolicyRow policy(View view, OrganizationRow organization, String id) {
    PolicyRow aws = PolicyKind.aws(id);
    return aws == null ? view.get(policies, key(organization, id)) : aws;
  }
}
