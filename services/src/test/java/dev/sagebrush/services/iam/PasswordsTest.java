package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.ChangePasswordRequest;
import dev.sagebrush.model.iam.CreateLoginProfileRequest;
import dev.sagebrush.model.iam.DeleteLoginProfileRequest;
import dev.sagebrush.model.iam.DeleteUserRequest;
import dev.sagebrush.model.iam.GetLoginProfileRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.PasswordPolicy;
import dev.sagebrush.model.iam.UpdateAccountPasswordPolicyRequest;
import dev.sagebrush.model.iam.UpdateLoginProfileRequest;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.Range;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {

  private static final String GOOD = "correct Horse 9";
  private static final Principal ANN =
      new Principal(Kind.USER, Client.ACCOUNT, "arn:aws:iam::000000000000:user/ann", "AIDAANN");

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

  private <I extends Struct> String refused(String code, Operation<I, ?> operation, I request) {
    return String.valueOf(iam.client.refused(code, operation, request).getMessage());
  }

  private void create(String password) {
    iam.client.call(
        IAMApi.CREATE_LOGIN_PROFILE, new CreateLoginProfileRequest(password, true, "ann"));
  }

  @Test
  void keepsAPasswordOfAUser() {
    assertEquals(
        "Login Profile for User ann cannot be found.",
        refused("NoSuchEntity", IAMApi.GET_LOGIN_PROFILE, new GetLoginProfileRequest("ann")));
    refused(
        "PasswordPolicyViolation",
        IAMApi.CREATE_LOGIN_PROFILE,
        new CreateLoginProfileRequest("lettersonly", true, "ann"));
    create(GOOD);
    assertTrue(
        iam.client
            .call(IAMApi.GET_LOGIN_PROFILE, new GetLoginProfileRequest("ann"))
            .loginProfile()
            .passwordResetRequired());
    assertEquals(
        "Login Profile for user ann already exists.",
        refused(
            "EntityAlreadyExists",
            IAMApi.CREATE_LOGIN_PROFILE,
            new CreateLoginProfileRequest(GOOD, true, "ann")));
    LoginRow row = UserTables.declare(iam.tables).logins().scan(Range.all()).getFirst().value();
    assertFalse(row.toString().contains(GOOD));
    assertEquals(
        "Cannot delete entity, must delete login profile first.",
        refused("DeleteConflict", IAMApi.DELETE_USER, new DeleteUserRequest("ann")));
    iam.client.call(IAMApi.DELETE_LOGIN_PROFILE, new DeleteLoginProfileRequest("ann"));
    iam.client.call(IAMApi.DELETE_USER, new DeleteUserRequest("ann"));
  }

  @Test
  void changesAPasswordForWhoKnowsIt() {
    create(GOOD);
    Client ann = iam.client.as(ANN);
    assertEquals(
        "The old password was incorrect.",
        ann.refused(
                "AccessDenied",
                IAMApi.CHANGE_PASSWORD,
                new ChangePasswordRequest("another Horse 9", "wrong"))
            .getMessage());
    ann.call(IAMApi.CHANGE_PASSWORD, new ChangePasswordRequest("another Horse 9", GOOD));
    ann.refused("AccessDenied", IAMApi.CHANGE_PASSWORD, new ChangePasswordRequest(GOOD, GOOD));
    ann.call(IAMApi.CHANGE_PASSWORD, new ChangePasswordRequest(GOOD, "another Horse 9"));
    assertEquals(
        "Only IAM Users can change their own password",
        refused("InvalidUserType", IAMApi.CHANGE_PASSWORD, new ChangePasswordRequest(GOOD, GOOD)));
  }

  @Test
  void followsTheAccountsPolicy() {
    assertEquals(
        "The Password Policy with domain name 000000000000 cannot be found.",
        refused("NoSuchEntity", IAMApi.GET_ACCOUNT_PASSWORD_POLICY, Unit.VALUE));
    iam.client.call(
        IAMApi.UPDATE_ACCOUNT_PASSWORD_POLICY,
        UpdateAccountPasswordPolicyRequest.builder()
            .minimumPasswordLength(10)
            .requireSymbols(true)
            .requireNumbers(true)
            .passwordReusePrevention(2)
            .maxPasswordAge(30)
            .hardExpiry(true)
            .build());
    PasswordPolicy policy =
        iam.client.call(IAMApi.GET_ACCOUNT_PASSWORD_POLICY, Unit.VALUE).passwordPolicy();
    assertEquals(true, policy.expirePasswords());
    assertEquals(30, policy.maxPasswordAge());
    assertEquals(false, policy.requireLowercaseCharacters());
    assertEquals(
        "Password should have a minimum length of 10, have at least one number",
        refused(
            "PasswordPolicyViolation",
            IAMApi.CREATE_LOGIN_PROFILE,
            new CreateLoginProfileRequest("short!", false, "ann")));
    create("first-secret-1");
    update("second-secret-2");
    assertEquals(
        "Password should not be one of the last 2 passwords.",
        refused(
            "PasswordPolicyViolation",
            IAMApi.UPDATE_LOGIN_PROFILE,
            new UpdateLoginProfileRequest("first-secret-1", null, "ann")));
    update("third-secret-3");
    update("first-secret-1");
    iam.clock.advance(Duration.ofDays(30));
    iam.client
        .as(ANN)
        .refused(
            "AccessDenied",
            IAMApi.CHANGE_PASSWORD,
            new ChangePasswordRequest("fourth-secret-4", "first-secret-1"));
    iam.client.call(IAMApi.DELETE_ACCOUNT_PASSWORD_POLICY, Unit.VALUE);
    refused("NoSuchEntity", IAMApi.DELETE_ACCOUNT_PASSWORD_POLICY, Unit.VALUE);
  }

  private void update(String password) {
    iam.client.call(
        IAMApi.UPDATE_LOGIN_PROFILE, new UpdateLoginProfileRequest(password, null, "ann"));
  }

  @Test
  void saltsEveryHash() {
    dev.sagebrush.kernel.Ids ids = new dev.sagebrush.kernel.Ids(new java.util.Random(1));
    PasswordHash one = PasswordHash.of(GOOD, ids);
    assertNotEquals(one, PasswordHash.of(GOOD, ids));
    assertTrue(one.matches(GOOD));
    assertFalse(one.matches(GOOD + " "));
  }
}
