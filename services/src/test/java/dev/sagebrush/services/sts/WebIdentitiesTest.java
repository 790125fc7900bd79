package dev.sagebrush.services.sts;

import static dev.sagebrush.services.testing.Client.ACCOUNT;
import static dev.sagebrush.services.testing.Client.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.Credentials.Credential;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.policy.Identity;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.GetOpenIDConnectProviderRequest;
import dev.sagebrush.model.iam.GetOpenIDConnectProviderResponse;
import dev.sagebrush.model.iam.GetRoleResponse;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.Role;
import dev.sagebrush.model.sts.AssumeRoleWithWebIdentityRequest;
import dev.sagebrush.model.sts.AssumeRoleWithWebIdentityResponse;
import dev.sagebrush.model.sts.STSApi;
import dev.sagebrush.services.testing.Client;
import dev.sagebrush.store.embedded.SqliteTables;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider of OpenID Connect on this machine vouches for somebody. */
class WebIdentitiesTest {

  private final AdvanceableClock clock = new AdvanceableClock(START);
  private KeyPair rsa;
  private KeyPair elliptic;
  private KeyServer provider;
  private String issuer;
  private SqliteTables tables;
  private Client client;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException, GeneralSecurityException {
    rsa = pair("RSA", 2048);
    elliptic = pair("EC", 256);
    provider = new KeyServer();
    issuer = "http://localhost:" + provider.port() + "/realm";
    provider.page(
        "/realm/.well-known/openid-configuration", "{\"jwks_uri\":\"" + issuer + "/keys\"}");
    provider.page("/realm/keys", keys());
    tables = SqliteTables.open(folder);
    Service iam =
        Service.of(IAMApi.API)
            .on(IAMApi.GET_ROLE, request -> new GetRoleResponse(role()))
            .on(IAMApi.GET_OPEN_ID_CONNECT_PROVIDER, this::registered)
            .build();
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
                        (principal, serial, code) -> false)))
            .as(Principal.anonymous());
  }

  @AfterEach
  void close() throws IOException {
    provider.close();
    tables.close();
  }

  private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String keys() {
    RSAPublicKey one = (RSAPublicKey) rsa.getPublic();
    ECPublicKey other = (ECPublicKey) elliptic.getPublic();
    return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"r\",\"use\":\"sig\",\"n\":\""
        + base64(one.getModulus().toByteArray())
        + "\",\"e\":\"AQAB\"},{\"kty\":\"EC\",\"kid\":\"e\",\"crv\":\"P-256\",\"x\":\""
        + base64(other.getW().getAffineX().toByteArray())
        + "\",\"y\":\""
        + base64(other.getW().getAffineY().toByteArray())
        + "\"},{\"kty\":\"oct\",\"kid\":\"secret\"}]}";
  }

  private String host() {
    return issuer.substring("http://".length());
  }

  private String arn() {
    return "arn:aws:iam::" + ACCOUNT + ":oidc-provider/" + host();
  }

  private Role role() {
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
            + "[\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\"],\"Principal\":"
            + "{\"Federated\":\""
            + arn()
            + "\"},\"Condition\":{\"StringLike\":{\""
            + host()
            + ":sub\":\"repo:acme/*\"}}}]}";
    return Role.builder()
        .roleName("deploy")
        .roleId("AROADEPLOY")
        .arn("arn:aws:iam::" + ACCOUNT + ":role/deploy")
        .maxSessionDuration(3600)
        .assumeRolePolicyDocument(URLEncoder.encode(trust, StandardCharsets.UTF_8))
        .build();
  }

  private GetOpenIDConnectProviderResponse registered(GetOpenIDConnectProviderRequest request) {
    if (!request.openIDConnectProviderArn().equals(arn())) {
      throw ServiceException.of("NoSuchEntity", 404, "none");
    }
    return GetOpenIDConnectProviderResponse.builder()
        .clientIDList(List.of("sts.amazonaws.com"))
        .build();
  }

  private String claims(String subject, String audience, long expires) {
    long now = clock.now().getEpochSecond();
    return "{\"iss\":\""
        + issuer
        + "\",\"sub\":\""
        + subject
        + "\",\"aud\":\""
        + audience
        + "\",\"iat\":"
        + now
        + ",\"exp\":"
        + (now + expires)
        + ",\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"team\":[\"ml\"]},"
        + "\"transitive_tag_keys\":[\"team\"]}}";
  }

  private String token(boolean byRsa, String claims) throws GeneralSecurityException {
    String header =
        byRsa ? "{\"alg\":\"RS256\",\"kid\":\"r\"}" : "{\"alg\":\"ES256\",\"kid\":\"e\"}";
    String signed =
        base64(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(claims.getBytes(StandardCharsets.UTF_8));
    Signature signer =
        Signature.getInstance(byRsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
    signer.initSign(byRsa ? rsa.getPrivate() : elliptic.getPrivate());
    signer.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + base64(signer.sign());
  }

  private static AssumeRoleWithWebIdentityRequest request(String token) {
    return AssumeRoleWithWebIdentityRequest.builder()
        .roleArn("arn:aws:iam::" + ACCOUNT + ":role/deploy")
        .roleSessionName("ci")
        .webIdentityToken(token)
        .build();
  }

  private String refused(String code, String token) {
    return client.refused(code, STSApi.ASSUME_ROLE_WITH_WEB_IDENTITY, request(token)).getMessage();
  }

  @Test
  void letsInWhomTheProviderVouchesFor() throws GeneralSecurityException {
    for (boolean byRsa : new boolean[] {true, false}) {
      AssumeRoleWithWebIdentityResponse answer =
          client.call(
              STSApi.ASSUME_ROLE_WITH_WEB_IDENTITY,
              request(token(byRsa, claims("repo:acme/x", "sts.amazonaws.com", 60))));
      assertEquals("repo:acme/x", answer.subjectFromWebIdentityToken());
      assertEquals("sts.amazonaws.com", answer.audience());
      assertEquals(arn(), answer.provider());
      assertEquals(
          "arn:aws:sts::000000000000:assumed-role/deploy/ci", answer.assumedRoleUser().arn());
      Credential made =
          Sts.credentials(tables, Client.SEALER).find(answer.credentials().accessKeyId());
      assertNotNull(made);
      assertEquals(Map.of("team", "ml"), made.session().tags());
      assertEquals(List.of("team"), made.session().vouched().transitiveTags());
      assertEquals(List.of("repo:acme/x"), made.session().vouched().facts().get(host() + ":sub"));
    }
  }

  @Test
  void keepsOthersOut() throws GeneralSecurityException {
    String good = token(true, claims("repo:acme/x", "sts.amazonaws.com", 60));
    assertEquals(
        "Not authorized to perform sts:AssumeRoleWithWebIdentity",
        refused("AccessDenied", token(true, claims("repo:evil/x", "sts.amazonaws.com", 60))));
    assertEquals(
        "Incorrect token audience",
        refused("InvalidIdentityToken", token(true, claims("repo:acme/x", "other", 60))));
    String[] parts = good.split("\\.");
    String forged =
        parts[0]
            + "."
            + base64(
                claims("repo:acme/y", "sts.amazonaws.com", 60).getBytes(StandardCharsets.UTF_8))
            + "."
            + parts[2];
    assertEquals("Token signature invalid", refused("InvalidIdentityToken", forged));
    String unsigned =
        base64("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "." + parts[1] + ".";
    refused("InvalidIdentityToken", unsigned);
    refused("InvalidIdentityToken", "not.a.token");
    clock.advance(Duration.ofSeconds(61));
    refused("ExpiredTokenException", good);
  }

  @Test
  void saysThatAProviderDoesNotAnswer() throws GeneralSecurityException, IOException {
    String good = token(true, claims("repo:acme/x", "sts.amazonaws.com", 60));
    provider.close();
    refused("IDPCommunicationError", good);
  }

  @Test
  void readsBrokenTokens() throws GeneralSecurityException {
    String good = token(false, claims("repo:acme/x", "sts.amazonaws.com", 60));
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      StringBuilder broken = new StringBuilder(good);
      int at = random.nextInt(good.length() - 2);
      char other = (char) ('!' + random.nextInt(90));
      if (broken.charAt(at) != other) {
        broken.setCharAt(at, other);
        try {
          client.call(STSApi.ASSUME_ROLE_WITH_WEB_IDENTITY, request(broken.toString()));
          throw new AssertionError("taken: " + broken);
        } catch (ServiceException refusal) {
          assertEquals(400, refusal.status(), refusal.getMessage());
        }
      }
    }
  }
}
