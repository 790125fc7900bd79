package dev.sagebrush.server.access;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.Signature;
import dev.sagebrush.kernel.policy.Identity;
import dev.sagebrush.kernel.policy.LazyContext;
import dev.sagebrush.kernel.policy.Organization;
import dev.sagebrush.kernel.policy.Organization.Membership;
import dev.sagebrush.kernel.policy.RequestContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that a call itself gives values to, whatever it asks for.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS
 * global condition context keys</a>; for {@code s3:} the Service Authorization Reference of Amazon
 * S3.
 */
final class CallContext {

  private final Call call;
  private final Identity identity;
  private final LazyContext context = new LazyContext();
  private final Requested requested;

  /**
   * The keys of a call.
   *
   * @param requested what its request gives values to, found when a policy asks
   */
  CallContext(
      Call call,
      Identity identity,
      Organization organization,
      Supplier<Map<String, List<String>>> requested) {
    this.call = call;
    this.identity = identity;
    this.requested = new Requested(requested);
    addTime();
    addPrincipal();
    addOrganization(organization);
    addNetwork();
    addSession();
  }

  RequestContext context() {
    return key -> {
      List<String> values = context.values(key);
      return values.isEmpty() ? requested.values(key) : values;
    };
  }

  /** What the request says, read once. */
  private static final class Requested {
    private final Supplier<Map<String, List<String>>> supplier;
    private @Nullable Map<String, List<String>> lower;

    Requested(Supplier<Map<String, List<String>>> supplier) {
      this.supplier = supplier;
    }

    List<String> values(String key) {
      Map<String, List<String>> known = lower;
      if (known == null) {
        known = new HashMap<>();
        for (Map.Entry<String, List<String>> entry : supplier.get().entrySet()) {
          known.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue());
        }
        lower = known;
      }
      return known.getOrDefault(key, List.of());
    }
  }

  private void addTime() {
    Instant now = call.time().truncatedTo(ChronoUnit.SECONDS);
    context.put("aws:CurrentTime", now.toString());
    context.put("aws:EpochTime", Long.toString(now.getEpochSecond()));
    context.put("aws:RequestedRegion", call.region());
  }

  private void addPrincipal() {
    Principal principal = call.principal();
    String arn = principal.arn();
    context.put("aws:PrincipalAccount", principal.account());
    context.put("kms:CallerAccount", principal.account());
    SessionContext session = call.origin().session();
    String role = session == null ? null : session.role();
    boolean assumed = principal.kind() == Principal.Kind.ASSUMED_ROLE;
    context.put("aws:PrincipalArn", assumed && role != null ? role : arn);
    context.put("aws:userid", principal.userId());
    context.put("aws:PrincipalType", type(principal.kind()));
    context.put("aws:PrincipalIsAWSService", "false");
    if (principal.kind() == Principal.Kind.USER) {
      context.put("aws:username", arn.substring(arn.lastIndexOf('/') + 1));
    }
    context.family(
        "aws:PrincipalTag",
        lower ->
            identity.tags().entrySet().stream()
                .filter(tag -> tag.getKey().toLowerCase(Locale.ROOT).equals(lower))
                .map(Map.Entry::getValue)
                .toList());
  }

  private void addOrganization(Organization organization) {
    String account = call.principal().account();
    context.put("aws:PrincipalOrgID", () -> of(organization, account, Membership::organization));
    context.put("aws:PrincipalOrgPaths", () -> of(organization, account, Membership::path));
    context.put(
        "aws:PrincipalOrgMasterAccountId", () -> of(organization, account, Membership::management));
  }

  private static List<String> of(
      Organization organization, String account, Function<Membership, String> fact) {
    Membership membership = organization.membership(account);
    return membership == null ? List.of() : List.of(fact.apply(membership));
  }

  private static String type(Principal.Kind kind) {
    return switch (kind) {
      case ROOT -> "Account";
      case USER -> "User";
      case ASSUMED_ROLE -> "AssumedRole";
      case FEDERATED_USER -> "FederatedUser";
      case SERVICE -> "Service";
      case ANONYMOUS -> "Anonymous";
    };
  }

  private void addNetwork() {
    Origin origin = call.origin();
    if (Character.digit(origin.sourceIp().isEmpty() ? 'x' : origin.sourceIp().charAt(0), 16) >= 0
        || origin.sourceIp().startsWith(":")) {
      context.put("aws:SourceIp", origin.sourceIp());
    }
    context.put("aws:SecureTransport", Boolean.toString(origin.secure()));
    if (!origin.userAgent().isEmpty()) {
      context.put("aws:UserAgent", origin.userAgent());
    }
    List<String> via = origin.calledVia();
    context.put("aws:ViaAWSService", Boolean.toString(!via.isEmpty()));
    if (!via.isEmpty()) {
      context.put("aws:CalledVia", () -> via);
      context.put("aws:CalledViaFirst", via.getFirst());
      context.put("aws:CalledViaLast", via.getLast());
      context.put("kms:ViaService", viaService(via.getLast()));
    }
    Signature signature = origin.signature();
    if (signature != null) {
      context.put("s3:signatureversion", signature.version().label());
      context.put("s3:authType", signature.place().label());
      Instant signed = signature.time();
      if (signed != null) {
        long age = Math.max(0, Duration.between(signed, call.time()).toMillis());
        context.put("s3:signatureAge", Long.toString(age));
      }
      String payload = signature.payload();
      if (payload != null) {
        context.put("s3:x-amz-content-sha256", payload);
      }
    }
  }

  /** {@code s3.amazonaws.com} as {@code s3.eu-west-1.amazonaws.com}. */
  private String viaService(String service) {
    int dot = service.indexOf('.');
    return dot < 0
        ? service
        : service.substring(0, dot) + "." + call.region() + service.substring(dot);
  }

  /**
   * Whether a code of a device was shown: for the session, or with this very request, in which case
   * STS checks it and refuses a wrong one.
   */
  private void addDevice(@Nullable SessionContext session) {
    Instant shown = session == null ? null : session.vouched().mfa();
    context.put(
        "aws:MultiFactorAuthPresent",
        () -> {
          boolean now = !requested.values("sts:tokencode").isEmpty();
          boolean known = now || session != null;
          return known ? List.of(Boolean.toString(now || shown != null)) : List.of();
        });
    context.put(
        "aws:MultiFactorAuthAge",
        () -> {
          if (!requested.values("sts:tokencode").isEmpty()) {
            return List.of("0");
          }
          return shown == null
              ? List.of()
              : List.of(
                  Long.toString(Math.max(0, Duration.between(shown, call.time()).toSeconds())));
        });
  }

  private void addSession() {
    SessionContext session = call.origin().session();
    addDevice(session);
    if (session == null) {
      return;
    }
    session.vouched().facts().forEach((key, values) -> context.put(key, () -> values));
    Instant issued = session.issued();
    if (issued != null) {
      context.put("aws:TokenIssueTime", issued.toString());
    }
    String source = session.sourceIdentity();
    if (source != null) {
      context.put("aws:SourceIdentity", source);
    }
  }
}
