package dev.sagebrush.services.organizations;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.AttachRolePolicyRequest;
import dev.sagebrush.model.iam.CreateRoleRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.organizations.AccountAlreadyClosedException;
import dev.sagebrush.model.organizations.AccountNotFoundException;
import dev.sagebrush.model.organizations.CloseAccountRequest;
import dev.sagebrush.model.organizations.CreateAccountRequest;
import dev.sagebrush.model.organizations.CreateAccountResponse;
import dev.sagebrush.model.organizations.CreateAccountStatusNotFoundException;
import dev.sagebrush.model.organizations.DescribeAccountRequest;
import dev.sagebrush.model.organizations.DescribeAccountResponse;
import dev.sagebrush.model.organizations.DescribeCreateAccountStatusRequest;
import dev.sagebrush.model.organizations.DescribeCreateAccountStatusResponse;
import dev.sagebrush.model.organizations.ListAccountsRequest;
import dev.sagebrush.model.organizations.ListAccountsResponse;
import dev.sagebrush.model.organizations.ListCreateAccountStatusRequest;
import dev.sagebrush.model.organizations.ListCreateAccountStatusResponse;
import dev.sagebrush.model.organizations.MasterCannotLeaveOrganizationException;
import dev.sagebrush.model.organizations.RemoveAccountFromOrganizationRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.View;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Accounts of an organization. One that is created is ready when the operation answers, with a role
 * in it that the management account may assume.
 */
final class Accounts {

  private static final String ROLE = "OrganizationAccountAccessRole";
  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final Schema schema;
  private final Pages pages;
  private final Clock clock;
  private final Ids ids;
  private final Caller caller;

  Accounts(Schema schema, Pages pages, Clock clock, Ids ids, Caller caller) {
    this.schema = schema;
    this.pages = pages;
    this.clock = clock;
    this.ids = ids;
    this.caller = caller;
  }

  CreateAccountResponse create(CreateAccountRequest request) throws Exception {
    Instant now = clock.now().truncatedTo(ChronoUnit.SECONDS);
    Map<String, String> tags = TagSets.of(request.tags());
    String account = ids.digits(12);
    OrganizationRow mine = schema.tables().read(schema::ruled);
    boolean taken = schema.tables().read(view -> hasEmail(view, mine, request.email()));
    if (!taken) {
      // Before the account is listed, so that there is none without its role.
      makeRole(account, request.roleName(), mine.management());
    }
    NodeRow.Member member = new NodeRow.Member(request.email(), now, true, null);
    RequestRow row =
        schema.write(transaction -> {
          OrganizationRow organization = schema.ruled(transaction);
          String failure = taken ? "EMAIL_ALREADY_EXISTS" : null;
          RequestRow done =
              new RequestRow(
                  "car-" + ids.alphanumeric(32),
                  request.accountName(),
                  taken ? null : account,
                  failure,
                  now);
          transaction.put(schema.requests(), Schema.key(organization, done.id()), done);
          if (!taken) {
            transaction.put(schema.members(), account, new MemberRow(organization.id()));
            schema.put(
                transaction,
                organization,
                new NodeRow(
                    NodeRow.Kind.ACCOUNT,
                    account,
                    request.accountName(),
                    organization.root(),
                    PolicyTypes.full(organization),
                    tags,
                    member));
          }
          return done;
        });
    return CreateAccountResponse.builder().createAccountStatus(row.described()).build();
  }

  private boolean hasEmail(View view, OrganizationRow organization, String email) {
    return schema.tree(view, organization).stream()
        .anyMatch(node -> node.member() != null && email.equals(node.member().email()));
  }

  private void makeRole(String account, @Nullable String name, String management) throws Exception {
    String role = name == null ? ROLE : name;
    Principal self =
        new Principal(
            Kind.SERVICE, account, "organizations.amazonaws.com", "organizations.amazonaws.com");
    Call.as(
        Call.current().by(self),
        () -> {
          caller.call(
              IAMApi.CREATE_ROLE,
              CreateRoleRequest.builder()
                  .roleName(role)
                  .assumeRolePolicyDocument(
                      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                          + "\"Principal\":{\"AWS\":\"arn:aws:iam::"
                          + management
                          + ":root\"},\"Action\":\"sts:AssumeRole\"}]}")
                  .build());
          return caller.call(
              IAMApi.ATTACH_ROLE_POLICY, new AttachRolePolicyRequest(ADMINISTRATOR, role));
        });
  }

  DescribeCreateAccountStatusResponse status(DescribeCreateAccountStatusRequest request) {
    RequestRow row =
        schema
            .tables()
            .read(view ->
                view.get(
                    schema.requests(),
                    Schema.key(schema.ruled(view), request.createAccountRequestId())));
    if (row == null) {
      throw CreateAccountStatusNotFoundException.because(
          "We can't find an create account request with the CreateAccountRequestId that you"
              + " specified.");
    }
    return DescribeCreateAccountStatusResponse.builder()
        .createAccountStatus(row.described())
        .build();
  }

  ListCreateAccountStatusResponse statuses(ListCreateAccountStatusRequest request) {
    List<String> states = request.states() == null ? List.of() : request.states();
    List<RequestRow> all =
        schema
            .tables()
            .read(view ->
                view.scan(schema.requests(), Range.prefix(Schema.key(schema.ruled(view), ""))))
            .stream()
            .map(Table.Row::value)
            .filter(row -> states.isEmpty() || states.contains(row.state()))
            .toList();
    Pages.Page<RequestRow> page =
        pages.of(
            "requests " + states, all, RequestRow::id, request.nextToken(), request.maxResults());
    return ListCreateAccountStatusResponse.builder()
        .createAccountStatuses(page.map(RequestRow::described))
        .nextToken(page.next())
        .build();
  }

  private NodeRow require(View view, OrganizationRow organization, String id) {
    NodeRow node = schema.node(view, organization, id);
    if (node == null || node.kind() != NodeRow.Kind.ACCOUNT) {
      throw AccountNotFoundException.because("You specified an account that doesn't exist.");
    }
    return node;
  }

  DescribeAccountResponse describe(DescribeAccountRequest request) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          NodeRow node = require(view, organization, request.accountId());
          return DescribeAccountResponse.builder()
              .account(Described.account(organization, node))
              .build();
        });
  }

  ListAccountsResponse list(ListAccountsRequest request) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow organization = schema.ruled(view);
          List<NodeRow> accounts =
              schema.tree(view, organization).stream()
                  .filter(node -> node.kind() == NodeRow.Kind.ACCOUNT)
                  .toList();
          Pages.Page<NodeRow> page =
              pages.of(
                  "accounts", accounts, NodeRow::id, request.nextToken(), request.maxResults());
          return ListAccountsResponse.builder()
              .accounts(page.map(node -> Described.account(organization, node)))
              .nextToken(page.next())
              .build();
        });
  }

  /** Closes an account: it stays listed, suspended. */
  Unit close(CloseAccountRequest request) {
    Instant now = clock.now().truncatedTo(ChronoUnit.SECONDS);
    schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      NodeRow node = require(transaction, organization, request.accountId());
      if (node.id().equals(organization.management())) {
        throw Failures.constraint(
            "CANNOT_CLOSE_MANAGEMENT_ACCOUNT",
            "You can't close the management account of an organization.");
      }
      NodeRow.Member member = Objects.requireNonNull(node.member());
      if (member.closed() != null) {
        throw AccountAlreadyClosedException.because(
            "You attempted to close an account that is already closed.");
      }
      NodeRow closed =
          node.with(new NodeRow.Member(member.email(), member.joined(), member.created(), now));
      schema.put(transaction, organization, closed);
      return closed;
    });
    return Unit.VALUE;
  }

  Unit remove(RemoveAccountFromOrganizationRequest request) {
    schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      NodeRow node = require(transaction, organization, request.accountId());
      if (node.id().equals(organization.management())) {
        throw MasterCannotLeaveOrganizationException.because(
            "You can't remove a management account from an organization.");
      }
      transaction.delete(schema.members(), node.id());
      return transaction.delete(schema.nodes(), Schema.key(organization, node.id()));
    });
    return Unit.VALUE;
  }
}
