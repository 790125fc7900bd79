package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.iam.GetRoleRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.Role;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks IAM for roles and for the providers that vouch for those who assume them. */
final class RoleFinder {

  private static final int DEFAULT_SECONDS = 3600;

  private final Caller caller;

  RoleFinder(Caller caller) {
    this.caller = caller;
  }

  /**
   * The ARN of a role.
   *
   * @throws ServiceException {@code ValidationError}
   */
  static Arn arn(String text) {
    try {
      Arn arn = Arn.parse(text);
      if (arn.service().equals("iam") && arn.resourceType().equals("role")) {
        return arn;
      }
    } catch (IllegalArgumentException e) {
      ServiceException invalid = Failures.validation(text + " is invalid");
      invalid.initCause(e);
      throw invalid;
    }
    throw Failures.validation(text + " is invalid");
  }

  /** The role of exactly this ARN, or null: that there is none is nobody's business. */
  @Nullable Role find(Arn arn) throws Exception {
    String path = arn.resourceName();
    String name = path.substring(path.lastIndexOf('/') + 1);
    try {
      GetRoleRequest get = GetRoleRequest.builder().roleName(name).build();
      Role role = ask(arn.account(), IAMApi.GET_ROLE, get).role();
      return role.arn().equals(arn.toString()) ? role : null;
    } catch (ServiceException e) {
      if (e.code().equals("NoSuchEntity")) {
        return null;
      }
      throw e;
    }
  }

  /** Calls IAM as STS about an account. */
  <I extends Struct, O extends Struct> O ask(String account, Operation<I, O> operation, I request)
      throws Exception {
    Principal sts = new Principal(Kind.SERVICE, account, "sts.amazonaws.com", "sts.amazonaws.com");
    return Call.as(Call.current().by(sts), () -> caller.call(operation, request));
  }

  /**
   * How long a session of a role lasts.
   *
   * @throws ServiceException {@code ValidationError} for longer than the role allows
   */
  static Duration length(@Nullable Integer asked, Role role) {
    int seconds = asked == null ? DEFAULT_SECONDS : asked;
    if (seconds > role.maxSessionDuration()) {
      throw Failures.validation(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return Duration.ofSeconds(seconds);
  }

  /** Whom a session of a role stands for. */
  static Principal assumed(Arn arn, Role role, String session) {
    Arn user =
        new Arn(
            arn.partition(),
            "sts",
            "",
            arn.account(),
            "assumed-role/" + role.roleName() + "/" + session);
    return new Principal(
        Kind.ASSUMED_ROLE, arn.account(), user.toString(), role.roleId() + ":" + session);
  }
}
