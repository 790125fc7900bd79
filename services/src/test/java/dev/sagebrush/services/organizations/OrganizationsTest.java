package dev.sagebrush.services.organizations;

import static dev.sagebrush.services.testing.Client.ACCOUNT;
import static dev.sagebrush.services.testing.Client.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.policy.CachedOrganization;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.AttachRolePolicyRequest;
import dev.sagebrush.model.iam.CreateRoleRequest;
import dev.sagebrush.model.iam.CreateRoleResponse;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.organizations.AttachPolicyRequest;
import dev.sagebrush.model.organizations.CloseAccountRequest;
import dev.sagebrush.model.organizations.CreateAccountRequest;
import dev.sagebrush.model.organizations.CreateAccountStatus;
import dev.sagebrush.model.organizations.CreateOrganizationRequest;
import dev.sagebrush.model.organizations.CreateOrganizationalUnitRequest;
import dev.sagebrush.model.organizations.CreatePolicyRequest;
import dev.sagebrush.model.organizations.DeleteOrganizationalUnitRequest;
import dev.sagebrush.model.organizations.DeletePolicyRequest;
import dev.sagebrush.model.organizations.DescribeAccountRequest;
import dev.sagebrush.model.organizations.DescribeCreateAccountStatusRequest;
import dev.sagebrush.model.organizations.DetachPolicyRequest;
import dev.sagebrush.model.organizations.DisablePolicyTypeRequest;
import dev.sagebrush.model.organizations.EnablePolicyTypeRequest;
import dev.sagebrush.model.organizations.ListAccountsRequest;
import dev.sagebrush.model.organizations.ListAccountsResponse;
import dev.sagebrush.model.organizations.ListParentsRequest;
import dev.sagebrush.model.organizations.ListPoliciesForTargetRequest;
import dev.sagebrush.model.organizations.ListRootsRequest;
import dev.sagebrush.model.organizations.ListTagsForResourceRequest;
import dev.sagebrush.model.organizations.ListTargetsForPolicyRequest;
import dev.sagebrush.model.organizations.MoveAccountRequest;
import dev.sagebrush.model.organizations.OrganizationsApi;
import dev.sagebrush.model.organizations.RemoveAccountFromOrganizationRequest;
import dev.sagebrush.model.organizations.Tag;
import dev.sagebrush.model.organizations.TagResourceRequest;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.embedded.SqliteTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrganizationsTest {

  private static final String SCP = "SERVICE_CONTROL_POLICY";
  private static final String NO_S3 =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "[{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";

  private final AdvanceableClock clock = new AdvanceableClock(START);
  private final List<String> roles = new ArrayList<>();
  private SqliteTables tables;
  private Client client;
  private CachedOrganization organization;

  @BeforeEach
  void open(@TempDir Path folder) {
    tables = SqliteTables.open(folder);
    organization = new CachedOrganization(clock, Organizations.organization(tables));
    Service iam =
        Service.of(IAMApi.API)
            .on(IAMApi.CREATE_ROLE, this::role)
            .on(IAMApi.ATTACH_ROLE_POLICY, this::attach)
            .build();
    client =
        Client.of(
            Organizations.service(
                tables,
                clock,
                new PageTokens(new byte[32]),
                new Ids(new Random(2)),
                Client.caller(iam),
                organization::changed));
  }

  @AfterEach
  void close() {
    tables.close();
  }

  private CreateRoleResponse role(CreateRoleRequest request) {
    roles.add(dev.sagebrush.kernel.Call.current().account() + " " + request.roleName());
    return CreateRoleResponse.builder().build();
  }

  private Unit attach(AttachRolePolicyRequest request) {
    roles.add(request.policyArn());
    return Unit.VALUE;
  }

  private String root() {
    client.call(OrganizationsApi.CREATE_ORGANIZATION, CreateOrganizationRequest.builder().build());
    return client
        .call(OrganizationsApi.LIST_ROOTS, ListRootsRequest.builder().build())
        .roots()
        .getFirst()
        .id();
  }

  private CreateAccountStatus account(String name) {
    return client
        .call(
            OrganizationsApi.CREATE_ACCOUNT,
            CreateAccountRequest.builder().accountName(name).email(name + "@example.com").build())
        .createAccountStatus();
  }

  private String unit(String parent, String name) {
    return client
        .call(
            OrganizationsApi.CREATE_ORGANIZATIONAL_UNIT,
            CreateOrganizationalUnitRequest.builder().parentId(parent).name(name).build())
        .organizationalUnit()
        .id();
  }

  private String policy(String name, String content) {
    return client
        .call(
            OrganizationsApi.CREATE_POLICY,
            CreatePolicyRequest.builder()
                .name(name)
                .description("")
                .type(SCP)
                .content(content)
                .build())
        .policy()
        .policySummary()
        .id();
  }

  private void enable(String root) {
    client.call(
        OrganizationsApi.ENABLE_POLICY_TYPE,
        EnablePolicyTypeRequest.builder().rootId(root).policyType(SCP).build());
  }

  private List<List<String>> levels(String account) {
    return organization.serviceControl(account).stream()
        .map(level -> level.stream().map(each -> each.name().replaceAll(".*/", "")).toList())
        .toList();
  }

  @Test
  void makesAccountsWithARoleForTheManagement() {
    client.refused(
        "AWSOrganizationsNotInUseException", OrganizationsApi.DESCRIBE_ORGANIZATION, Unit.VALUE);
    root();
    client.refused(
        "AlreadyInOrganizationException",
        OrganizationsApi.CREATE_ORGANIZATION,
        CreateOrganizationRequest.builder().build());
    CreateAccountStatus made = account("dev");
    assertEquals("SUCCEEDED", made.state());
    assertEquals(12, made.accountId().length());
    assertEquals(
        List.of(
            made.accountId() + " OrganizationAccountAccessRole",
            "arn:aws:iam::aws:policy/AdministratorAccess"),
        roles);
    assertEquals(
        made,
        client
            .call(
                OrganizationsApi.DESCRIBE_CREATE_ACCOUNT_STATUS,
                new DescribeCreateAccountStatusRequest(made.id()))
            .createAccountStatus());
    CreateAccountStatus second = account("dev");
    assertEquals("FAILED", second.state());
    assertEquals("EMAIL_ALREADY_EXISTS", second.failureReason());
    Client member = client.as(Principal.root(made.accountId()));
    assertEquals(
        ACCOUNT,
        member
            .call(OrganizationsApi.DESCRIBE_ORGANIZATION, Unit.VALUE)
            .organization()
            .masterAccountId());
    member.refused(
        "AccessDeniedException",
        OrganizationsApi.LIST_ACCOUNTS,
        ListAccountsRequest.builder().build());
    client.refused(
        "OrganizationNotEmptyException", OrganizationsApi.DELETE_ORGANIZATION, Unit.VALUE);
    client.call(OrganizationsApi.CLOSE_ACCOUNT, new CloseAccountRequest(made.accountId()));
    assertEquals(
        "SUSPENDED",
        client
            .call(OrganizationsApi.DESCRIBE_ACCOUNT, new DescribeAccountRequest(made.accountId()))
            .account()
            .status());
    client.call(
        OrganizationsApi.REMOVE_ACCOUNT_FROM_ORGANIZATION,
        new RemoveAccountFromOrganizationRequest(made.accountId()));
    client.call(OrganizationsApi.DELETE_ORGANIZATION, Unit.VALUE);
  }

  @Test
  void laysPoliciesOverAccountsLevelByLevel() {
    String root = root();
    String unit = unit(root, "ml");
    String account = account("dev").accountId();
    client.call(OrganizationsApi.MOVE_ACCOUNT, new MoveAccountRequest(account, unit, root));
    assertEquals(List.of(), levels(account));
    String deny = policy("no-s3", NO_S3);
    AttachPolicyRequest attach = new AttachPolicyRequest(deny, unit);
    client.refused("PolicyTypeNotEnabledException", OrganizationsApi.ATTACH_POLICY, attach);
    enable(root);
    String full = "p-FullAWSAccess";
    assertEquals(List.of(List.of(full), List.of(full), List.of(full)), levels(account));
    client.call(OrganizationsApi.ATTACH_POLICY, attach);
    client.refused("DuplicatePolicyAttachmentException", OrganizationsApi.ATTACH_POLICY, attach);
    assertEquals(List.of(List.of(full), List.of(full, deny), List.of(full)), levels(account));
    assertEquals(List.of(), levels(ACCOUNT), "the management account is free");
    assertEquals(List.of(), organization.resourceControl(account));
    NamedPolicy named = organization.serviceControl(account).get(1).getLast();
    assertEquals(
        "arn:aws:organizations::000000000000:policy/"
            + organization.membership(account).organization()
            + "/service_control_policy/"
            + deny,
        named.name());
    assertEquals(
        organization.membership(account).organization() + "/" + root + "/" + unit + "/",
        organization.membership(account).path());
    assertNull(organization.membership("999999999999"));
    client.refused(
        "PolicyInUseException", OrganizationsApi.DELETE_POLICY, new DeletePolicyRequest(deny));
    client.call(OrganizationsApi.DETACH_POLICY, new DetachPolicyRequest(full, unit));
    client.refused(
        "ConstraintViolationException",
        OrganizationsApi.DETACH_POLICY,
        new DetachPolicyRequest(deny, unit));
    assertEquals(
        List.of(unit),
        client
            .call(
                OrganizationsApi.LIST_TARGETS_FOR_POLICY,
                new ListTargetsForPolicyRequest(null, null, deny))
            .targets()
            .stream()
            .map(target -> target.targetId())
            .toList());
    client.call(
        OrganizationsApi.DISABLE_POLICY_TYPE,
        DisablePolicyTypeRequest.builder().rootId(root).policyType(SCP).build());
    assertEquals(List.of(), levels(account));
    assertEquals(
        List.of(),
        client
            .call(
                OrganizationsApi.LIST_POLICIES_FOR_TARGET,
                ListPoliciesForTargetRequest.builder().targetId(unit).filter(SCP).build())
            .policies());
  }

  @Test
  void refusesWhatIsNoPolicy() {
    root();
    for (String content : List.of("{", "{\"Statement\":[]}", NO_S3.replace("Deny", "Never"))) {
      client.refused(
          "MalformedPolicyDocumentException",
          OrganizationsApi.CREATE_POLICY,
          CreatePolicyRequest.builder()
              .name("x")
              .description("")
              .type(SCP)
              .content(content)
              .build());
    }
    client.refused(
        "NotImplemented",
        OrganizationsApi.CREATE_POLICY,
        CreatePolicyRequest.builder()
            .name("x")
            .description("")
            .type("TAG_POLICY")
            .content("{}")
            .build());
    policy("x", NO_S3);
    client.refused(
        "DuplicatePolicyException",
        OrganizationsApi.CREATE_POLICY,
        CreatePolicyRequest.builder().name("x").description("").type(SCP).content(NO_S3).build());
  }

  @Test
  void nestsUnitsFiveDeepAndTagsThem() {
    String parent = root();
    String first = unit(parent, "1");
    client.refused(
        "DuplicateOrganizationalUnitException",
        OrganizationsApi.CREATE_ORGANIZATIONAL_UNIT,
        CreateOrganizationalUnitRequest.builder().parentId(parent).name("1").build());
    String at = first;
    for (int depth = 2; depth <= 5; depth++) {
      at = unit(at, "u" + depth);
    }
    client.refused(
        "ConstraintViolationException",
        OrganizationsApi.CREATE_ORGANIZATIONAL_UNIT,
        CreateOrganizationalUnitRequest.builder().parentId(at).name("6").build());
    client.refused(
        "OrganizationalUnitNotEmptyException",
        OrganizationsApi.DELETE_ORGANIZATIONAL_UNIT,
        new DeleteOrganizationalUnitRequest(first));
    client.call(
        OrganizationsApi.DELETE_ORGANIZATIONAL_UNIT, new DeleteOrganizationalUnitRequest(at));
    assertEquals(
        "ROOT",
        client
            .call(OrganizationsApi.LIST_PARENTS, new ListParentsRequest(first, null, null))
            .parents()
            .getFirst()
            .type());
    client.call(
        OrganizationsApi.TAG_RESOURCE, new TagResourceRequest(first, List.of(new Tag("k", "v"))));
    assertEquals(
        List.of(new Tag("k", "v")),
        client
            .call(
                OrganizationsApi.LIST_TAGS_FOR_RESOURCE,
                new ListTagsForResourceRequest(null, first))
            .tags());
  }

  @Test
  void listsInPages() {
    root();
    for (int i = 0; i < 4; i++) {
      account("a" + i);
    }
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      ListAccountsResponse page =
          client.call(
              OrganizationsApi.LIST_ACCOUNTS,
              ListAccountsRequest.builder().maxResults(2).nextToken(token).build());
      page.accounts().forEach(account -> seen.add(account.id()));
      token = page.nextToken();
    } while (token != null);
    assertEquals(5, seen.stream().distinct().count());
    client.refused(
        "InvalidInputException",
        OrganizationsApi.LIST_ACCOUNTS,
        ListAccountsRequest.builder().nextToken("nonsense").build());
  }
}
