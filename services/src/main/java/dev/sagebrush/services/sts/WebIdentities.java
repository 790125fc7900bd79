package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.GetOpenIDConnectProviderRequest;
import dev.sagebrush.model.iam.GetOpenIDConnectProviderResponse;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.Role;
import dev.sagebrush.model.sts.AssumeRoleWithWebIdentityRequest;
import dev.sagebrush.model.sts.AssumeRoleWithWebIdentityResponse;
import dev.sagebrush.model.sts.AssumedRoleUser;
import dev.sagebrush.model.sts.ExpiredTokenException;
import dev.sagebrush.model.sts.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Roles that somebody takes on whom an OpenID Connect provider vouches for.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AssumeRoleWithWebIdentity</a>;
 * claims for tags: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp">Pass
 * session tags using AssumeRoleWithWebIdentity</a>.
 */
final class WebIdentities {

  private static final String ACTION = "sts:AssumeRoleWithWebIdentity";
  private static final String TAGS = "https://aws.amazon.com/tags";
  private static final String SOURCE = "https://aws.amazon.com/source_identity";

  /** How far the provider's clock may be ahead. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final RoleFinder roles;
  private final Trust trust;
  private final ProviderKeys keys;
  private final Sessions sessions;
  private final Clock clock;

  WebIdentities(RoleFinder roles, Trust trust, ProviderKeys keys, Sessions sessions, Clock clock) {
    this.roles = roles;
    this.trust = trust;
    this.keys = keys;
    this.sessions = sessions;
    this.clock = clock;
  }

  AssumeRoleWithWebIdentityResponse assume(AssumeRoleWithWebIdentityRequest request)
      throws Exception {
    if (request.providerId() != null) {
      throw ServiceException.notImplemented(
          "ProviderId of AssumeRoleWithWebIdentity, which is for OAuth 2.0 access tokens,");
    }
    Arn arn = RoleFinder.arn(request.roleArn());
    JsonWebToken token = JsonWebToken.parse(request.webIdentityToken());
    String issuer = token.require("iss");
    String subject = token.require("sub");
    String host = issuer.substring(issuer.indexOf("://") + 3);
    String provider =
        new Arn(arn.partition(), "iam", "", arn.account(), "oidc-provider/" + host).toString();
    String audience = audience(token, provider(arn.account(), provider, issuer));
    checkTimes(token);
    if (!token.signedBy(keys.of(issuer, token.keyId()))) {
      throw JsonWebToken.invalid("Token signature invalid", null);
    }
    Map<String, List<String>> facts = new HashMap<>();
    facts.put("aws:FederatedProvider", List.of(provider));
    facts.put(host + ":aud", List.of(audience));
    facts.put(host + ":sub", List.of(subject));
    SessionRequest added = added(request, token).facts(facts);
    Integer packed = added.packedSize();
    Role role = roles.find(arn);
    Map<String, List<String>> asked = new HashMap<>(facts);
    asked.put("sts:RoleSessionName", List.of(request.roleSessionName()));
    Requester requester = Requester.identityProvider(provider);
    String missing =
        role == null
            ? ACTION
            : trust.missing(new Trust.Question(requester, role, ACTION, added, asked));
    if (role == null || missing != null) {
      throw Failures.accessDenied("Not authorized to perform " + missing);
    }
    Duration length = RoleFinder.length(request.durationSeconds(), role);
    Principal assumed = RoleFinder.assumed(arn, role, request.roleSessionName());
    return AssumeRoleWithWebIdentityResponse.builder()
        .credentials(sessions.make(assumed, role.arn(), length, added))
        .assumedRoleUser(
            AssumedRoleUser.builder().arn(assumed.arn()).assumedRoleId(assumed.userId()).build())
        .packedPolicySize(packed)
        .provider(provider)
        .audience(audience)
        .subjectFromWebIdentityToken(subject)
        .sourceIdentity(added.sourceIdentity())
        .build();
  }

  private GetOpenIDConnectProviderResponse provider(String account, String arn, String issuer)
      throws Exception {
    if (!issuer.contains("://") || !ProviderKeys.mayAsk(issuer)) {
      throw JsonWebToken.invalid("Issuer must be a valid URL", null);
    }
    try {
      return roles.ask(
          account, IAMApi.GET_OPEN_ID_CONNECT_PROVIDER, new GetOpenIDConnectProviderRequest(arn));
    } catch (ServiceException e) {
      if (e.code().equals("NoSuchEntity")) {
        throw JsonWebToken.invalid(
            "No OpenIDConnect provider found in your account for " + issuer, e);
      }
      throw e;
    }
  }

  /** The client id that the token is for; {@code azp} before {@code aud} when it is there. */
  private static String audience(JsonWebToken token, GetOpenIDConnectProviderResponse provider) {
    List<String> given =
        token.claims().get("azp") instanceof String party ? List.of(party) : token.audience();
    List<String> known = provider.clientIDList() == null ? List.of() : provider.clientIDList();
    return given.stream()
        .filter(known::contains)
        .findFirst()
        .orElseThrow(() -> JsonWebToken.invalid("Incorrect token audience", null));
  }

  private void checkTimes(JsonWebToken token) {
    Instant now = clock.now();
    Instant expires = token.time("exp");
    Instant issued = token.time("iat");
    if (expires == null || issued == null) {
      throw JsonWebToken.invalid(
          "Missing a required claim: " + (expires == null ? "exp" : "iat"), null);
    }
    if (!now.isBefore(expires)) {
      throw ExpiredTokenException.because(
          "Token expired: current date/time "
              + now.getEpochSecond()
              + " must be before the expiration date/time "
              + expires.getEpochSecond());
    }
    Instant from = token.time("nbf");
    if (issued.isAfter(now.plus(SKEW)) || from != null && from.isAfter(now.plus(SKEW))) {
      throw JsonWebToken.invalid(
          "Token is not valid until " + issued.truncatedTo(ChronoUnit.SECONDS), null);
    }
  }

  private static SessionRequest added(
      AssumeRoleWithWebIdentityRequest request, JsonWebToken token) {
    List<Tag> tags = new ArrayList<>();
    List<String> transitive = new ArrayList<>();
    if (token.claims().get(TAGS) instanceof Map<?, ?> claimed) {
      if (claimed.get("principal_tags") instanceof Map<?, ?> listed) {
        listed.forEach((key, value) -> tags.add(new Tag(String.valueOf(key), first(value))));
      }
      if (claimed.get("transitive_tag_keys") instanceof List<?> handed) {
        handed.forEach(key -> transitive.add(String.valueOf(key)));
      }
    }
    String source = token.claims().get(SOURCE) instanceof String text ? text : null;
    return SessionRequest.of(request.policy(), request.policyArns(), tags, source)
        .transitive(transitive);
  }

  private static String first(@Nullable Object value) {
    return value instanceof List<?> list && !list.isEmpty()
        ? String.valueOf(list.getFirst())
        : String.valueOf(value);
  }
}
