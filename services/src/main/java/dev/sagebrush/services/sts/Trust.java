package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.policy.AccessRequest;
import dev.sagebrush.kernel.policy.Evaluator;
import dev.sagebrush.kernel.policy.Identities;
import dev.sagebrush.kernel.policy.LazyContext;
import dev.sagebrush.kernel.policy.MalformedPolicyException;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.Policies;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.kernel.policy.RequestContext;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.iam.Role;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom a role's trust policy lets assume it. Whether the caller's own policies let it is decided
 * before, where every call is.
 *
 * <p>Sources: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html">IAM
 * and AWS STS condition context keys</a>; <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">Pass session tags in
 * AWS STS</a>.
 */
final class Trust {

  private static final List<NamedPolicy> ANYTHING =
      List.of(
          new NamedPolicy(
              "anything",
              PolicyReader.read(
                  "{\"Version\":\"2012-10-17\",\"Statement\":"
                      + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                  PolicyType.IDENTITY)));

  private final Identities identities;
  private final Clock clock;

  Trust(Identities identities, Clock clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /**
   * What somebody asks of a role.
   *
   * @param action the operation, for example {@code sts:AssumeRole}
   * @param facts condition keys that the request itself gives values to
   */
  record Question(
      Requester requester,
      Role role,
      String action,
      SessionRequest added,
      Map<String, List<String>> facts) {}

  /** The first permission that is missing, or null when the role trusts the caller with all. */
  @Nullable String missing(Question question) {
    NamedPolicy policy = policy(question.role);
    if (policy == null) {
      return question.action;
    }
    RequestContext context = context(question);
    if (!allows(question, question.action, policy, context)) {
      return question.action;
    }
    SessionRequest added = question.added;
    if (!added.tags().isEmpty() && !allows(question, "sts:TagSession", policy, context)) {
      return "sts:TagSession";
    }
    return added.sourceIdentity() != null
            && !allows(question, "sts:SetSourceIdentity", policy, context)
        ? "sts:SetSourceIdentity"
        : null;
  }

  /** A trust policy that was taken before the rules were as they are trusts nobody. */
  private static @Nullable NamedPolicy policy(Role role) {
    String document = URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8);
    try {
      return new NamedPolicy(role.arn(), PolicyReader.read(document, PolicyType.TRUST));
    } catch (MalformedPolicyException unreadable) {
      return null;
    }
  }

  private static boolean allows(
      Question question, String action, NamedPolicy policy, RequestContext context) {
    String account = question.role.arn().split(":")[4];
    AccessRequest request =
        new AccessRequest(question.requester, action, question.role.arn(), account, true, context);
    Policies policies = Policies.NONE.withIdentity(ANYTHING).withResource(List.of(policy));
    return Evaluator.decide(request, policies).allowed();
  }

  private RequestContext context(Question question) {
    Call call = Call.current();
    Instant now = clock.now();
    LazyContext context =
        new LazyContext()
            .put("aws:CurrentTime", now.toString())
            .put("aws:EpochTime", Long.toString(now.getEpochSecond()))
            .put("aws:SourceIp", call.origin().sourceIp())
            .put("aws:SecureTransport", Boolean.toString(call.origin().secure()))
            .put("aws:UserAgent", call.origin().userAgent())
            .put("aws:RequestedRegion", call.region());
    SessionRequest added = question.added;
    if (!added.tags().isEmpty()) {
      context.put("aws:TagKeys", added.tags().keySet().toArray(String[]::new));
      added.tags().forEach((key, value) -> context.put("aws:RequestTag/" + key, value));
    }
    if (!added.vouched().transitiveTags().isEmpty()) {
      context.put("sts:TransitiveTagKeys", added.vouched().transitiveTags().toArray(String[]::new));
    }
    if (added.sourceIdentity() != null) {
      context.put("sts:SourceIdentity", added.sourceIdentity());
    }
    question.facts.forEach((key, values) -> context.put(key, values.toArray(String[]::new)));
    Principal principal = call.principal();
    if (principal.kind() != Kind.ANONYMOUS && principal.kind() != Kind.SERVICE) {
      addPrincipal(context, call, added, now);
    }
    return context;
  }

  private void addPrincipal(LazyContext context, Call call, SessionRequest added, Instant now) {
    Principal principal = call.principal();
    SessionContext session = call.origin().session();
    boolean assumed = principal.kind() == Kind.ASSUMED_ROLE;
    String issuer = session == null ? null : session.role();
    context
        .put("aws:PrincipalArn", assumed && issuer != null ? issuer : principal.arn())
        .put("aws:PrincipalAccount", principal.account())
        .put("aws:userid", principal.userId());
    if (principal.kind() == Kind.USER) {
      String arn = principal.arn();
      context.put("aws:username", arn.substring(arn.lastIndexOf('/') + 1));
    }
    identities
        .of(principal, session)
        .tags()
        .forEach((key, value) -> context.put("aws:PrincipalTag/" + key, value));
    Instant shown = added.vouched().mfa();
    if (shown == null && session != null) {
      shown = session.vouched().mfa();
    }
    if (shown != null || session != null) {
      context.put("aws:MultiFactorAuthPresent", Boolean.toString(shown != null));
    }
    if (shown != null) {
      long age = Duration.between(Objects.requireNonNull(shown), now).toSeconds();
      context.put("aws:MultiFactorAuthAge", Long.toString(Math.max(0, age)));
    }
  }
}
