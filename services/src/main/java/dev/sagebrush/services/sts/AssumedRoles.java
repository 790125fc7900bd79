package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.GetRoleRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.Role;
import dev.sagebrush.model.sts.AssumeRoleRequest;
import dev.sagebrush.model.sts.AssumeRoleResponse;
import dev.sagebrush.model.sts.AssumedRoleUser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Roles that somebody takes on. */
final class AssumedRoles {

  private static final int DEFAULT_SECONDS = 3600;
  private static final int MOST_SECONDS_CHAINED = 3600;

  private final Caller caller;
  private final Sessions sessions;

  AssumedRoles(Caller caller, Sessions sessions) {
    this.caller = caller;
    this.sessions = sessions;
  }

  AssumeRoleResponse assume(AssumeRoleRequest request) throws Exception {
    if (request.serialNumber() != null || request.tokenCode() != null) {
      throw Failures.wrongMfaCode();
    }
    refuse("ProvidedContexts of AssumeRole", request.providedContexts() != null);
    refuse(
        "TransitiveTagKeys of AssumeRole",
        request.transitiveTagKeys() != null && !request.transitiveTagKeys().isEmpty());
    Arn arn = roleArn(request.roleArn());
    SessionRequest added =
        SessionRequest.of(
            request.policy(), request.policyArns(), request.tags(), request.sourceIdentity());
    Integer packed = added.packedSize();
    Principal principal = Call.current().principal();
    Role role = require(arn, request, principal);
    Duration length = length(request, role, principal);
    Principal assumed = assumed(arn, role, request.roleSessionName());
    return AssumeRoleResponse.builder()
        .credentials(sessions.make(assumed, role.arn(), length, added))
        .assumedRoleUser(
            AssumedRoleUser.builder().arn(assumed.arn()).assumedRoleId(assumed.userId()).build())
        .packedPolicySize(packed)
        .sourceIdentity(request.sourceIdentity())
        .build();
  }

  private static void refuse(String what, boolean given) {
    if (given) {
      throw ServiceException.notImplemented(what);
    }
  }

  private static Arn roleArn(String text) {
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

  /** The role, if it is there and trusts the caller; which of both fails is nobody's business. */
  private Role require(Arn arn, AssumeRoleRequest request, Principal principal) throws Exception {
    Role role;
    try {
      role = find(arn);
    } catch (ServiceException e) {
      if (!e.code().equals("NoSuchEntity")) {
        throw e;
      }
      ServiceException denied = denied(principal, request);
      denied.initCause(e);
      throw denied;
    }
    String policy = URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8);
    boolean same = role.arn().equals(request.roleArn());
    if (!same || !TrustPolicy.parse(policy).trusts(principal, request)) {
      throw denied(principal, request);
    }
    return role;
  }

  private static ServiceException denied(Principal principal, AssumeRoleRequest request) {
    return Failures.notAuthorized(principal, "sts:AssumeRole", request.roleArn());
  }

  private Role find(Arn arn) throws Exception {
    String path = arn.resourceName();
    String name = path.substring(path.lastIndexOf('/') + 1);
    Call call = Call.current();
    Principal sts =
        new Principal(Kind.SERVICE, arn.account(), "sts.amazonaws.com", "sts.amazonaws.com");
    GetRoleRequest get = GetRoleRequest.builder().roleName(name).build();
    return Call.as(call.by(sts), () -> caller.call(IAMApi.GET_ROLE, get)).role();
  }

  private static Duration length(AssumeRoleRequest request, Role role, Principal principal) {
    int seconds = request.durationSeconds() == null ? DEFAULT_SECONDS : request.durationSeconds();
    if (principal.kind() == Kind.ASSUMED_ROLE && seconds > MOST_SECONDS_CHAINED) {
      throw Failures.validation(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
              + " role chaining");
    }
    if (seconds > role.maxSessionDuration()) {
      throw Failures.validation(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return Duration.ofSeconds(seconds);
  }

  private static Principal assumed(Arn arn, Role role, String session) {
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
