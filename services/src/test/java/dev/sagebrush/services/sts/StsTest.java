package dev.sagebrush.services.sts;

import static dev.sagebrush.services.testing.Client.ACCOUNT;
import static dev.sagebrush.services.testing.Client.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.Credentials.Credential;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.kernel.policy.Identity;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.GetRoleRequest;
import dev.sagebrush.model.iam.GetRoleResponse;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.Role;
import dev.sagebrush.model.sts.AssumeRoleRequest;
import dev.sagebrush.model.sts.AssumeRoleResponse;
import dev.sagebrush.model.sts.Credentials;
import dev.sagebrush.model.sts.GetAccessKeyInfoRequest;
import dev.sagebrush.model.sts.GetCallerIdentityRequest;
import dev.sagebrush.model.sts.GetCallerIdentityResponse;
import dev.sagebrush.model.sts.GetFederationTokenRequest;
import dev.sagebrush.model.sts.GetFederationTokenResponse;
import dev.sagebrush.model.sts.GetSessionTokenRequest;
import dev.sagebrush.model.sts.PolicyDescriptorType;
import dev.sagebrush.model.sts.STSApi;
import dev.sagebrush.model.sts.Tag;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.embedded.SqliteTables;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StsTest {

  private static final Instant SECOND = START.truncatedTo(ChronoUnit.SECONDS);
  private static final Principal ANN =
      new Principal(Kind.USER, ACCOUNT, "arn:aws:iam::000000000000:user/ann", "AIDAANN");

  private static final String LIMIT =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\","
          + "\"Resource\":\"*\"}]}";

  private final AdvanceableClock clock = new AdvanceableClock(START);
  private final Map<String, Role> roles = new HashMap<>();
  private SqliteTables tables;
  private Client client;

  @BeforeEach
  void open(@TempDir Path folder) {
    tables = SqliteTables.open(folder);
    Service iam = Service.of(IAMApi.API).on(IAMApi.GET_ROLE, this::role).build();
    client =
        Client.of(
            Sts.service(
                tables,
                Client.SEALER,
                clock,
                new Ids(new Random(9)),
                Client.caller(iam),
                new Sts.Callers(
                    Sts.credentials(tables, Client.SEALER),
                    (principal, session) -> Identity.NONE,
                    (principal, serial, code) -> code.equals("123456"))));
  }

  @AfterEach
  void close() {
    tables.close();
  }

  private GetRoleResponse role(GetRoleRequest request) {
    Role role = roles.get(request.roleName());
    if (role == null) {
      throw ServiceException.of("NoSuchEntity", 404, "no role");
    }
    return new GetRoleResponse(role);
  }

  /** A role that trusts whom a policy's principal names, under a condition. */
  private void role(String name, String principal, String condition) {
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
            + "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"],\"Principal\":"
            + principal
            + condition
            + "}]}";
    roles.put(
        name,
        Role.builder()
            .roleName(name)
            .roleId("AROAROLE")
            .path("/")
            .arn("arn:aws:iam::000000000000:role/" + name)
            .maxSessionDuration(7200)
            .assumeRolePolicyDocument(URLEncoder.encode(trust, StandardCharsets.UTF_8))
            .build());
  }

  private static AssumeRoleRequest.Builder assuming(String role) {
    return AssumeRoleRequest.builder()
        .roleArn("arn:aws:iam::000000000000:role/" + role)
        .roleSessionName("s1");
  }

  private AssumeRoleResponse assume(Principal principal, AssumeRoleRequest.Builder request) {
    return client.as(principal).call(STSApi.ASSUME_ROLE, request.build());
  }

  private String refused(String code, Principal principal, AssumeRoleRequest.Builder request) {
    return client.as(principal).refused(code, STSApi.ASSUME_ROLE, request.build()).getMessage();
  }

  private Credential credential(Credentials credentials) {
    return Objects.requireNonNull(
        Sts.credentials(tables, Client.SEALER).find(credentials.accessKeyId()));
  }

  private Principal principal(Credentials credentials) {
    Credential credential = Sts.credentials(tables, Client.SEALER).find(credentials.accessKeyId());
    assertNotNull(credential);
    assertEquals(credentials.secretAccessKey(), credential.secret());
    assertEquals(credentials.sessionToken(), credential.sessionToken());
    assertEquals(credentials.expiration(), credential.expires());
    return credential.principal();
  }

  @Test
  void saysWhoCalls() {
    assertEquals(
        new GetCallerIdentityResponse(ACCOUNT, "arn:aws:iam::000000000000:root", ACCOUNT),
        client.call(STSApi.GET_CALLER_IDENTITY, new GetCallerIdentityRequest()));
    assertEquals(
        new GetCallerIdentityResponse(ACCOUNT, ANN.arn(), "AIDAANN"),
        client.as(ANN).call(STSApi.GET_CALLER_IDENTITY, new GetCallerIdentityRequest()));
  }

  @Test
  void assumesARole() {
    role("r", "{\"AWS\":\"000000000000\"}", "");
    AssumeRoleResponse answer = assume(ANN, assuming("r"));
    assertEquals("arn:aws:sts::000000000000:assumed-role/r/s1", answer.assumedRoleUser().arn());
    assertEquals("AROAROLE:s1", answer.assumedRoleUser().assumedRoleId());
    assertEquals(SECOND.plusSeconds(3600), answer.credentials().expiration());
    assertNull(answer.packedPolicySize());
    Principal assumed = principal(answer.credentials());
    assertEquals(
        new Principal(
            Kind.ASSUMED_ROLE,
            ACCOUNT,
            "arn:aws:sts::000000000000:assumed-role/r/s1",
            "AROAROLE:s1"),
        assumed);
    assertEquals(
        ACCOUNT,
        client
            .call(
                STSApi.GET_ACCESS_KEY_INFO,
                new GetAccessKeyInfoRequest(answer.credentials().accessKeyId()))
            .account());
    assertEquals(
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        refused("ValidationError", ANN, assuming("r").durationSeconds(7201)));
    assertEquals(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
            + " chaining",
        refused("ValidationError", assumed, assuming("r").durationSeconds(7200)));
  }

  @Test
  void trustsOnlyWhomThePolicyNames() {
    String denied =
        "User: arn:aws:iam::000000000000:user/ann is not authorized to perform: sts:AssumeRole on"
            + " resource: arn:aws:iam::000000000000:role/r";
    assertEquals(denied, refused("AccessDenied", ANN, assuming("r")));
    role("r", "{\"Service\":\"sagemaker.amazonaws.com\"}", "");
    assertEquals(denied, refused("AccessDenied", ANN, assuming("r")));
    Principal service =
        new Principal(Kind.SERVICE, ACCOUNT, "sagemaker.amazonaws.com", "sagemaker.amazonaws.com");
    assertNotNull(assume(service, assuming("r")));
    role("r", "{\"AWS\":[\"arn:aws:iam::111111111111:root\",\"AIDABOB\"]}", "");
    refused("AccessDenied", ANN, assuming("r"));
    for (String named : List.of("\"*\"", "{\"AWS\":\"" + ANN.arn() + "\"}")) {
      role("r", named, "");
      assertNotNull(assume(ANN, assuming("r")));
    }
    role("s", "{\"AWS\":\"arn:aws:iam::000000000000:role/path/r\"}", "");
    refused("AccessDenied", ANN, assuming("s"));
    role("r", "\"*\"", "");
    role("s", "{\"AWS\":\"arn:aws:iam::000000000000:role/r\"}", "");
    assertNotNull(
        client
            .with(credential(assume(ANN, assuming("r")).credentials()))
            .call(STSApi.ASSUME_ROLE, assuming("s").build()));
  }

  @Test
  void asksForTheExternalId() {
    role("r", "\"*\"", ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"e1\"}}");
    refused("AccessDenied", ANN, assuming("r"));
    refused("AccessDenied", ANN, assuming("r").externalId("e2"));
    assertNotNull(assume(ANN, assuming("r").externalId("e1")));
    role("r", "\"*\"", ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}");
    refused("AccessDenied", ANN, assuming("r"));
    role("r", "\"*\"", ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"127.0.0.0/8\"}}");
    assertNotNull(assume(ANN, assuming("r")));
  }

  @Test
  void asksForACode() {
    role("r", "\"*\"", ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}");
    refused("AccessDenied", ANN, assuming("r"));
    AssumeRoleResponse answer =
        assume(
            ANN, assuming("r").serialNumber("arn:aws:iam::000000000000:mfa/p").tokenCode("123456"));
    assertEquals(SECOND, credential(answer.credentials()).session().vouched().mfa());
    Credentials token =
        client
            .as(ANN)
            .call(
                STSApi.GET_SESSION_TOKEN,
                GetSessionTokenRequest.builder()
                    .serialNumber("a:mfa/p1")
                    .tokenCode("123456")
                    .build())
            .credentials();
    clock.advance(Duration.ofMinutes(3));
    assertNotNull(client.with(credential(token)).call(STSApi.ASSUME_ROLE, assuming("r").build()));
    role("r", "\"*\"", ",\"Condition\":{\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"180\"}}");
    client
        .with(credential(token))
        .refused("AccessDenied", STSApi.ASSUME_ROLE, assuming("r").build());
  }

  @Test
  void handsTransitiveTagsOn() {
    role("r", "\"*\"", "");
    role("s", "\"*\"", ",\"Condition\":{\"StringEquals\":{\"aws:RequestTag/team\":\"ml\"}}");
    AssumeRoleResponse first =
        assume(
            ANN,
            assuming("r")
                .tags(List.of(new Tag("team", "ml"), new Tag("own", "x")))
                .transitiveTagKeys(List.of("team"))
                .sourceIdentity("boss"));
    Client chained = client.with(credential(first.credentials()));
    AssumeRoleResponse second = chained.call(STSApi.ASSUME_ROLE, assuming("s").build());
    assertEquals("boss", second.sourceIdentity());
    assertEquals(Map.of("team", "ml"), credential(second.credentials()).session().tags());
    chained.refused(
        "InvalidParameterValue",
        STSApi.ASSUME_ROLE,
        assuming("s").tags(List.of(new Tag("Team", "other"))).build());
    chained.refused(
        "AccessDenied", STSApi.ASSUME_ROLE, assuming("s").sourceIdentity("other").build());
  }

  @Test
  void keepsWhatARequestAdds() {
    role("r", "\"*\"", "");
    AssumeRoleResponse answer =
        assume(
            ANN,
            assuming("r")
                .policy(LIMIT)
                .policyArns(List.of(new PolicyDescriptorType("arn:aws:iam::aws:policy/X")))
                .tags(List.of(new Tag("k", "v")))
                .sourceIdentity("boss"));
    assertEquals("boss", answer.sourceIdentity());
    assertEquals(true, answer.packedPolicySize() > 0 && answer.packedPolicySize() < 10);
    Session session =
        Sessions.sessions(tables, Client.SEALER).get(answer.credentials().accessKeyId());
    assertNotNull(session);
    assertEquals(LIMIT, session.policy());
    assertEquals(List.of("arn:aws:iam::aws:policy/X"), session.policyArns());
    assertEquals(Map.of("k", "v"), session.tags());
    refused("MalformedPolicyDocument", ANN, assuming("r").policy("{"));
    refused("ValidationError", ANN, assuming("r").roleArn("arn:aws:iam::000000000000:user/ann"));
    refused("InvalidParameterValue", ANN, assuming("r").transitiveTagKeys(List.of("k")));
    refused("AccessDenied", ANN, assuming("r").tokenCode("123456"));
    refused("AccessDenied", ANN, assuming("r").serialNumber("mfa").tokenCode("654321"));
  }

  @Test
  void givesUsersTokens() {
    Credentials credentials =
        client
            .as(ANN)
            .call(STSApi.GET_SESSION_TOKEN, GetSessionTokenRequest.builder().build())
            .credentials();
    assertEquals(SECOND.plusSeconds(43_200), credentials.expiration());
    assertEquals(ANN, principal(credentials));
    assertEquals(
        SECOND.plusSeconds(3600),
        client
            .call(STSApi.GET_SESSION_TOKEN, GetSessionTokenRequest.builder().build())
            .credentials()
            .expiration());
    GetFederationTokenResponse federation =
        client
            .as(ANN)
            .call(
                STSApi.GET_FEDERATION_TOKEN,
                GetFederationTokenRequest.builder().name("guest").durationSeconds(900).build());
    assertEquals(
        new Principal(
            Kind.FEDERATED_USER,
            ACCOUNT,
            "arn:aws:sts::000000000000:federated-user/guest",
            "000000000000:guest"),
        principal(federation.credentials()));
    client
        .as(principal(federation.credentials()))
        .refused(
            "AccessDenied", STSApi.GET_SESSION_TOKEN, GetSessionTokenRequest.builder().build());
  }

  @Test
  void forgetsSessionsADayAfterTheirEnd() {
    String old =
        client
            .call(STSApi.GET_SESSION_TOKEN, GetSessionTokenRequest.builder().build())
            .credentials()
            .accessKeyId();
    clock.advance(Duration.ofHours(24));
    client.call(STSApi.GET_SESSION_TOKEN, GetSessionTokenRequest.builder().build());
    assertNotNull(Sts.credentials(tables, Client.SEALER).find(old));
    clock.advance(Duration.ofHours(2));
    client.call(STSApi.GET_SESSION_TOKEN, GetSessionTokenRequest.builder().build());
    assertNull(Sts.credentials(tables, Client.SEALER).find(old));
  }
}
