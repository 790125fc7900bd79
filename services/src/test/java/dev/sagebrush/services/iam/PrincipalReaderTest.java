package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.SessionContext.Vouched;
import dev.sagebrush.kernel.policy.AccessRequest;
import dev.sagebrush.kernel.policy.Evaluator;
import dev.sagebrush.kernel.policy.Identity;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.Policies;
import dev.sagebrush.kernel.policy.RequestContext;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.iam.AddUserToGroupRequest;
import dev.sagebrush.model.iam.AttachGroupPolicyRequest;
import dev.sagebrush.model.iam.AttachUserPolicyRequest;
import dev.sagebrush.model.iam.CreateGroupRequest;
import dev.sagebrush.model.iam.DeleteUserRequest;
import dev.sagebrush.model.iam.GetUserRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.PutRolePolicyRequest;
import dev.sagebrush.model.iam.PutUserPermissionsBoundaryRequest;
import dev.sagebrush.model.iam.PutUserPolicyRequest;
import dev.sagebrush.model.iam.Tag;
import dev.sagebrush.model.iam.TagUserRequest;
import dev.sagebrush.services.testing.Client;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrincipalReaderTest {

  private static final String ANN = "arn:aws:iam::000000000000:user/ann";

  private IamFixture iam;
  private Principal ann;

  @BeforeEach
  void open(@TempDir Path folder) {
    iam = new IamFixture(folder);
    iam.user("ann", "/");
    ann = user();
  }

  @AfterEach
  void close() {
    iam.close();
  }

  private Principal user() {
    String id = iam.client.call(IAMApi.GET_USER, new GetUserRequest("ann")).user().userId();
    return new Principal(Kind.USER, Client.ACCOUNT, ANN, id);
  }

  private static List<String> names(Identity policies) {
    return policies.policies().stream().map(NamedPolicy::name).sorted().toList();
  }

  private static boolean may(Identity policies, Requester who, String action) {
    AccessRequest request =
        AccessRequest.of(who, action, "arn:aws:s3:::b/k", RequestContext.EMPTY).of(Client.ACCOUNT);
    return Evaluator.decide(
            request,
            Policies.NONE
                .withIdentity(policies.policies())
                .withBoundary(policies.boundary())
                .withSession(policies.session()))
        .allowed();
  }

  @Test
  void gathersWhatAUserHas() {
    assertEquals(List.of(), iam.policies.of(ann, null).policies());
    String managed = iam.policy("read");
    iam.client.call(
        IAMApi.PUT_USER_POLICY, new PutUserPolicyRequest(IamFixture.READ, "own", "ann"));
    iam.client.call(IAMApi.ATTACH_USER_POLICY, new AttachUserPolicyRequest(managed, "ann"));
    iam.client.call(IAMApi.CREATE_GROUP, new CreateGroupRequest("g", null));
    iam.client.call(
        IAMApi.ATTACH_GROUP_POLICY, new AttachGroupPolicyRequest("g", IamFixture.SAGEMAKER));
    iam.client.call(IAMApi.ADD_USER_TO_GROUP, new AddUserToGroupRequest("g", "ann"));
    iam.client.call(IAMApi.TAG_USER, new TagUserRequest(List.of(new Tag("team", "ml")), "ann"));
    Identity policies = iam.policies.of(ann, null);
    assertEquals(List.of(managed, IamFixture.SAGEMAKER, "own"), names(policies));
    assertEquals(Map.of("team", "ml"), policies.tags());
    assertSame(policies, iam.policies.of(ann, null), "remembered until something changes");
    Requester who = Requester.of(ann, null);
    assertEquals(true, may(policies, who, "s3:GetObject"));
    assertEquals(false, may(policies, who, "s3:DeleteBucket"));
    assertNull(policies.boundary());
    iam.client.call(
        IAMApi.PUT_USER_PERMISSIONS_BOUNDARY,
        new PutUserPermissionsBoundaryRequest(
            "arn:aws:iam::aws:policy/AmazonSQSFullAccess", "ann"));
    policies = iam.policies.of(ann, null);
    assertNotNull(policies.boundary());
    assertEquals(false, may(policies, who, "s3:GetObject"));
  }

  @Test
  void takesAUserMadeAnewForAnother() {
    iam.client.call(IAMApi.DELETE_USER, new DeleteUserRequest("ann"));
    iam.user("ann", "/");
    iam.client.call(
        IAMApi.PUT_USER_POLICY, new PutUserPolicyRequest(IamFixture.READ, "own", "ann"));
    assertEquals(List.of(), names(iam.policies.of(ann, null)));
    assertEquals(List.of("own"), names(iam.policies.of(user(), null)));
  }

  private static SessionContext session(String issuer, String policy, List<String> arns) {
    return new SessionContext(
        Client.START, issuer, null, policy, arns, Map.of("k", "session"), Vouched.PLAIN);
  }

  @Test
  void limitsSessionsByTheirPolicies() {
    iam.role("r");
    iam.client.call(IAMApi.PUT_ROLE_POLICY, new PutRolePolicyRequest(IamFixture.READ, "own", "r"));
    Principal assumed =
        new Principal(
            Kind.ASSUMED_ROLE,
            Client.ACCOUNT,
            "arn:aws:sts::000000000000:assumed-role/r/s",
            "AROA:s");
    String role = "arn:aws:iam::000000000000:role/r";
    SessionContext plain = session(role, null, List.of());
    Identity policies = iam.policies.of(assumed, plain);
    Requester who = Requester.of(assumed, plain);
    assertEquals(Map.of("k", "session"), policies.tags());
    assertEquals(true, may(policies, who, "s3:GetObject"));
    Identity limited =
        iam.policies.of(
            assumed, session(role, null, List.of("arn:aws:iam::aws:policy/AmazonSQSFullAccess")));
    assertEquals(false, may(limited, who, "s3:GetObject"));
    assertEquals(
        List.of(),
        iam.policies
            .of(assumed, session("arn:aws:iam::000000000000:role/x/r", null, List.of()))
            .policies());
  }

  @Test
  void givesFederatedUsersNothingWithoutAPolicy() {
    iam.client.call(
        IAMApi.PUT_USER_POLICY, new PutUserPolicyRequest(IamFixture.READ, "own", "ann"));
    Principal guest =
        new Principal(
            Kind.FEDERATED_USER,
            Client.ACCOUNT,
            "arn:aws:sts::000000000000:federated-user/guest",
            "000000000000:guest");
    SessionContext none = session(ANN, null, List.of());
    SessionContext some = session(ANN, IamFixture.READ, List.of());
    assertEquals(
        false, may(iam.policies.of(guest, none), Requester.of(guest, none), "s3:GetObject"));
    assertEquals(
        true, may(iam.policies.of(guest, some), Requester.of(guest, some), "s3:GetObject"));
  }

  @Test
  void readsEveryPolicyOfAws() {
    PolicyTexts texts = new PolicyTexts(Schema.declare(iam.tables, Client.SEALER));
    for (AwsPolicies.AwsPolicy policy : AwsPolicies.all()) {
      NamedPolicy read = texts.named(String.valueOf(policy.policy().arn()), policy.document());
      assertEquals(
          false, "Unreadable".equals(read.policy().statements().getFirst().sid()), read.name());
    }
    assertEquals(1485, AwsPolicies.all().size());
  }
}
