package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.sagebrush.model.iam.AddUserToGroupRequest;
import dev.sagebrush.model.iam.AttachUserPolicyRequest;
import dev.sagebrush.model.iam.ContextEntry;
import dev.sagebrush.model.iam.CreateGroupRequest;
import dev.sagebrush.model.iam.EvaluationResult;
import dev.sagebrush.model.iam.GetContextKeysForCustomPolicyRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.PutGroupPolicyRequest;
import dev.sagebrush.model.iam.SimulateCustomPolicyRequest;
import dev.sagebrush.model.iam.SimulatePolicyResponse;
import dev.sagebrush.model.iam.SimulatePrincipalPolicyRequest;
import dev.sagebrush.model.iam.Statement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorTest {

  private static final String BY_TEAM =
      "{\"Version\":\"2012-10-17\",\n\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\","
          + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/team\":\"ml\"}}}}";
  private static final String NO_DELETE =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:Delete*\","
          + "\"Resource\":\"*\"}}";

  private IamFixture iam;

  @BeforeEach
  void open(@TempDir Path folder) {
    iam = new IamFixture(folder);
    iam.user("ann", "/");
  }

  @AfterEach
  void close() {
    iam.close();
  }

  private EvaluationResult custom(SimulateCustomPolicyRequest.Builder request) {
    return iam.client
        .call(IAMApi.SIMULATE_CUSTOM_POLICY, request.build())
        .evaluationResults()
        .getFirst();
  }

  private static SimulateCustomPolicyRequest.Builder asking(String action, String... policies) {
    return SimulateCustomPolicyRequest.builder()
        .actionNames(List.of(action))
        .policyInputList(List.of(policies));
  }

  @Test
  void saysWhichStatementsMatch() {
    EvaluationResult result = custom(asking("s3:GetObject", BY_TEAM, NO_DELETE));
    assertEquals("implicitDeny", result.evalDecision());
    assertEquals(List.of("aws:PrincipalTag/team"), result.missingContextValues());
    ContextEntry team =
        ContextEntry.builder()
            .contextKeyName("aws:PrincipalTag/team")
            .contextKeyType("string")
            .contextKeyValues(List.of("ml"))
            .build();
    result = custom(asking("s3:GetObject", BY_TEAM, NO_DELETE).contextEntries(List.of(team)));
    assertEquals("allowed", result.evalDecision());
    Statement match = result.matchedStatements().getFirst();
    assertEquals("PolicyInputList.1", match.sourcePolicyId());
    assertEquals(2, match.startPosition().line());
    result = custom(asking("s3:DeleteObject", BY_TEAM, NO_DELETE).contextEntries(List.of(team)));
    assertEquals("explicitDeny", result.evalDecision());
    result =
        custom(
            asking("s3:GetObject", BY_TEAM)
                .contextEntries(List.of(team))
                .permissionsBoundaryPolicyInputList(List.of(NO_DELETE)));
    assertEquals("implicitDeny", result.evalDecision());
    assertEquals(false, result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary());
    iam.client.refused(
        "InvalidInput", IAMApi.SIMULATE_CUSTOM_POLICY, asking("s3:GetObject", "{").build());
  }

  @Test
  void asksWhatAPrincipalMay() {
    iam.client.call(IAMApi.CREATE_GROUP, new CreateGroupRequest("g", null));
    iam.client.call(
        IAMApi.PUT_GROUP_POLICY, new PutGroupPolicyRequest("g", IamFixture.READ, "read"));
    iam.client.call(IAMApi.ADD_USER_TO_GROUP, new AddUserToGroupRequest("g", "ann"));
    iam.client.call(
        IAMApi.ATTACH_USER_POLICY,
        new AttachUserPolicyRequest("arn:aws:iam::aws:policy/AmazonSQSFullAccess", "ann"));
    SimulatePolicyResponse answer =
        iam.client.call(
            IAMApi.SIMULATE_PRINCIPAL_POLICY,
            SimulatePrincipalPolicyRequest.builder()
                .policySourceArn("arn:aws:iam::000000000000:user/ann")
                .actionNames(List.of("s3:GetObject", "sqs:SendMessage", "ec2:RunInstances"))
                .resourceArns(List.of("arn:aws:s3:::b/k"))
                .build());
    List<String> decisions =
        answer.evaluationResults().stream().map(each -> each.evalDecision()).toList();
    assertEquals(List.of("allowed", "allowed", "implicitDeny"), decisions);
    Statement group = answer.evaluationResults().getFirst().matchedStatements().getFirst();
    assertEquals("group_g_read", group.sourcePolicyId());
    assertEquals("group", group.sourcePolicyType());
    assertEquals(
        "aws-managed",
        answer.evaluationResults().get(1).matchedStatements().getFirst().sourcePolicyType());
    iam.client.refused(
        "NoSuchEntity",
        IAMApi.SIMULATE_PRINCIPAL_POLICY,
        SimulatePrincipalPolicyRequest.builder()
            .policySourceArn("arn:aws:iam::000000000000:user/bob")
            .actionNames(List.of("s3:GetObject"))
            .build());
  }

  @Test
  void goesOnWhereAPageEnds() {
    SimulateCustomPolicyRequest.Builder request =
        SimulateCustomPolicyRequest.builder()
            .actionNames(List.of("s3:GetObject", "s3:PutObject", "s3:ListBucket"))
            .policyInputList(List.of(IamFixture.READ))
            .maxItems(2);
    SimulatePolicyResponse first = iam.client.call(IAMApi.SIMULATE_CUSTOM_POLICY, request.build());
    assertEquals(2, first.evaluationResults().size());
    assertNotNull(first.marker());
    SimulatePolicyResponse second =
        iam.client.call(IAMApi.SIMULATE_CUSTOM_POLICY, request.marker(first.marker()).build());
    assertEquals("s3:ListBucket", second.evaluationResults().getFirst().evalActionName());
    assertEquals(false, second.isTruncated());
  }

  @Test
  void namesTheKeysOfPolicies() {
    assertEquals(
        List.of("aws:PrincipalTag/team"),
        iam.client
            .call(
                IAMApi.GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY,
                new GetContextKeysForCustomPolicyRequest(List.of(BY_TEAM, NO_DELETE)))
            .contextKeyNames());
  }
}
