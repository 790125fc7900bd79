package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.AttachRolePolicyRequest;
import dev.sagebrush.model.iam.CreateAccountAliasRequest;
import dev.sagebrush.model.iam.CreatePolicyRequest;
import dev.sagebrush.model.iam.CreatePolicyVersionRequest;
import dev.sagebrush.model.iam.CreateUserRequest;
import dev.sagebrush.model.iam.DeletePolicyRequest;
import dev.sagebrush.model.iam.DeletePolicyVersionRequest;
import dev.sagebrush.model.iam.GetPolicyRequest;
import dev.sagebrush.model.iam.GetPolicyVersionRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.ListAccountAliasesRequest;
import dev.sagebrush.model.iam.ListEntitiesForPolicyRequest;
import dev.sagebrush.model.iam.ListPoliciesRequest;
import dev.sagebrush.model.iam.ListPoliciesResponse;
import dev.sagebrush.model.iam.ListPolicyVersionsRequest;
import dev.sagebrush.model.iam.Policy;
import dev.sagebrush.model.iam.PolicyVersion;
import dev.sagebrush.model.iam.SetDefaultPolicyVersionRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {

  private IamFixture iam;

  @BeforeEach
  void open(@TempDir Path folder) {
    iam = new IamFixture(folder);
  }

  @AfterEach
  void close() {
    iam.close();
  }

  private Policy get(String arn) {
    return iam.client.call(IAMApi.GET_POLICY, new GetPolicyRequest(arn)).policy();
  }

  private void version(String arn, boolean asDefault) {
    iam.client.call(
        IAMApi.CREATE_POLICY_VERSION,
        CreatePolicyVersionRequest.builder()
            .policyArn(arn)
            .policyDocument(IamFixture.READ)
            .setAsDefault(asDefault)
            .build());
  }

  @Test
  void keepsFiveVersions() {
    String arn = iam.policy("p");
    assertEquals("arn:aws:iam::000000000000:policy/p", arn);
    version(arn, true);
    version(arn, false);
    version(arn, false);
    version(arn, false);
    assertEquals("v2", get(arn).defaultVersionId());
    iam.client.refused(
        "LimitExceeded",
        IAMApi.CREATE_POLICY_VERSION,
        CreatePolicyVersionRequest.builder()
            .policyArn(arn)
            .policyDocument(IamFixture.READ)
            .build());
    assertEquals(
        "Cannot delete the default version of a policy.",
        iam.client
            .refused(
                "DeleteConflict",
                IAMApi.DELETE_POLICY_VERSION,
                new DeletePolicyVersionRequest(arn, "v2"))
            .getMessage());
    iam.client.call(
        IAMApi.SET_DEFAULT_POLICY_VERSION, new SetDefaultPolicyVersionRequest(arn, "v5"));
    iam.client.call(IAMApi.DELETE_POLICY_VERSION, new DeletePolicyVersionRequest(arn, "v2"));
    version(arn, false);
    assertEquals(
        List.of("v1", "v3", "v4", "v5", "v6"),
        iam
            .client
            .call(
                IAMApi.LIST_POLICY_VERSIONS,
                ListPolicyVersionsRequest.builder().policyArn(arn).build())
            .versions()
            .stream()
            .map(PolicyVersion::versionId)
            .toList());
    assertTrue(
        iam.client
            .call(IAMApi.GET_POLICY_VERSION, new GetPolicyVersionRequest(arn, "v5"))
            .policyVersion()
            .isDefaultVersion());
    iam.client.refused("DeleteConflict", IAMApi.DELETE_POLICY, new DeletePolicyRequest(arn));
    iam.client.refused(
        "NoSuchEntity", IAMApi.GET_POLICY_VERSION, new GetPolicyVersionRequest(arn, "v2"));
  }

  @Test
  void countsAttachments() {
    String arn = iam.policy("p");
    iam.role("r");
    iam.client.call(
        IAMApi.ATTACH_ROLE_POLICY,
        AttachRolePolicyRequest.builder().roleName("r").policyArn(arn).build());
    iam.client.call(
        IAMApi.CREATE_USER,
        CreateUserRequest.builder().userName("u").permissionsBoundary(arn).build());
    assertEquals(1, get(arn).attachmentCount());
    assertEquals(1, get(arn).permissionsBoundaryUsageCount());
    assertEquals(
        "r",
        iam.client
            .call(
                IAMApi.LIST_ENTITIES_FOR_POLICY,
                ListEntitiesForPolicyRequest.builder().policyArn(arn).build())
            .policyRoles()
            .getFirst()
            .roleName());
    assertEquals(
        "Cannot delete a policy attached to entities.",
        iam.client
            .refused("DeleteConflict", IAMApi.DELETE_POLICY, new DeletePolicyRequest(arn))
            .getMessage());
  }

  @Test
  void listsOwnPoliciesAndThoseOfAws() {
    String arn = iam.policy("zebra");
    List<String> arns = new ArrayList<>();
    String marker = null;
    do {
      ListPoliciesResponse page =
          iam.client.call(
              IAMApi.LIST_POLICIES, ListPoliciesRequest.builder().marker(marker).build());
      page.policies().forEach(policy -> arns.add(policy.arn()));
      marker = page.marker();
    } while (marker != null);
    assertEquals(arn, arns.getFirst());
    assertTrue(arns.contains(IamFixture.SAGEMAKER));
    assertEquals(arns.size(), arns.stream().distinct().count());
    assertEquals(
        List.of(arn),
        iam
            .client
            .call(IAMApi.LIST_POLICIES, ListPoliciesRequest.builder().scope("Local").build())
            .policies()
            .stream()
            .map(Policy::arn)
            .toList());
    assertEquals("AmazonSageMakerFullAccess", get(IamFixture.SAGEMAKER).policyName());
    iam.client.refused(
        "NoSuchEntity",
        IAMApi.GET_POLICY_VERSION,
        new GetPolicyVersionRequest(IamFixture.SAGEMAKER, "v1"));
    String version = get(IamFixture.SAGEMAKER).defaultVersionId();
    assertTrue(
        iam.client
            .call(
                IAMApi.GET_POLICY_VERSION,
                new GetPolicyVersionRequest(IamFixture.SAGEMAKER, version))
            .policyVersion()
            .document()
            .contains("sagemaker%3A"));
  }

  @Test
  void refusesASecondOfOneName() {
    iam.policy("p");
    assertEquals(
        "A policy called P already exists. Duplicate names are not allowed.",
        iam.client
            .refused(
                "EntityAlreadyExists",
                IAMApi.CREATE_POLICY,
                CreatePolicyRequest.builder()
                    .policyName("P")
                    .path("/other/")
                    .policyDocument(IamFixture.READ)
                    .build())
            .getMessage());
    iam.client.refused(
        "MalformedPolicyDocument",
        IAMApi.CREATE_POLICY,
        CreatePolicyRequest.builder().policyName("q").policyDocument(IamFixture.TRUST).build());
  }

  @Test
  void refusesAManagedPolicyOfTheFirstVersion() {
    assertEquals(
        "Policy document must be version 2012-10-17 or greater.",
        iam.client
            .refused(
                "MalformedPolicyDocument",
                IAMApi.CREATE_POLICY,
                CreatePolicyRequest.builder()
                    .policyName("q")
                    .policyDocument(IamFixture.READ.replace("2012", "2008"))
                    .build())
            .getMessage());
  }

  @Test
  void summarisesTheAccount() {
    iam.role("r");
    iam.client.call(IAMApi.CREATE_ACCOUNT_ALIAS, new CreateAccountAliasRequest("one"));
    iam.client.call(IAMApi.CREATE_ACCOUNT_ALIAS, new CreateAccountAliasRequest("two"));
    assertEquals(
        List.of("two"),
        iam.client
            .call(IAMApi.LIST_ACCOUNT_ALIASES, ListAccountAliasesRequest.builder().build())
            .accountAliases());
    Map<String, Integer> summary =
        iam.client.call(IAMApi.GET_ACCOUNT_SUMMARY, Unit.VALUE).summaryMap();
    assertEquals(1, summary.get("Roles"));
    assertEquals(0, summary.get("Users"));
    assertEquals(10_240, summary.get("RolePolicySizeQuota"));
  }
}
