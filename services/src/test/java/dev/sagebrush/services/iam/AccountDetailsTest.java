package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.Credentials.Credential;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.SessionContext.Vouched;
import dev.sagebrush.model.iam.AttachRolePolicyRequest;
import dev.sagebrush.model.iam.GetAccountAuthorizationDetailsRequest;
import dev.sagebrush.model.iam.GetAccountAuthorizationDetailsResponse;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.ListUsersRequest;
import dev.sagebrush.model.iam.PutUserPolicyRequest;
import dev.sagebrush.services.testing.Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountDetailsTest {

  private IamFixture iam;

  @BeforeEach
  void open(@TempDir Path folder) {
    iam = new IamFixture(folder);
    iam.user("ann", "/");
    iam.role("r");
  }

  @AfterEach
  void close() {
    iam.close();
  }

  private GetAccountAuthorizationDetailsResponse details(
      List<String> filter, Integer most, String marker) {
    return iam.client.call(
        IAMApi.GET_ACCOUNT_AUTHORIZATION_DETAILS,
        GetAccountAuthorizationDetailsRequest.builder()
            .filter(filter)
            .maxItems(most)
            .marker(marker)
            .build());
  }

  @Test
  void tellsEverythingOfAnAccount() {
    iam.client.call(
        IAMApi.PUT_USER_POLICY, new PutUserPolicyRequest(IamFixture.READ, "own", "ann"));
    iam.client.call(
        IAMApi.ATTACH_ROLE_POLICY, new AttachRolePolicyRequest(IamFixture.SAGEMAKER, "r"));
    String policy = iam.policy("p");
    GetAccountAuthorizationDetailsResponse all = details(List.of(), null, null);
    assertEquals("own", all.userDetailList().getFirst().userPolicyList().getFirst().policyName());
    assertEquals(
        IamFixture.SAGEMAKER,
        all.roleDetailList().getFirst().attachedManagedPolicies().getFirst().policyArn());
    assertEquals(
        List.of(policy, IamFixture.SAGEMAKER),
        all.policies().stream().map(each -> each.arn()).toList());
    assertTrue(
        all.policies().getFirst().policyVersionList().getFirst().document().contains("s3%3AGet"));
    GetAccountAuthorizationDetailsResponse roles = details(List.of("Role"), null, null);
    assertEquals(List.of(), roles.userDetailList());
    assertEquals(1, roles.roleDetailList().size());
    List<String> seen = new ArrayList<>();
    String marker = null;
    do {
      GetAccountAuthorizationDetailsResponse page = details(List.of(), 1, marker);
      page.userDetailList().forEach(user -> seen.add(user.arn()));
      page.roleDetailList().forEach(role -> seen.add(role.arn()));
      page.policies().forEach(each -> seen.add(each.arn()));
      marker = page.marker();
    } while (marker != null);
    assertEquals(4, seen.stream().distinct().count());
  }

  @Test
  void isClosedToSessionsWithoutACode() {
    ListUsersRequest list = ListUsersRequest.builder().build();
    iam.client
        .with(credential(Vouched.PLAIN))
        .refused("InvalidClientTokenId", IAMApi.LIST_USERS, list);
    Vouched shown = new Vouched(Client.START, List.of(), Map.of());
    assertEquals(
        1, iam.client.with(credential(shown)).call(IAMApi.LIST_USERS, list).users().size());
  }

  private static Credential credential(Vouched vouched) {
    SessionContext session =
        new SessionContext(Client.START, null, null, null, List.of(), Map.of(), vouched);
    return new Credential("secret", "token", Client.START, Principal.root(Client.ACCOUNT), session);
  }
}
