package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.model.sts.FederatedUser;
import dev.sagebrush.model.sts.GetFederationTokenRequest;
import dev.sagebrush.model.sts.GetFederationTokenResponse;
import dev.sagebrush.model.sts.GetSessionTokenRequest;
import dev.sagebrush.model.sts.GetSessionTokenResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Temporary credentials that users get for themselves or for people they vouch for. */
final class Tokens {

  private static final Duration DEFAULT = Duration.ofHours(12);
  private static final Duration MOST_FOR_ROOT = Duration.ofHours(1);

  private final Sessions sessions;

  Tokens(Sessions sessions) {
    this.sessions = sessions;
  }

  GetSessionTokenResponse session(GetSessionTokenRequest request) {
    Principal principal = requireLongTerm("GetSessionToken");
    if (request.serialNumber() != null || request.tokenCode() != null) {
      throw Failures.wrongMfaCode();
    }
    return GetSessionTokenResponse.builder()
        .credentials(
            sessions.make(
                principal,
                null,
                length(principal, request.durationSeconds()),
                SessionRequest.PLAIN))
        .build();
  }

  GetFederationTokenResponse federation(GetFederationTokenRequest request) {
    Principal principal = requireLongTerm("GetFederationToken");
    SessionRequest added =
        SessionRequest.of(request.policy(), request.policyArns(), request.tags(), null);
    Integer packed = added.packedSize();
    String account = principal.account();
    String partition = Arn.partitionOf(Call.current().region());
    Principal federated =
        new Principal(
            Kind.FEDERATED_USER,
            account,
            new Arn(partition, "sts", "", account, "federated-user/" + request.name()).toString(),
            account + ":" + request.name());
    return GetFederationTokenResponse.builder()
        .credentials(
            sessions.make(federated, null, length(principal, request.durationSeconds()), added))
        .federatedUser(
            FederatedUser.builder()
                .arn(federated.arn())
                .federatedUserId(federated.userId())
                .build())
        .packedPolicySize(packed)
        .build();
  }

  private static Principal requireLongTerm(String operation) {
    Principal principal = Call.current().principal();
    if (principal.kind() != Kind.ROOT && principal.kind() != Kind.USER) {
      throw Failures.accessDenied("Cannot call " + operation + " with session credentials");
    }
    return principal;
  }

  /** What was asked for; for the root of an account never more than an hour. */
  private static Duration length(Principal principal, @Nullable Integer seconds) {
    Duration asked = seconds == null ? DEFAULT : Duration.ofSeconds(seconds);
    boolean capped = principal.kind() == Kind.ROOT && asked.compareTo(MOST_FOR_ROOT) > 0;
    return capped ? MOST_FOR_ROOT : asked;
  }
}
