package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.Role;
import dev.sagebrush.model.sts.AssumeRoleRequest;
import dev.sagebrush.model.sts.AssumeRoleResponse;
import dev.sagebrush.model.sts.AssumedRoleUser;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Roles that somebody takes on who has credentials already. */
final class AssumedRoles {

  private static final int MOST_SECONDS_CHAINED = 3600;

  private final RoleFinder roles;
  private final Trust trust;
  private final CodeCheck codes;
  private final Sessions sessions;

  AssumedRoles(RoleFinder roles, Trust trust, CodeCheck codes, Sessions sessions) {
    this.roles = roles;
    this.trust = trust;
    this.codes = codes;
    this.sessions = sessions;
  }

  AssumeRoleResponse assume(AssumeRoleRequest request) throws Exception {
    if (request.providedContexts() != null && !request.providedContexts().isEmpty()) {
      throw ServiceException.notImplemented("ProvidedContexts of AssumeRole");
    }
    Arn arn = RoleFinder.arn(request.roleArn());
    Call call = Call.current();
    Principal principal = call.principal();
    SessionContext session = call.origin().session();
    SessionRequest added =
        SessionRequest.of(
                request.policy(), request.policyArns(), request.tags(), request.sourceIdentity())
            .transitive(request.transitiveTagKeys());
    if (principal.kind() == Kind.FEDERATED_USER) {
      throw Failures.notAuthorized(principal, "sts:AssumeRole", request.roleArn());
    }
    if (principal.kind() == Kind.ASSUMED_ROLE && session != null) {
      added = added.inherit(session);
    }
    added = added.mfa(codes.shown(request.serialNumber(), request.tokenCode()));
    Integer packed = added.packedSize();
    Role role = roles.find(arn);
    if (role == null) {
      throw Failures.notAuthorized(principal, "sts:AssumeRole", request.roleArn());
    }
    String missing =
        trust.missing(
            new Trust.Question(
                Requester.of(principal, session), role, "sts:AssumeRole", added, facts(request)));
    if (missing != null) {
      throw Failures.notAuthorized(principal, missing, request.roleArn());
    }
    Principal assumed = RoleFinder.assumed(arn, role, request.roleSessionName());
    return AssumeRoleResponse.builder()
        .credentials(sessions.make(assumed, role.arn(), length(request, role, principal), added))
        .assumedRoleUser(
            AssumedRoleUser.builder().arn(assumed.arn()).assumedRoleId(assumed.userId()).build())
        .packedPolicySize(packed)
        .sourceIdentity(added.sourceIdentity())
        .build();
  }

  private static Map<String, List<String>> facts(AssumeRoleRequest request) {
    Map<String, List<String>> facts = new HashMap<>();
    facts.put("sts:RoleSessionName", List.of(request.roleSessionName()));
    if (request.externalId() != null) {
      facts.put("sts:ExternalId", List.of(request.externalId()));
    }
    return facts;
  }

  private static Duration length(AssumeRoleRequest request, Role role, Principal principal) {
    boolean chained = principal.kind() == Kind.ASSUMED_ROLE;
    Integer seconds = request.durationSeconds();
    if (chained && seconds != null && seconds > MOST_SECONDS_CHAINED) {
      throw Failures.validation(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
              + " role chaining");
    }
    return RoleFinder.length(seconds, role);
  }
}
