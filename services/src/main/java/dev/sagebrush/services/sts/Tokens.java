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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Temporary credentials that users get for themselves or for people they vouch for. */
final class Tokens {

  private static final Duration DEFAULT = Duration.ofHours(12);
  private static final Duration MOST_FOR_ROOT = Duration.ofHours(1);

  private final Sessions sessions;
  private final CodeCheck codes;

  Tokens(Sessions sessions, CodeCheck codes) {
    this.sessions = sessions;
    this.codes = codes;
  }

  GetSessionTokenResponse session(GetSessionTokenRequest request) {
    Principal principal = requireLongTerm("GetSessionToken");
    Instant shown = codes.shown(request.serialNumber(), request.tokenCode());
    return GetSessionTokenResponse.builder()
        .credentials(
            sessions.make(
                principal,
                null,
                length(principal, request.durationSeconds()),
                SessionRequest.PLAIN.mfa(shown)))
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
            sessions.make(
                federated, principal.arn(), length(principal, request.durationSeconds()), added))
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
    boolean lasting = principal.kind() == Kind.ROOT || principal.kind() == Kind.USER;
    if (!lasting || Call.current().origin().session() != null) {
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
