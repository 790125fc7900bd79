package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.model.iam.AddRoleToInstanceProfileRequest;
import dev.sagebrush.model.iam.AttachRolePolicyRequest;
import dev.sagebrush.model.iam.AttachedPolicy;
import dev.sagebrush.model.iam.CreateInstanceProfileRequest;
import dev.sagebrush.model.iam.CreateRoleRequest;
import dev.sagebrush.model.iam.DeleteRolePolicyRequest;
import dev.sagebrush.model.iam.DeleteRoleRequest;
import dev.sagebrush.model.iam.DetachRolePolicyRequest;
import dev.sagebrush.model.iam.GetInstanceProfileRequest;
import dev.sagebrush.model.iam.GetRolePolicyRequest;
import dev.sagebrush.model.iam.GetRoleRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.ListAttachedRolePoliciesRequest;
import dev.sagebrush.model.iam.ListInstanceProfilesForRoleRequest;
import dev.sagebrush.model.iam.ListRolePoliciesRequest;
import dev.sagebrush.model.iam.PutRolePolicyRequest;
import dev.sagebrush.model.iam.RemoveRoleFromInstanceProfileRequest;
import dev.sagebrush.model.iam.Role;
import dev.sagebrush.model.iam.UpdateAssumeRolePolicyRequest;
import dev.sagebrush.model.iam.UpdateRoleRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesTest {

  private IamFixture iam;

  @BeforeEach
  void open(@TempDir Path folder) {
    iam = new IamFixture(folder);
  }

  @AfterEach
  void close() {
    iam.close();
  }

  private Role get(String name) {
    return iam.client.call(IAMApi.GET_ROLE, new GetRoleRequest(name)).role();
  }

  @Test
  void makesAndChangesARole() {
    iam.role("Trainer");
    Role role = get("Trainer");
    assertEquals("arn:aws:iam::000000000000:role/Trainer", role.arn());
    assertEquals(3600, role.maxSessionDuration());
    assertEquals(
        IamFixture.TRUST,
        URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8));
    assertEquals("%7B%22Version%22%3A%222012", role.assumeRolePolicyDocument().substring(0, 26));
    iam.client.call(
        IAMApi.UPDATE_ROLE,
        UpdateRoleRequest.builder().roleName("Trainer").maxSessionDuration(7200).build());
    String other = IamFixture.TRUST.replace("sagemaker", "lambda");
    iam.client.call(
        IAMApi.UPDATE_ASSUME_ROLE_POLICY,
        UpdateAssumeRolePolicyRequest.builder().roleName("Trainer").policyDocument(other).build());
    role = get("Trainer");
    assertEquals(7200, role.maxSessionDuration());
    assertEquals(other, URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8));
    iam.client.refused(
        "EntityAlreadyExists",
        IAMApi.CREATE_ROLE,
        CreateRoleRequest.builder()
            .roleName("TRAINER")
            .assumeRolePolicyDocument(IamFixture.TRUST)
            .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ | This policy contains invalid Json",
        "[] | Syntax errors in policy.",
        "{\"Statement\":[]} | Syntax errors in policy.",
        "{\"Statement\":[{\"Effect\":\"Maybe\"}]} | Syntax errors in policy.",
        "{\"Version\":\"2020-01-01\",\"Statement\":[]}"
            + " | The policy must contain a valid version string",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\"}]}"
            + " | Policy statement must contain actions.",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}]}"
            + " | Missing required field Principal",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:Get\",\"Principal\":\"*\"}]}"
            + " | AssumeRole policy may only specify STS AssumeRole actions.",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":\"*\","
            + "\"Resource\":\"*\"}]} | Has prohibited field Resource"
      })
  void refusesMalformedTrust(String document, String message) {
    assertEquals(
        message,
        iam.client
            .refused(
                "MalformedPolicyDocument",
                IAMApi.CREATE_ROLE,
                CreateRoleRequest.builder()
                    .roleName("r")
                    .assumeRolePolicyDocument(document)
                    .build())
            .getMessage());
  }

  @Test
  void keepsInlinePoliciesToTheLetter() {
    iam.role("r");
    iam.client.call(
        IAMApi.PUT_ROLE_POLICY,
        PutRolePolicyRequest.builder()
            .roleName("r")
            .policyName("p")
            .policyDocument(IamFixture.READ)
            .build());
    assertEquals(
        IamFixture.READ,
        URLDecoder.decode(
            iam.client
                .call(IAMApi.GET_ROLE_POLICY, new GetRolePolicyRequest("p", "r"))
                .policyDocument(),
            StandardCharsets.UTF_8));
    assertEquals(
        List.of("p"),
        iam.client
            .call(
                IAMApi.LIST_ROLE_POLICIES, ListRolePoliciesRequest.builder().roleName("r").build())
            .policyNames());
    String large = IamFixture.READ.replace("s3:Get*", "s3:Get" + "x".repeat(10_240));
    assertEquals(
        "Maximum policy size of 10240 bytes exceeded for role r",
        iam.client
            .refused(
                "LimitExceeded",
                IAMApi.PUT_ROLE_POLICY,
                PutRolePolicyRequest.builder()
                    .roleName("r")
                    .policyName("q")
                    .policyDocument(large)
                    .build())
            .getMessage());
    iam.client.refused("DeleteConflict", IAMApi.DELETE_ROLE, new DeleteRoleRequest("r"));
    iam.client.call(IAMApi.DELETE_ROLE_POLICY, new DeleteRolePolicyRequest("p", "r"));
    assertEquals(
        "The role policy with name p cannot be found.",
        iam.client
            .refused("NoSuchEntity", IAMApi.GET_ROLE_POLICY, new GetRolePolicyRequest("p", "r"))
            .getMessage());
    iam.client.call(IAMApi.DELETE_ROLE, new DeleteRoleRequest("r"));
  }

  @Test
  void attachesPolicies() {
    iam.role("r");
    String own = iam.policy("own");
    attach(own);
    attach(own);
    attach(IamFixture.SAGEMAKER);
    assertEquals(
        List.of(
            new AttachedPolicy(own, "own"),
            new AttachedPolicy(IamFixture.SAGEMAKER, "AmazonSageMakerFullAccess")),
        iam.client
            .call(
                IAMApi.LIST_ATTACHED_ROLE_POLICIES,
                ListAttachedRolePoliciesRequest.builder().roleName("r").build())
            .attachedPolicies());
    assertEquals(
        "Policy arn:aws:iam::aws:policy/Nope does not exist or is not attachable.",
        iam.client
            .refused(
                "NoSuchEntity",
                IAMApi.ATTACH_ROLE_POLICY,
                AttachRolePolicyRequest.builder()
                    .roleName("r")
                    .policyArn("arn:aws:iam::aws:policy/Nope")
                    .build())
            .getMessage());
    DetachRolePolicyRequest detach =
        DetachRolePolicyRequest.builder().roleName("r").policyArn(own).build();
    iam.client.call(IAMApi.DETACH_ROLE_POLICY, detach);
    assertEquals(
        "Policy " + own + " was not found.",
        iam.client.refused("NoSuchEntity", IAMApi.DETACH_ROLE_POLICY, detach).getMessage());
  }

  private void attach(String arn) {
    iam.client.call(
        IAMApi.ATTACH_ROLE_POLICY,
        AttachRolePolicyRequest.builder().roleName("r").policyArn(arn).build());
  }

  @Test
  void aProfileHoldsOneRole() {
    iam.role("r");
    iam.role("s");
    iam.client.call(
        IAMApi.CREATE_INSTANCE_PROFILE,
        CreateInstanceProfileRequest.builder().instanceProfileName("p").build());
    iam.client.call(
        IAMApi.ADD_ROLE_TO_INSTANCE_PROFILE, new AddRoleToInstanceProfileRequest("p", "r"));
    iam.client.refused(
        "LimitExceeded",
        IAMApi.ADD_ROLE_TO_INSTANCE_PROFILE,
        new AddRoleToInstanceProfileRequest("p", "s"));
    assertEquals(
        "r",
        iam.client
            .call(IAMApi.GET_INSTANCE_PROFILE, new GetInstanceProfileRequest("p"))
            .instanceProfile()
            .roles()
            .getFirst()
            .roleName());
    assertEquals(
        1,
        iam.client
            .call(
                IAMApi.LIST_INSTANCE_PROFILES_FOR_ROLE,
                ListInstanceProfilesForRoleRequest.builder().roleName("r").build())
            .instanceProfiles()
            .size());
    assertEquals(
        "Cannot delete entity, must remove roles from instance profile first.",
        iam.client
            .refused("DeleteConflict", IAMApi.DELETE_ROLE, new DeleteRoleRequest("r"))
            .getMessage());
    iam.client.call(
        IAMApi.REMOVE_ROLE_FROM_INSTANCE_PROFILE,
        new RemoveRoleFromInstanceProfileRequest("p", "r"));
    iam.client.call(IAMApi.DELETE_ROLE, new DeleteRoleRequest("r"));
  }
}
